import type { Result } from '@galley/shared/values/result.ts';
import { useLiveQuery } from 'dexie-react-hooks';
import { Suspense, useMemo } from 'react';
import type { Till } from '../actions/till.ts';
import { t } from '../ui/messages/t.ts';
import { ApprovalProvider } from './approval/approval-provider.tsx';
import { EnrolScreen } from './enrol/enrol-screen.tsx';
import { FetchingScreen } from './enrol/fetching-screen.tsx';
import { readGate } from './queries.ts';
import { SellScreen } from './sell/sell-screen.tsx';
import { ShiftScreen } from './shift/shift-screen.tsx';
import { SignInScreen } from './sign-in/sign-in-screen.tsx';
import { type Session, SessionContext } from './till-context.ts';
import { IdleLock } from './sign-in/idle-lock.tsx';
import { Welcome } from './welcome.tsx';

/** Leads a device from its first start to selling; each step is a fact in the database, so a reload lands where it was. */
export function TillApp({
  till,
  arriving,
}: {
  readonly till: Till;
  readonly arriving: Promise<Result<null>>;
}) {
  const gate = useLiveQuery(() => readGate(till.db), [till]);
  const session = useSteady(
    gate && 'staff' in gate ? { till, branch: gate.branch, staff: gate.staff } : null,
  );
  if (!gate) return null;
  switch (gate.step) {
    case 'enrol':
      return (
        <Suspense fallback={<Welcome title={t('enrolling')} />}>
          <EnrolScreen db={till.db} arriving={arriving} rebuilt={gate.rebuilt} />
        </Suspense>
      );
    case 'menu':
      return <FetchingScreen db={till.db} till={gate.identity.till.name} />;
    case 'signIn':
      return <SignInScreen till={till} branch={gate.branch} identity={gate.identity} />;
    case 'shift':
    case 'sell':
      return (
        <SessionContext value={session}>
          <IdleLock />
          <ApprovalProvider>
            {gate.step === 'sell' ? <SellScreen /> : <ShiftScreen last={gate.last} />}
          </ApprovalProvider>
        </SessionContext>
      );
  }
}

/** The same object as long as it says the same: the whole selling screen hangs on it. */
function useSteady(session: Session | null): Session | null {
  const text = session && JSON.stringify([session.branch, session.staff]);
  // oxlint-disable-next-line react/exhaustive-deps -- the text stands for the session's contents
  return useMemo(() => session, [text, session?.till]);
}
