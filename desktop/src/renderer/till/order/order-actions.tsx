import { heldLines, linesHere, liveLines, type Order } from '@galley/shared/domain/order.ts';
import type { Approval } from '@galley/shared/domain/permissions.ts';
import { totalsOf } from '@galley/shared/domain/totals.ts';
import type { LineId } from '@galley/shared/values/ids.ts';
import { formatQuantity } from '@galley/shared/values/quantity.ts';
import { moveNeed } from '@galley/shared/wire/needs.ts';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { closeOrder } from '../../actions/close-order.ts';
import { fireCourse } from '../../actions/fire-course.ts';
import { markTicket } from '../../actions/mark-ticket.ts';
import { moveLines } from '../../actions/move-lines.ts';
import { printBill } from '../../actions/print-bill.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatPlain } from '../../ui/format-money.ts';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { numeral } from '../../ui/numeral.ts';
import { useApproval } from '../approval/use-approval.ts';
import { readOpenOrders } from '../orders/queries.ts';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';
import './order-actions.css';
import { nameOfOrder, placeWords } from './place-words.ts';
import { readReady } from './queries.ts';

/** What can be done with a whole order: its bill, its courses, and which of its items go where. */
export function OrderActions({ order, onClose }: { readonly order: Order; readonly onClose: () => void }) {
  const { till, staff, branch } = useSession();
  const { attempt, refusal, busy } = useAttempt();
  const approve = useApproval();
  const open = useLiveQuery(() => readOpenOrders(till.db), [till]) ?? [];
  const ready = useLiveQuery(() => readReady(till.db, order.id), [till, order.id]) ?? [];
  const [chosen, setChosen] = useState<ReadonlySet<LineId>>(new Set());
  const lines = liveLines(order);
  const picked = lines.filter(({ id }) => chosen.has(id));
  const all = lines.length > 0 && picked.length === lines.length;
  const courses = [...new Set(heldLines(order).map((line) => line.course ?? 1))].toSorted((a, b) => a - b);
  const bills = order.bills?.length ?? 0;
  const mine = { orderId: order.id, staffId: staff.id };

  function serve(): void {
    for (const { ticketId } of ready) {
      attempt(markTicket(till, { ticketId, progress: 'served', staffId: staff.id }), onClose);
    }
  }

  function toggle(id: LineId): void {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  }

  function move(to: Parameters<typeof moveLines>[1]['to'], what: string): void {
    const lineIds = all && 'orderId' in to ? ('all' as const) : picked.map(({ id }) => id);
    const act = (approval?: Approval) =>
      moveLines(till, { fromId: order.id, lineIds, to, staffId: staff.id, approval });
    attempt(approve({ need: moveNeed, what }, act), onClose);
  }

  return (
    <Dialog wide title={placeWords(order)} onClose={onClose}>
      <div className="order-actions">
        <div className="whole">
          {lines.length > 0 && (
            <Button size="large" disabled={busy} onClick={() => attempt(printBill(till, mine), onClose)}>
              <Icon name="receipt" size={20} />
              {bills > 0 ? t('printBillAgain', { count: bills }) : t('printBill')}
            </Button>
          )}
          {ready.length > 0 && (
            <Button tone="money" size="large" disabled={busy} onClick={serve}>
              {t('serveReady')} · {t('ticketsReady', { count: ready.length })}
            </Button>
          )}
          {courses.map((course) => (
            <Button
              key={course}
              tone="wait"
              size="large"
              disabled={busy}
              onClick={() => attempt(fireCourse(till, { ...mine, course }), onClose)}
            >
              {t('fireCourse', { course })}
            </Button>
          ))}
          {lines.length === 0 && (
            <Button
              tone="loss"
              size="large"
              disabled={busy}
              onClick={() => attempt(closeOrder(till, { ...mine, reason: t('guestsLeft') }), onClose)}
            >
              {t('closeOrder')}
            </Button>
          )}
        </div>
        {refusal && <Notice tone="loss">{refusal.message}</Notice>}
        {lines.length > 0 && (
          <div className="move">
            <section aria-label={t('moveWhat')}>
              <header>
                <h3>{t('moveWhat')}</h3>
                <Button
                  tone="quiet"
                  onClick={() => setChosen(all ? new Set() : new Set(lines.map(({ id }) => id)))}
                >
                  {all ? t('chooseNone') : t('chooseAll')}
                </Button>
              </header>
              <ul>
                {linesHere(order).map((line) =>
                  line.kitchen.state === 'voided' ? null : (
                    <li key={line.id}>
                      <button
                        type="button"
                        aria-pressed={chosen.has(line.id)}
                        onClick={() => toggle(line.id)}
                      >
                        <span className="tick">{chosen.has(line.id) && <Icon name="check" size={18} />}</span>
                        <span className="name">
                          {numeral(formatQuantity(line.quantity))} × {line.name}
                          {line.seat !== undefined && <small>{t('seatNumber', { seat: line.seat })}</small>}
                        </span>
                        <span>{formatPlain(totalsOf([line]).subtotal, branch.currency)}</span>
                      </button>
                    </li>
                  ),
                )}
              </ul>
            </section>
            <section aria-label={t('moveWhere')}>
              <header>
                <h3>{t('moveWhere')}</h3>
              </header>
              <ul>
                {!all && (
                  <li>
                    <Button
                      size="large"
                      disabled={picked.length === 0 || busy}
                      onClick={() => move({ type: order.type, table: order.table, guests: 0 }, t('splitOff'))}
                    >
                      <Icon name="plus" size={20} />
                      {t('splitOff')}
                    </Button>
                  </li>
                )}
                {open
                  .filter(({ id }) => id !== order.id)
                  .map((other) => (
                    <li key={other.id}>
                      <Button
                        size="large"
                        disabled={picked.length === 0 || busy}
                        onClick={() =>
                          move({ orderId: other.id }, t('moveTo', { place: nameOfOrder(other) }))
                        }
                      >
                        {nameOfOrder(other)} <small>{numeral(other.number)}</small>
                      </Button>
                    </li>
                  ))}
              </ul>
              {all && open.length > 1 && <p>{t('mergeHint')}</p>}
            </section>
          </div>
        )}
      </div>
    </Dialog>
  );
}
