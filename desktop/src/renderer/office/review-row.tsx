import type { Branch } from '@galley/shared/domain/branch.ts';
import type { HeldRecord } from '@galley/shared/wire/resolutions.ts';
import { traceOfText } from '@galley/shared/wire/trace.ts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { decideRecord } from '../app/office-resolutions.ts';
import { Button } from '../ui/button.tsx';
import { entryTitle } from '../ui/entry-title.ts';
import { Field } from '../ui/field.tsx';
import { flagDetail, flagWords } from '../ui/flag-words.ts';
import { formatDay, formatTime } from '../ui/format-time.ts';
import { type MessageKey, t } from '../ui/messages/t.ts';
import { Notice } from '../ui/notice.tsx';
import type { Review } from './queries.ts';

/** One record: what it is, what is wrong, what somebody has decided, and what can be decided here [S14]. */
export function ReviewRow({
  review,
  record,
  branch,
  mayDecide,
}: {
  readonly review: Review;
  /** What the server's log says of it; missing while it is away. */
  readonly record: HeldRecord | undefined;
  readonly branch: Branch;
  readonly mayDecide: boolean;
}) {
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const [said, setSaid] = useState('');
  const deciding = useMutation({
    mutationFn: (how: 'retry' | 'setAside') =>
      decideRecord({
        mutationId: review.mutationId,
        how,
        reason: how === 'retry' ? t('reasonRetry') : reason,
      }),
    networkMode: 'always',
    onSuccess: (answer) => {
      setAsking(false);
      setSaid(answer.ok ? answer.value.cause : answer.message);
    },
  });
  const title = record && entryTitle(record.name, traceOfText(record.body));
  return (
    <li className={review.closed ? 'closed' : review.verdict}>
      <strong>{[title, review.till].filter(Boolean).join(' · ')}</strong>
      {record?.occurredAt && (
        <small>
          {formatDay(record.occurredAt, branch.timeZone)} · {formatTime(record.occurredAt, branch.timeZone)}
        </small>
      )}
      {review.verdict === 'quarantined' ? (
        <>
          <span>{t('stateQuarantined')}</span>
          <details>
            <summary>{t('causeTold')}</summary>
            {review.cause}
          </details>
        </>
      ) : (
        review.flags.map((flag, index) => (
          <span key={index}>
            {flagWords(flag)} <small>{flagDetail(flag, branch.currency)}</small>
          </span>
        ))
      )}
      {review.resolution && (
        <span className="resolved">
          {resolvedWords(review, branch.timeZone)} <small>{review.resolution.reason}</small>
        </span>
      )}
      {said !== '' && <Notice tone="wait">{said}</Notice>}
      {mayDecide && !review.closed && !asking && (
        <footer>
          {review.verdict === 'quarantined' && (
            <Button disabled={deciding.isPending} onClick={() => deciding.mutate('retry')}>
              {t('entryRetry')}
            </Button>
          )}
          <Button tone="quiet" disabled={deciding.isPending} onClick={() => setAsking(true)}>
            {t('entrySetAside')}
          </Button>
        </footer>
      )}
      {asking && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            deciding.mutate('setAside');
          }}
        >
          <p>{t(review.verdict === 'flagged' ? 'setAsideFlagged' : 'setAsideQuarantined')}</p>
          <Field
            label={t('setAsideReason')}
            value={reason}
            maxLength={500}
            autoFocus
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <footer>
            <Button tone="quiet" onClick={() => setAsking(false)}>
              {t('back')}
            </Button>
            <Button type="submit" tone="wait" disabled={deciding.isPending || reason.trim() === ''}>
              {t('entrySetAside')}
            </Button>
          </footer>
        </form>
      )}
    </li>
  );
}

const resolvedKeys = {
  retry: 'resolvedRetry',
  repair: 'resolvedRepair',
  setAside: 'resolvedAside',
} as const satisfies Record<string, MessageKey>;

function resolvedWords({ resolution, decidedBy }: Review, timeZone: string): string {
  if (!resolution) return '';
  const { how, at } = resolution;
  return t(resolvedKeys[how], { name: decidedBy ?? '', time: formatTime(at, timeZone) });
}
