import type { Order } from '@galley/shared/domain/order.ts';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../../ui/messages/t.ts';
import { useSession } from '../till-context.ts';
import { ViewHead } from '../view-head.tsx';
import { OrderCard } from './order-card.tsx';
import './orders-view.css';
import { LateOrder } from './late-order.tsx';
import { findOrders, readLateOrders, readOpenOrders } from './queries.ts';

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
  const open = useLiveQuery(() => readOpenOrders(till.db), [till]);
  const late = useLiveQuery(() => readLateOrders(till.db), [till]) ?? [];
  const [typed, setTyped] = useState('');
  const orders = open && findOrders(open, typed);
  return (
    <section className="orders-view" aria-label={t('openOrders')}>
      <ViewHead title={t('openOrders')} onBack={onBack}>
        <input
          type="search"
          value={typed}
          aria-label={t('findOrder')}
          placeholder={t('findOrder')}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button onClick={onNew}>
          <Icon name="plus" size={20} />
          {t('newOrder')}
        </Button>
      </ViewHead>
      {late.length > 0 && (
        <div className="late-orders">
          {late.map((order) => (
            <LateOrder key={order.id} order={order} onBill={onPick} />
          ))}
        </div>
      )}
      {orders?.length === 0 && (
        <p className="none">{typed === '' ? t('noOpenOrders') : t('noOrderFound', { typed })}</p>
      )}
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
