import type { Branch } from '@galley/shared/domain/branch.ts';
import type { ReactNode } from 'react';
import { formatTime } from '../../ui/format-time.ts';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { numeral } from '../../ui/numeral.ts';
import { TillCard } from './till-card.tsx';
import './tills-view.css';
import { useBranchHealth } from './use-branch-health.ts';
import { UpdatesCard } from './updates-card.tsx';

/** Every till: when it was heard, what waits on it, what is missing; and until when the books are whole [S24]. */
export function TillsView({
  branch,
  children,
}: {
  readonly branch: Branch;
  /** What a manager has to look at, below the tills that sent it. */
  readonly children: ReactNode;
}) {
  const { data: health, error, refetch } = useBranchHealth(branch.id);
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
