import { liveLines, type Order, unsentLines } from '@galley/shared/domain/order.ts';
import { totalsOf } from '@galley/shared/domain/totals.ts';
import { useLiveQuery } from 'dexie-react-hooks';
import { Button } from '../../ui/button.tsx';
import { formatMoney } from '../../ui/format-money.ts';
import { formatAge } from '../../ui/format-time.ts';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';
import { useNow } from '../../ui/use-now.ts';
import { useKey } from '../keys/use-key.ts';
import { placeWords } from '../order/place-words.ts';
import { useSession } from '../till-context.ts';
import './orders-view.css';
import { readOpenOrders } from './queries.ts';

/** Everything that is open, the oldest first; a tap puts an order on screen. */
export function OrdersView({
  current,
  onPick,
  onNew,
  onBack,
}: {
  readonly current: Order['id'] | null;
  readonly onPick: (orderId: Order['id']) => void;
  readonly onNew: () => void;
  readonly onBack: () => void;
}) {
  const { till } = useSession();
  const orders = useLiveQuery(() => readOpenOrders(till.db), [till]);
  useKey((key) => {
    if (key !== 'Escape') return false;
    onBack();
    return true;
  });
  return (
    <section className="orders-view" aria-label={t('openOrders')}>
      <header>
        <Button tone="quiet" onClick={onBack}>
          <Icon name="back" />
          {t('backToMenu')}
        </Button>
        <h2>{t('openOrders')}</h2>
        <Button onClick={onNew}>
          <Icon name="plus" size={20} />
          {t('newOrder')}
        </Button>
      </header>
      {orders?.length === 0 && <p className="none">{t('noOpenOrders')}</p>}
      <ul>
        {orders?.map((order) => (
          <li key={order.id}>
            <OrderCard order={order} isCurrent={order.id === current} onPick={onPick} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function OrderCard({
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
        <strong>{placeWords(order)}</strong>
        <small>{numeral(order.number)}</small>
      </span>
      <small className="what">{lines.map((line) => line.name).join(', ') || t('noLines')}</small>
      <span className="foot">
        <strong>{formatMoney(totalsOf(lines).total, branch.currency)}</strong>
        <small>{formatAge(now - Date.parse(order.openedAt))}</small>
      </span>
      {unsent > 0 && <small className="unsent">{t('unsentLines', { count: unsent })}</small>}
    </button>
  );
}
