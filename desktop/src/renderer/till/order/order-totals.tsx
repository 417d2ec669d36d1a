import type { Order } from '@galley/shared/domain/order.ts';
import { orderTotals, termsOf, totalsOf } from '@galley/shared/domain/totals.ts';
import { add, money, sum } from '@galley/shared/values/money.ts';
import { formatRate } from '@galley/shared/values/tax-rate.ts';
import { formatMoney, formatPlain } from '../../ui/format-money.ts';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';
import { discountWords } from '../discount/discount-words.ts';
import { ExchangeRow } from '../refund/exchange-row.tsx';
import { useSession } from '../till-context.ts';
import './order-totals.css';

/** What the order comes to; its discount and its service charge are changed by a tap on theirs. */
export function OrderTotals({
  order,
  onDiscount,
}: {
  readonly order: Order | null;
  readonly onDiscount: () => void;
}) {
  const { branch } = useSession();
  const { currency } = branch;
  const totals = order ? orderTotals(order, branch) : totalsOf([]);
  const paid = sum((order?.parts ?? []).map(({ amount }) => amount));
  const charge = order && termsOf(order, branch).charge;
  return (
    <dl className="order-totals">
      {(totals.subtotal !== totals.total || totals.discount !== 0) && (
        <div>
          <dt>{t('subtotal')}</dt>
          <dd>{formatPlain(add(totals.subtotal, totals.discount), currency)}</dd>
        </div>
      )}
      {order?.discount && totals.discount !== 0 && (
        <div className="off">
          <dt>
            <button type="button" onClick={onDiscount}>
              {discountWords(order.discount)}
            </button>
          </dt>
          <dd>−{formatPlain(totals.discount, currency)}</dd>
        </div>
      )}
      {charge && (
        <div>
          <dt>
            {charge.name} {numeral(formatRate(charge.rate))} %
          </dt>
          <dd>{formatPlain(totals.charge, currency)}</dd>
        </div>
      )}
      {totals.taxes.map((tax) => (
        <div key={`${tax.taxId} ${tax.rate}`}>
          <dt>
            {t(tax.inclusive ? 'taxIncluded' : 'taxOnTop', {
              name: tax.name,
              rate: numeral(formatRate(tax.rate)),
            })}
          </dt>
          <dd>{formatPlain(tax.amount, currency)}</dd>
        </div>
      ))}
      {paid > 0 && (
        <div>
          <dt>{t('paidInParts')}</dt>
          <dd>−{formatPlain(paid, currency)}</dd>
        </div>
      )}
      <div className="total">
        <dt>
          {t(paid > 0 ? 'leftToPay' : 'total')}
          {order && order.lines.length > 0 && paid === 0 && (
            <button type="button" className="adjust" aria-label={t('orderDiscount')} onClick={onDiscount}>
              <Icon name="discount" size={20} />
            </button>
          )}
        </dt>
        <dd>{formatMoney(money(Math.max(totals.total - paid, 0)), currency)}</dd>
      </div>
      {order && <ExchangeRow orderId={order.id} currency={currency} />}
    </dl>
  );
}
