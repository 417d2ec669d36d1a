import { lacksPayments, tipsToldBy } from '@galley/shared/domain/reconciliation.ts';
import type { Event } from '@galley/shared/wire/events.ts';
import type { Flag } from '@galley/shared/wire/commands.ts';
import type { Answer } from '../messaging/answer.ts';
import type { PaymentBooks } from './books.ts';

export type ShiftClosed = Extract<Event, { type: 'shiftClosed' }>;

/**
 * Sales and their shift's end travel apart; what has not come by then is told as it is, and again when it comes. What the
 * sales books have is on its way here, however often it has to be tried; what they lack may come in days.
 */
const patienceMs = { had: 300_000, lacked: 5_000 } as const;

/** Holds a Z against the payments of its shift, by way of paying. */
export function shiftClosed(books: PaymentBooks, event: ShiftClosed, waitedMs: number | null): Answer {
  const { report } = event.data;
  const told = report.figures.tenders.reduce(
    (sum, { sold, refunded }) => sum + sold.count + refunded.count,
    0,
  );
  const booked = [...books.bookedOf(report.shift.id).values()].reduce((sum, { count }) => sum + count, 0);
  const isTipped = books.tippedOf(report.shift.id) === tipsToldBy(report);
  const isLacked = event.flags.some(({ code }) => code === 'zIncomplete');
  if ((booked < told || !isTipped) && (waitedMs ?? 0) < patienceMs[isLacked ? 'lacked' : 'had'])
    return { waitFor: `payments of shift ${report.shift.id}` };
  const reconciliation = books.reconcile(event.branchId, report);
  const flags: Flag[] = lacksPayments(reconciliation.data)
    ? [{ code: 'paymentsDiffer', detail: { zNumber: report.zNumber } }]
    : [];
  return { event: 'shiftReconciled', data: { reconciliation }, flags };
}
