import type { Currency } from '@galley/shared/values/money.ts';
import type { Flag } from '@galley/shared/wire/commands.ts';
import { type MessageKey, t } from '../ui/messages/t.ts';
import { flagDetail } from './flag-detail.ts';
import type { Review } from './queries.ts';
import './review-list.css';

const words: Readonly<Record<Flag['code'], MessageKey>> = {
  totalDiffers: 'flagTotalDiffers',
  receiptChainBroken: 'flagReceiptChainBroken',
  stockShort: 'flagStockShort',
  paidTwice: 'flagPaidTwice',
  shiftUnknown: 'flagShiftUnknown',
  tillDisabled: 'flagTillDisabled',
  staffUnknown: 'flagStaffUnknown',
  clockWrong: 'flagClockWrong',
  receiptNumberTwice: 'flagReceiptNumberTwice',
  notAllowed: 'flagNotAllowed',
  nothingToResolve: 'flagNothingToResolve',
  stillQuarantined: 'flagStillQuarantined',
};

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
                    {t(words[flag.code])} <small>{flagDetail(flag, currency)}</small>
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
