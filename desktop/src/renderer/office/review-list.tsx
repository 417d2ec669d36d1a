import type { Currency } from '@galley/shared/values/money.ts';
import { flagDetail, flagWords } from '../ui/flag-words.ts';
import { t } from '../ui/messages/t.ts';
import type { Review } from './queries.ts';
import './review-list.css';

/** Facts that the books took and a person should look at, and what could not be read. */
export function ReviewList({
  reviews,
  currency,
}: {
  readonly reviews: readonly Review[];
  readonly currency: Currency;
}) {
  return (
    <section className="review-list">
      <h2>{t('toReview')}</h2>
      {reviews.length === 0 ? (
        <p>{t('nothingToReview')}</p>
      ) : (
        <ul aria-label={t('toReview')} tabIndex={0}>
          {reviews.map((review) => (
            <li key={review.mutationId} className={review.verdict}>
              <strong>{review.till}</strong>
              {review.verdict === 'quarantined' ? (
                <span>{t('quarantinedBecause', { cause: review.cause })}</span>
              ) : (
                review.flags.map((flag, index) => (
                  <span key={index}>
                    {flagWords(flag)} <small>{flagDetail(flag, currency)}</small>
                  </span>
                ))
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
