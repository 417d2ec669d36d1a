import { liveLines, type Order } from '@galley/shared/domain/order.ts';
import type { Sale } from '@galley/shared/domain/sale.ts';
import { totalsOf } from '@galley/shared/domain/totals.ts';
import type { OrderId } from '@galley/shared/values/ids.ts';
import { completeSale } from '../../actions/complete-sale.ts';
import { selectOrder } from '../../actions/select-order.ts';
import { sendToKitchen } from '../../actions/send-to-kitchen.ts';
import { amountDue } from '../pay/amount-due.ts';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';

/** What a whole order can have done to it from the selling screen. */
export function useSellActions({
  order,
  onPaid,
}: {
  readonly order: Order | null;
  readonly onPaid: (sale: Sale) => void;
}) {
  const { till, staff, branch } = useSession();
  const { attempt, refusal, busy, forget } = useAttempt();

  return {
    attempt,
    refusal,
    busy,
    forget,
    send: () => {
      if (order && !busy) attempt(sendToKitchen(till, { orderId: order.id, staffId: staff.id }));
    },
    /** One key after the last scan. */
    takeExactCash: () => {
      if (!order || busy) return;
      const { inCash } = amountDue(totalsOf(liveLines(order)).total, [], branch.cashStep);
      const tenders = [{ kind: 'cash', amount: inCash, reference: null } as const];
      attempt(completeSale(till, { orderId: order.id, tenders, staffId: staff.id }), onPaid);
    },
    park: (done: () => void) => attempt(selectOrder(till, null), done),
    show: (orderId: OrderId, done: () => void) => attempt(selectOrder(till, orderId), done),
  };
}
