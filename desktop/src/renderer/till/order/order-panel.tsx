import type { Order } from '@galley/shared/domain/order.ts';
import { heldLines, lateLines, linesHere, liveLines, unsentLines } from '@galley/shared/domain/order.ts';
import type { Sale } from '@galley/shared/domain/sale.ts';
import type { LineId } from '@galley/shared/values/ids.ts';
import type { Refusal } from '@galley/shared/values/result.ts';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { numeral } from '../../ui/numeral.ts';
import { useSession } from '../till-context.ts';
import { DiscountDialog, OrderActions } from '../later-screens.ts';
import { ChangeDue } from './change-due.tsx';
import { OrderHead } from './order-head.tsx';
import { OrderLines } from './order-lines.tsx';
import './order-panel.css';
import { OrderTotals } from './order-totals.tsx';
import { readPartPaidBeside, readTicketMarks, ticketIdsOf } from './queries.ts';

const noMarks = new Map<never, never>();

/** The order on screen: what is in it, what the kitchen has of it, what it comes to, and the two ways on. */
export function OrderPanel({
  order,
  paid,
  paying,
  refusal,
  busy,
  onPlace,
  onNew,
  onSend,
  onFire,
  onPay,
}: {
  readonly order: Order | null;
  /** The sale just made: its change stays in sight until the next tap. */
  readonly paid: Sale | null;
  readonly paying: boolean;
  readonly refusal: Refusal | null;
  readonly busy: boolean;
  readonly onPlace: () => void;
  readonly onNew: () => void;
  readonly onSend: () => void;
  readonly onFire: (course: number) => void;
  readonly onPay: () => void;
}) {
  const { till } = useSession();
  const [giving, setGiving] = useState(false);
  const [open, setOpen] = useState<LineId | null>(null);
  const ticketIds = order ? ticketIdsOf(order) : [];
  const marks = useLiveQuery(() => readTicketMarks(till.db, ticketIds), [till, ticketIds.join()]);
  const unsent = order ? unsentLines(order).length : 0;
  const empty = !order || linesHere(order).length === 0;
  const held = order ? heldLines(order).map((line) => line.course ?? 1) : [];
  const nextCourse = unsent === 0 && held.length > 0 ? Math.min(...held) : null;
  const [managing, setManaging] = useState<Order['id'] | null>(null);
  const beside = useLiveQuery(
    () => readPartPaidBeside(till.db, order),
    [till, order?.id, order?.table, order?.parts === undefined],
  );
  const payable = order !== null && liveLines(order).length > 0;

  return (
    <aside className="order-panel" aria-label={t('order')}>
      <OrderHead
        order={order}
        onPlace={onPlace}
        onMore={() => order && setManaging(order.id)}
        onNew={onNew}
      />
      {paid && empty ? (
        <ChangeDue sale={paid} />
      ) : (
        <OrderLines
          order={order}
          marks={marks ?? noMarks}
          open={paying ? null : open}
          onOpen={(lineId) => setOpen((current) => (current === lineId || paying ? null : lineId))}
        />
      )}
      <div className="foot">
        {order && lateLines(order).length > 0 && <Notice tone="wait">{t('lateInOrder')}</Notice>}
        {beside && <Notice tone="wait">{t('billBeside', { number: numeral(beside) })}</Notice>}
        {refusal && <Notice tone="loss">{refusal.message}</Notice>}
        <OrderTotals order={order} onDiscount={() => setGiving(true)} />
        <div className="ways">
          {nextCourse === null ? (
            <Button tone="wait" size="large" disabled={unsent === 0 || busy} onClick={onSend}>
              {unsent > 0 || empty ? t('sendLines', { count: unsent }) : t('allSent')}
            </Button>
          ) : (
            <Button tone="wait" size="large" disabled={busy} onClick={() => onFire(nextCourse)}>
              {t('fireCourse', { course: nextCourse })}
            </Button>
          )}
          <Button tone="money" size="large" disabled={!payable || busy || paying} onClick={onPay}>
            {t('pay')}
          </Button>
        </div>
      </div>
      {giving && order && (
        <DiscountDialog orderId={order.id} order={order} onClose={() => setGiving(false)} />
      )}
      {order && managing === order.id && <OrderActions order={order} onClose={() => setManaging(null)} />}
    </aside>
  );
}
