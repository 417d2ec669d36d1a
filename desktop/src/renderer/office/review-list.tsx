import type { Branch } from '@galley/shared/domain/branch.ts';
import { flagDetail, flagWords } from '../ui/flag-words.ts';
import { formatTime } from '../ui/format-time.ts';
import { type MessageKey, t } from '../ui/messages/t.ts';
import type { Review } from './queries.ts';
import './review-list.css';

/** Facts that the books took and a person should look at, and what could not be read. */
export function ReviewList({
  reviews,
  branch,
}: {
  readonly reviews: readonly Review[];
  readonly branch: Branch;
}) {
  return (
    <section className="review-list">
      <h2>{t('toReview')}</h2>
      {reviews.some((review) => !review.closed) && <p>{t('resolveAtTill')}</p>}
      {reviews.length === 0 ? (
        <p>{t('nothingToReview')}</p>
      ) : (
        <ul aria-label={t('toReview')} tabIndex={0}>
          {reviews.map((review) => (
            <li key={review.mutationId} className={review.closed ? 'closed' : review.verdict}>
              <strong>{review.till}</strong>
              {review.verdict === 'quarantined' ? (
                <span>{t('quarantinedBecause', { cause: review.cause })}</span>
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
            </li>
          ))}
        </ul>
      )}
    </section>
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
