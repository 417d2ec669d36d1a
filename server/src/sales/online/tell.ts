import { uuidFrom } from '@galley/shared/values/ids.ts';
import type { Envelope } from '@galley/shared/wire/envelope.ts';
import { answerMessage, type EventAnswer } from '../../messaging/answer.ts';
import type { OutboxMessage } from '../../messaging/outbox.ts';
import type { OnlineData } from './stored.ts';

/** Told once more by its order's id, for as long as the saga thinks that somebody may not have heard it [S11]. */
export function tellMessage(
  answer: EventAnswer,
  { order, branchId }: OnlineData,
  what: string,
): OutboxMessage {
  const envelope: Envelope = {
    id: uuidFrom(`${what} of ${order.id}`),
    type: 'online',
    version: 1,
    occurredAt: order.openedAt,
    correlationId: order.id,
    causationId: null,
    branchId,
    data: null,
  };
  return { ...answerMessage('sales', envelope, answer), causeId: order.id };
}
