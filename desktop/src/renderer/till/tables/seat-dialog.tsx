import type { Order } from '@galley/shared/domain/order.ts';
import { startOrder } from '../../actions/start-order.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { numeral } from '../../ui/numeral.ts';
import { OrderCard } from '../orders/order-card.tsx';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';
import type { TableNow } from './queries.ts';
import './seat-dialog.css';

/** How many sit down at a table; where two orders stand at it, which of them. */
export function SeatDialog({
  now: { table, orders },
  onPick,
  onSeated,
  onClose,
}: {
  readonly now: TableNow;
  readonly onPick: (orderId: Order['id']) => void;
  readonly onSeated: () => void;
  readonly onClose: () => void;
}) {
  const { till, staff } = useSession();
  const { attempt, refusal, busy } = useAttempt();
  const counts = Array.from({ length: Math.max(8, table.seats + 2) }, (_, index) => index + 1);

  function seat(guests: number): void {
    const place = { type: 'dineIn', table: table.name, guests } as const;
    attempt(startOrder(till, { staffId: staff.id, ...place }), onSeated);
  }

  return (
    <Dialog title={t('tableName', { name: numeral(table.name) })} onClose={onClose}>
      <div className="seat-dialog">
        {orders.length > 0 && (
          <>
            <p>{t('whichOrder')}</p>
            <ul>
              {orders.map((order) => (
                <li key={order.id}>
                  <OrderCard order={order} isCurrent={false} onPick={onPick} />
                </li>
              ))}
            </ul>
          </>
        )}
        <p>{orders.length > 0 ? t('seatMore') : t('howManyGuests')}</p>
        <div className="counts" role="group" aria-label={t('howManyGuests')}>
          {counts.map((count) => (
            <Button
              key={count}
              size="large"
              disabled={busy}
              onClick={() => seat(count)}
              {...(count === Math.min(2, table.seats) ? { 'data-autofocus': true } : {})}
            >
              {numeral(String(count))}
            </Button>
          ))}
        </div>
        {refusal && <Notice tone="loss">{refusal.message}</Notice>}
      </div>
    </Dialog>
  );
}
