import type { Order } from '@galley/shared/domain/order.ts';
import type { Sale } from '@galley/shared/domain/sale.ts';
import type { IntentId } from '@galley/shared/values/ids.ts';
import { useLiveQuery } from 'dexie-react-hooks';
import { cancelPayment } from '../../actions/cancel-payment.ts';
import { completeSale } from '../../actions/complete-sale.ts';
import { keepPayment } from '../../actions/keep-payment.ts';
import type { PayDraft } from '../../db/rows.ts';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';
import { amountDue, type Taken, toPay, withTip } from './amount-due.ts';
import { type Payment, readPayment } from './queries.ts';

/** The payment of an order as it stands in the till's records, and what can be done with it. */
export function usePayment(order: Order, onPaid: (sale: Sale) => void) {
  const { till, staff, branch } = useSession();
  const { attempt, refusal, busy } = useAttempt();
  const payment = useLiveQuery(() => readPayment(till.db, order.id, branch), [till, branch, order.id]);

  const due = payment && amountDue(toPay(payment), payment.draft.tenders, branch.cashStep);

  function change(edit: (draft: PayDraft) => Partial<PayDraft>): void {
    if (busy) return;
    attempt(keepPayment(till, { orderId: order.id, change: (draft) => ({ ...draft, ...edit(draft) }) }));
  }

  function finish({ part, paidParts }: Payment, tenders: readonly Taken[]): void {
    attempt(
      completeSale(till, { orderId: order.id, tenders, staffId: staff.id, part, after: paidParts }),
      onPaid,
    );
  }

  /** What the guest gives in all: a tip is in it. */
  function take(given: Taken): void {
    if (busy || !payment) return;
    const { draft } = payment;
    const { tender, tip } = withTip(given, draft.tip);
    const taken = [...draft.tenders, tender];
    const rest = amountDue(toPay(payment), taken, branch.cashStep);
    if ((given.kind === 'cash' ? rest.inCash : rest.exact) > 0) change(() => ({ tenders: taken, tip }));
    else finish(payment, taken);
  }

  /** All of it was given away, or what was taken covers an order that has become cheaper since: nothing more is taken. */
  function close(): void {
    if (!busy && payment && due?.inCash === 0) finish(payment, payment.draft.tenders);
  }

  function cancel(intentId: IntentId): void {
    if (!busy) attempt(cancelPayment(till, { intentId, staffId: staff.id }));
  }

  return { payment, due, refusal, busy, change, take, cancel, close };
}
