import type { Branch } from '@galley/shared/domain/branch.ts';
import type { BranchHealth } from '@galley/shared/wire/health.ts';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { readTills } from '../../app/office-tills.ts';
import { formatTime } from '../../ui/format-time.ts';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { numeral } from '../../ui/numeral.ts';
import { TillCard } from './till-card.tsx';
import './tills-view.css';
import { UpdatesCard } from './updates-card.tsx';

const askMs = 15_000;

/** Every till: when it was heard, what waits on it, what is missing; and until when the books are whole [S24]. */
export function TillsView({
  branch,
  children,
}: {
  readonly branch: Branch;
  /** What a manager has to look at, below the tills that sent it. */
  readonly children: ReactNode;
}) {
  // What was known last stays in sight while the server is away.
  const {
    data: health,
    error,
    refetch,
  } = useQuery({
    queryKey: ['tills', branch.id],
    queryFn: readKnown,
    networkMode: 'always',
    refetchInterval: askMs,
    retry: false,
  });
  return (
    <main className="tills-view">
      {error && <Notice tone="wait">{error.message}</Notice>}
      {!health && !error && <p>{t('officeFetching')}</p>}
      {health && (
        <>
          <p className="complete">
            {health.completeUpTo === null
              ? t('branchCompleteUnknown')
              : t('branchCompleteUpTo', { time: formatTime(health.completeUpTo, branch.timeZone) })}
          </p>
          {health.numbersTwice.length > 0 && (
            <Notice tone="wait">
              {t('numbersTwice', { numbers: numeral(health.numbersTwice.join(', ')) })}
            </Notice>
          )}
          <ul aria-label={t('tills')}>
            {health.tills.map((till) => (
              <li key={till.id}>
                <TillCard till={till} branch={branch} onChanged={() => void refetch()} />
              </li>
            ))}
          </ul>
        </>
      )}
      <UpdatesCard branch={branch} />
      {children}
    </main>
  );
}

async function readKnown(): Promise<BranchHealth> {
  const answer = await readTills();
  if (!answer.ok) throw new Error(answer.message);
  return answer.value;
}
