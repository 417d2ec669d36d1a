import { webStaffOf, webTillOf } from '@galley/shared/domain/online-order.ts';
import type { SagaAsk } from '@galley/shared/domain/online-saga.ts';
import { type MutationId, newId, uuidv7 } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import type { Instant } from '@galley/shared/values/time.ts';
import { type Command, commandSubject } from '@galley/shared/wire/commands.ts';
import { type MutationData, type MutationName, mutations } from '@galley/shared/wire/mutations.ts';
import {
  type StockRequest, type StockRequestData, type StockRequestName, stockRequestSubject,
} from '@galley/shared/wire/stock-requests.ts'; // prettier-ignore
import type { OutboxMessage } from '../../messaging/outbox.ts';
import { type OnlineData, onlineIntentId } from './stored.ts';

/** What is asked of other services. `book` and `unbook` are the sales worker's own. */
export type Request = Exclude<SagaAsk, 'book' | 'unbook'>;

/**
 * The message that asks for it. Each asking has an id of its own, because who is asked again should say how it stands now;
 * that it is done once is by the ids of what it is about.
 */
export function requestMessage(request: Request, data: OnlineData, at: Instant): OutboxMessage {
  const { order } = data;
  const intentId = onlineIntentId(order.id);
  switch (request) {
    case 'reserveStock': {
      const lines = order.lines.map(({ productId, quantity, options }) => ({
        productId,
        quantity,
        options: options.map(({ choiceId }) => ({ choiceId })),
      }));
      // Held a little longer than the guest has to pay, so that a payment of the last second finds it held.
      const expiresAt = new Date(Date.parse(data.deadlineAt) + graceMs).toISOString() as Instant; // as an instant is
      return stockRequest(data, at, 'reserveStock', { reservationId: order.id, lines, expiresAt });
    }
    case 'releaseStock':
      return stockRequest(data, at, 'releaseStock', { reservationId: order.id });
    case 'takePayment': {
      const { organisationId, currency } = data.branch;
      const intent = {
        id: intentId,
        orderId: order.id,
        amount: data.told.total,
        currency,
        askedAt: at,
        organisationId,
      };
      const token = must(data.paymentToken, 'a payment is asked for while there is a token');
      return paymentCommand(data, at, 'requestPayment', { intent, token });
    }
    case 'endPayment':
    case 'refundPayment': // what was taken by then goes back
      return paymentCommand(data, at, 'cancelPayment', { intentId });
  }
}

const graceMs = 5 * 60_000;

function stockRequest<N extends StockRequestName>(
  { branchId, order }: OnlineData,
  at: Instant,
  type: N,
  data: StockRequestData<N>,
): OutboxMessage {
  const id = uuidv7();
  const correlation = { correlationId: order.id, causationId: order.id };
  const request = { id, type, version: 1, occurredAt: at, ...correlation, branchId, data } as StockRequest; // the pair of its table
  return { id, causeId: id, subject: stockRequestSubject(branchId), payload: JSON.stringify(request) };
}

/** The web channel is a device: it asks the payments worker as a till does. */
function paymentCommand<N extends MutationName>(
  { branchId, order }: OnlineData,
  at: Instant,
  type: N,
  data: MutationData<N>,
): OutboxMessage {
  const id = newId<MutationId>(uuidv7);
  const command: Command = {
    id,
    turn: null,
    flags: [],
    mutation: {
      id,
      type,
      version: mutations[type].version,
      occurredAt: at,
      correlationId: order.id,
      causationId: order.id,
      branchId,
      tillId: webTillOf(branchId),
      incarnation: 1,
      number: 1,
      staffId: webStaffOf(branchId),
      data,
    },
  };
  return {
    id,
    causeId: id,
    subject: commandSubject(mutations[type].worker, branchId),
    payload: JSON.stringify(command),
  };
}
