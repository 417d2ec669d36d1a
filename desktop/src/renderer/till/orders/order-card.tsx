import { liveLines, type Order, unsentLines } from '@galley/shared/domain/order.ts';
import { orderTotals } from '@galley/shared/domain/totals.ts';
import { formatMoney } from '../../ui/format-money.ts';
import { formatAge } from '../../ui/format-time.ts';
import { t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';
import { useNow } from '../../ui/use-now.ts';
import { nameOfOrder } from '../order/place-words.ts';
import { useSession } from '../till-context.ts';
import './order-card.css';

/** An open order on a card: where it stands, what is in it, what it comes to. */
export function OrderCard({
  order,
  isCurrent,
  onPick,
}: {
  readonly order: Order;
  readonly isCurrent: boolean;
  readonly onPick: (orderId: Order['id']) => void;
}) {
  const { branch } = useSession();
  const now = useNow();
  const lines = liveLines(order);
  const unsent = unsentLines(order).length;
  return (
    <button
      type="button"
      className="order-card"
      aria-current={isCurrent || undefined}
      onClick={() => onPick(order.id)}
    >
      <span className="head">
        <strong>{nameOfOrder(order)}</strong>
        <small>{numeral(order.number)}</small>
      </span>
      <small className="what">{lines.map((line) => line.name).join(', ') || t('noLines')}</small>
      <span className="foot">
        <strong>{formatMoney(orderTotals(order, branch).total, branch.currency)}</strong>
        <small>{formatAge(now - Date.parse(order.openedAt))}</small>
      </span>
      {unsent > 0 && <small className="unsent">{t('unsentLines', { count: unsent })}</small>}
    </button>
  );
}
