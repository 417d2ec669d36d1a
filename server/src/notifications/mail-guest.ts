import type { PoolClient } from 'pg';
import { uuidFrom } from '@galley/shared/values/ids.ts';
import type { Event } from '@galley/shared/wire/events.ts';
import type { Answer } from '../messaging/answer.ts';
import { queueMail } from './queue-mail.ts';
import { receiptLink } from './receipt-link.ts';
import { orderFailedLetter, orderPaidLetter } from './templates/online-order.ts';

/** The guest of an online order is told that it is paid, with its receipt, or why it was cancelled. */
export async function mailGuest(
  tx: PoolClient,
  { branchId, data }: Extract<Event, { type: 'guestMailAsked' }>,
  address: string | undefined,
): Promise<Answer> {
  const { to, order, sale, paper } = data;
  const kind = sale ? 'orderPaid' : 'orderFailed';
  const letter = sale
    ? orderPaidLetter(order, sale, paper, receiptLink(branchId, sale, paper.receiptLink, address))
    : orderFailedLetter(order, paper);
  await queueMail(tx, {
    ...letter,
    id: uuidFrom(`mail ${kind} of ${order.id}`),
    branchId,
    kind,
    recipient: to,
  });
  return { event: 'mailQueued', data: { kind }, flags: [] };
}
