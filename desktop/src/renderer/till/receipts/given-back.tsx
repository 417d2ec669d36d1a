import type { Refund } from '@galley/shared/domain/refund.ts';
import { moneyLeft, remainderOf } from '@galley/shared/domain/remainder.ts';
import type { Sale } from '@galley/shared/domain/sale.ts';
import { formatMoney } from '../../ui/format-money.ts';
import { formatDay, formatTime } from '../../ui/format-time.ts';
import { t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';
import './given-back.css';

/** What was given back of a sale at whatever till, as far as it is known here, and what is left [M11]. */
export function GivenBack({
  sale,
  refunds,
  timeZone,
}: {
  readonly sale: Sale;
  readonly refunds: readonly Refund[];
  readonly timeZone: string;
}) {
  if (refunds.length === 0) return null;
  const left = moneyLeft(remainderOf(sale, refunds));
  return (
    <section className="given-back">
      <h3>{t('givenBackSoFar')}</h3>
      <ul aria-label={t('givenBackSoFar')}>
        {refunds.map((refund) => (
          <li key={refund.id}>
            <span>
              {numeral(refund.receiptNumber)} · {refund.staffName}
              <small>
                {formatDay(refund.refundedAt, timeZone)} {formatTime(refund.refundedAt, timeZone)} ·{' '}
                {refund.reason}
              </small>
            </span>
            <strong>{formatMoney(refund.total, refund.currency)}</strong>
          </li>
        ))}
      </ul>
      <p>{left === 0 ? t('nothingLeft') : t('canGiveBack', { amount: formatMoney(left, sale.currency) })}</p>
    </section>
  );
}
