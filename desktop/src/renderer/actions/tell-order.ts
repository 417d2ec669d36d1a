import { type Order, orderHeadSchema, type OrderLine } from '@galley/shared/domain/order.ts';
import type { Approval } from '@galley/shared/domain/permissions.ts';
import type { Ticket } from '@galley/shared/domain/ticket.ts';
import type { StaffId } from '@galley/shared/values/ids.ts';
import { type Place, recordMutation } from './record-mutation.ts';
import type { Till } from './till.ts';

/** Records what became of an order and of which of its lines, in the caller's transaction. */
export async function tellOrder(
  till: Till,
  place: Place,
  {
    name,
    order,
    lines = [],
    tickets = [],
    staffId,
    approval,
  }: {
    readonly name: 'sendToKitchen' | 'changeOrder' | 'closeOrder' | 'fireCourse' | 'assignLine' | 'printBill';
    readonly order: Order;
    readonly lines?: readonly OrderLine[];
    readonly tickets?: readonly Ticket[];
    readonly staffId: StaffId;
    readonly approval?: Approval | undefined;
  },
): Promise<void> {
  const data = {
    order: orderHeadSchema.parse(order),
    round: order.rounds,
    lines: [...lines],
    tickets: [...tickets],
  };
  await recordMutation(till, place, { name, data, staffId, approval, amount: null });
}

/** Whether the branch may know of the order already; if not, what becomes of it is this till's own affair. */
export function isTold(order: Order & { readonly revision: number }): boolean {
  return order.revision > 0 || order.rounds > 0 || order.table !== null;
}

/** The lines that the branch knows, or will know once what was recorded has arrived. */
export function toldLines(lines: readonly OrderLine[]): OrderLine[] {
  return lines.filter((line) => line.kitchen.state !== 'unsent');
}

/** The lines that a round has sent, with those whose taxes were picked anew since the branch heard of them. */
export function newsOf(before: Order, after: Order): OrderLine[] {
  const states = new Map(before.lines.map((line) => [line.id, line.kitchen.state]));
  return after.lines.filter(
    ({ id, kitchen, edits }) =>
      kitchen.state === 'sent' && (states.get(id) === 'unsent' || edits !== undefined),
  );
}
