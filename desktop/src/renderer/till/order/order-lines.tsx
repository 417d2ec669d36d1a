import { linesHere, type Order } from '@galley/shared/domain/order.ts';
import type { LineId, TicketId } from '@galley/shared/values/ids.ts';
import { useLayoutEffect, useRef } from 'react';
import { t } from '../../ui/messages/t.ts';
import { LineActions } from '../later-screens.ts';
import { useSession } from '../till-context.ts';
import { OrderLineRow } from './order-line-row.tsx';
import './order-lines.css';
import { type KitchenMark, markOf } from './queries.ts';

/** The lines, oldest first, the newest always in sight; a tap opens what can be done with one. */
export function OrderLines({
  order,
  marks,
  open,
  onOpen,
}: {
  readonly order: Order | null;
  readonly marks: ReadonlyMap<TicketId, KitchenMark>;
  readonly open: LineId | null;
  readonly onOpen: (lineId: LineId) => void;
}) {
  const { branch } = useSession();
  const scroller = useRef<HTMLDivElement>(null);
  const lines = order ? linesHere(order) : [];
  const count = lines.length;
  useLayoutEffect(() => {
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  }, [count]);
  useLayoutEffect(() => {
    if (open) scroller.current?.querySelector('li.open')?.scrollIntoView({ block: 'nearest' });
  }, [open]);

  if (!order || count === 0) {
    return (
      <div className="order-lines empty">
        <svg viewBox="0 0 120 80" width="132" height="88" aria-hidden="true">
          <path d="M14 60h92M22 60a38 34 0 0 1 76 0M60 26v-6M52 18h16" />
          <path className="shine" d="M36 50a26 22 0 0 1 14-14" />
        </svg>
        <p>{t('emptyOrder')}</p>
        <small>{t('emptyOrderHint')}</small>
      </div>
    );
  }
  return (
    <div className="order-lines" ref={scroller}>
      <ul aria-label={t('lines')}>
        {lines.map((line) => (
          <li key={line.id} className={line.id === open ? 'open' : ''}>
            <OrderLineRow
              line={line}
              mark={markOf(line, marks)}
              currency={branch.currency}
              open={line.id === open}
              onOpen={onOpen}
            />
            {line.id === open && <LineActions order={order} line={line} onDone={() => onOpen(line.id)} />}
          </li>
        ))}
      </ul>
    </div>
  );
}
