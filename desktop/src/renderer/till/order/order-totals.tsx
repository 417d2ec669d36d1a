import { liveLines, type Order } from '@galley/shared/domain/order.ts';
import { totalsOf } from '@galley/shared/domain/totals.ts';
import type { Currency } from '@galley/shared/values/money.ts';
import { formatRate } from '@galley/shared/values/tax-rate.ts';
import { formatMoney, formatPlain } from '../../ui/format-money.ts';
import { t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';
import './order-totals.css';

export function OrderTotals({
  order,
  currency,
}: {
  readonly order: Order | null;
  readonly currency: Currency;
}) {
  const totals = totalsOf(order ? liveLines(order) : []);
  return (
    <dl className="order-totals">
      {totals.subtotal !== totals.total && (
        <div>
          <dt>{t('subtotal')}</dt>
          <dd>{formatPlain(totals.subtotal, currency)}</dd>
        </div>
      )}
      {totals.taxes.map((tax) => (
        <div key={tax.taxId}>
          <dt>
            {t(tax.inclusive ? 'taxIncluded' : 'taxOnTop', {
              name: tax.name,
              rate: numeral(formatRate(tax.rate)),
            })}
          </dt>
          <dd>{formatPlain(tax.amount, currency)}</dd>
        </div>
      ))}
      <div className="total">
        <dt>{t('total')}</dt>
        <dd>{formatMoney(totals.total, currency)}</dd>
      </div>
    </dl>
  );
}
