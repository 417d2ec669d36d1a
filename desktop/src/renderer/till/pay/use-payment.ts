import type { Order } from '@galley/shared/domain/order.ts';
import type { Sale } from '@galley/shared/domain/sale.ts';
import type { IntentId } from '@galley/shared/values/ids.ts';
import { money, subtract } from '@galley/shared/values/money.ts';
import { useLiveQuery } from 'dexie-react-hooks';
import { cancelPayment } from '../../actions/cancel-payment.ts';
import { completeSale } from '../../actions/complete-sale.ts';
import { keepPayment } from '../../actions/keep-payment.ts';
import type { PayDraft } from '../../db/rows.ts';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';
import { amountDue, type Taken, toPay } from './amount-due.ts';
import { type Payment, readPayment } from './queries.ts';

/** The payment of an order as it stands in the till's records, and what can be done with it. */
export function usePayment(order: Order, onPaid: (sale: Sale) => void) {
  const { till, staff, branch } = useSession();
  const { attempt, refusal, busy } = useAttempt();
  const payment = useLiveQuery(() => readPayment(till.db, order.id, branch), [till, branch, order.id]);

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
    const taken = [...draft.tenders, withTip(given, draft.tip)];
    const rest = amountDue(toPay(payment), taken, branch.cashStep);
    if ((given.kind === 'cash' ? rest.inCash : rest.exact) > 0) change(() => ({ tenders: taken, tip: null }));
    else finish(payment, taken);
  }

  /** All of it was given away: nothing changes hands, and the order is closed all the same. */
  function close(): void {
    if (!busy && payment && toPay(payment) === 0) finish(payment, payment.draft.tenders);
  }

  function cancel(intentId: IntentId): void {
    if (!busy) attempt(cancelPayment(till, { intentId, staffId: staff.id }));
  }

  const due = payment && amountDue(toPay(payment), payment.draft.tenders, branch.cashStep);
  return { payment, due, refusal, busy, change, take, cancel, close };
}

/** What a guest gives with a tip is first the tip: the rest of it pays for the order [M8]. */
function withTip(given: Taken, tip: PayDraft['tip']): Taken {
  if (!tip) return given;
  const tipped = money(Math.min(tip.amount, given.amount));
  return { ...given, amount: subtract(given.amount, tipped), tip: { ...tip, amount: tipped } };
}
