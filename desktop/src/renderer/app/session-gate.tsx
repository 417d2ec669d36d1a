import type { BranchId } from '@galley/shared/values/ids.ts';
import type { Session } from '@galley/shared/wire/session.ts';
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { type ReactNode, Suspense, use, useState } from 'react';
import { t } from '../ui/messages/t.ts';
import { Notice } from '../ui/notice.tsx';
import { type Feed, openFeed } from './open-feed.ts';
import { chosenBranch } from './chosen-branch.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { JoinForm } from './join-form.tsx';
import { readSession } from './office-session.ts';
import './session-gate.css';
import { InstallHint } from './install-hint.tsx';
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
      <ConfirmDialog />
    </QueryClientProvider>
  );
}

/** Who is signed in, as far as the server has said; every page of the office may ask. */
export function useSession(): Session | null {
  const { data } = useQuery({
    queryKey: ['session'],
    queryFn: readSession,
    networkMode: 'always',
    retry: false,
  });
  return data?.ok ? data.value : null;
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
  const [invited, setInvited] = useState(() => readInvitation(location.hash));
  const known = chosenBranch();
  if (invited)
    return (
      <main className="session-gate">
        <h1>Galley</h1>
        <JoinForm
          {...invited}
          onJoined={() => {
            history.replaceState(null, '', location.pathname);
            setInvited(null);
            void refetch();
          }}
        />
      </main>
    );
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
      <InstallHint />
    </main>
  );
}

/** `/office#join=...&name=...` */
function readInvitation(hash: string): { readonly invitation: string; readonly name: string } | null {
  const said = new URLSearchParams(hash.slice(1));
  const invitation = said.get('join');
  return invitation === null ? null : { invitation, name: said.get('name') ?? '' };
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
