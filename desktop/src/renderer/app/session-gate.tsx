import type { BranchId } from '@galley/shared/values/ids.ts';
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { type ReactNode, Suspense, use } from 'react';
import { t } from '../ui/messages/t.ts';
import { Notice } from '../ui/notice.tsx';
import { type Feed, lastBranch, openFeed } from './open-feed.ts';
import { readSession } from './office-session.ts';
import './session-gate.css';
import { SignInForm } from './sign-in-form.tsx';

const client = new QueryClient();

/**
 * Lets a manager in, and then stays out of the way: once this browser has shown a branch, what is on the device is
 * shown at once, and goes on being shown while the server is away.
 */
export function SessionGate({
  children,
}: {
  readonly children: (feed: Feed, name: string | null) => ReactNode;
}) {
  return (
    <QueryClientProvider client={client}>
      <Suspense>
        <Gate>{children}</Gate>
      </Suspense>
    </QueryClientProvider>
  );
}

function Gate({ children }: { readonly children: (feed: Feed, name: string | null) => ReactNode }) {
  const { data: session, refetch } = useQuery({
    queryKey: ['session'],
    queryFn: readSession,
    networkMode: 'always',
    retry: false,
    refetchInterval: (query) =>
      query.state.data?.ok === false && query.state.data.code === 'offline' ? 5000 : false,
  });
  const known = lastBranch();
  const away = session?.ok === false && session.code === 'offline';
  if (session?.ok)
    return <Ready branchId={session.value.branch.id} name={session.value.name} show={children} />;
  if (known && (!session || away)) return <Ready branchId={known} name={null} show={children} />;
  if (!session) return null;
  return (
    <main className="session-gate">
      <h1>Galley</h1>
      {away ? (
        <Notice tone="wait">{session.message}</Notice>
      ) : (
        <SignInForm
          onSignedIn={async (signedIn) => {
            await refetch();
            (await openFeed(signedIn.branch.id)).sync.wake();
          }}
        />
      )}
      <p>{t('officeSignInHint')}</p>
    </main>
  );
}

function Ready({
  branchId,
  name,
  show,
}: {
  readonly branchId: BranchId;
  readonly name: string | null;
  readonly show: (feed: Feed, name: string | null) => ReactNode;
}) {
  return show(use(openFeed(branchId)), name);
}
