import type { Order } from '@galley/shared/domain/order.ts';
import type { Sale } from '@galley/shared/domain/sale.ts';
import type { OrderId } from '@galley/shared/values/ids.ts';
import { fireCourse } from '../../actions/fire-course.ts';
import { selectOrder } from '../../actions/select-order.ts';
import { sendToKitchen } from '../../actions/send-to-kitchen.ts';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';
import { takeExactCash } from './take-exact-cash.ts';

/** What a whole order can have done to it from the selling screen. */
export function useSellActions({
  order,
  onPaid,
}: {
  readonly order: Order | null;
  readonly onPaid: (sale: Sale) => void;
}) {
  const session = useSession();
  const { till, staff } = session;
  const { attempt, refusal, busy, forget } = useAttempt();

  return {
    refusal,
    busy,
    forget,
    send: () => {
      if (order && !busy) attempt(sendToKitchen(till, { orderId: order.id, staffId: staff.id }));
    },
    fire: (course: number) => {
      if (order && !busy) attempt(fireCourse(till, { orderId: order.id, course, staffId: staff.id }));
    },
    takeExactCash: () => {
      if (!busy) attempt(takeExactCash(session), onPaid);
    },
    park: (done: () => void) => attempt(selectOrder(till, null), done),
    show: (orderId: OrderId, done: () => void) => attempt(selectOrder(till, orderId), done),
  };
}
