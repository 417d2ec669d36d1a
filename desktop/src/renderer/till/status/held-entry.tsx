import { useState } from 'react';
import { resolveEntry } from '../../actions/resolve-entry.ts';
import { Button } from '../../ui/button.tsx';
import { entryTitle } from '../../ui/entry-title.ts';
import { flagDetail, flagWords } from '../../ui/flag-words.ts';
import { formatMoney } from '../../ui/format-money.ts';
import { formatDay, formatTime } from '../../ui/format-time.ts';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';
import type { HeldEntry } from './queries.ts';
import { SetAsideForm } from './set-aside-form.tsx';

/** One entry: what it is, worth how much, when, by whom; what is wrong; what to do. */
export function HeldEntryCard({ entry }: { readonly entry: HeldEntry }) {
  const { till, branch, staff } = useSession();
  const { attempt, refusal, busy } = useAttempt();
  const [asking, setAsking] = useState(false);
  const { row, by, pending } = entry;
  const quarantined = row.state !== 'fork' && row.verdict === 'quarantined';
  const decide = (how: 'retry' | 'repair', reason: string) =>
    attempt(resolveEntry(till, { entryId: row.id, how, reason, staffId: staff.id }));

  return (
    <article aria-label={titleOf(entry)}>
      <header>
        <strong>{titleOf(entry)}</strong>
        {row.amount !== null && <strong>{formatMoney(row.amount, branch.currency)}</strong>}
      </header>
      <small>
        {formatDay(row.recordedAt, branch.timeZone)} · {formatTime(row.recordedAt, branch.timeZone)}
        {by !== null && ` · ${by}`}
      </small>
      {row.flags.map((flag, index) => (
        <p key={index}>
          {flagWords(flag)} <span className="detail">{flagDetail(flag, branch.currency)}</span>
        </p>
      ))}
      <p className="state">{stateWords(entry, branch.timeZone)}</p>
      {row.cause !== '' && (
        <details>
          <summary>{t('causeTold')}</summary>
          {row.cause}
        </details>
      )}
      {refusal && <Notice tone="loss">{refusal.message}</Notice>}
      {asking && !pending && (
        <SetAsideForm entry={entry} title={titleOf(entry)} onDone={() => setAsking(false)} />
      )}
      {!asking && !pending && row.state !== 'fork' && (
        <footer>
          {quarantined && (
            <>
              <Button disabled={busy} onClick={() => decide('retry', t('reasonRetry'))}>
                {t('entryRetry')}
              </Button>
              <Button disabled={busy} onClick={() => decide('repair', t('reasonRepair'))}>
                {t('entryRepair')}
              </Button>
            </>
          )}
          <Button tone="quiet" disabled={busy} onClick={() => setAsking(true)}>
            {t('entrySetAside')}
          </Button>
        </footer>
      )}
    </article>
  );
}

function titleOf({ row, trace }: HeldEntry): string {
  return entryTitle(row.name, trace) ?? t('entry', { number: row.number });
}

/** Where it is and what happens next. */
function stateWords({ row, pending }: HeldEntry, timeZone: string): string {
  if (pending) return t('statePending');
  if (row.state === 'fork') return t('stateFork');
  if (row.verdict === 'flagged') return t('stateFlagged');
  if (!row.resolution) return t('stateQuarantined');
  return t('stateTriedAgain', { time: formatTime(row.resolution.at, timeZone) });
}
