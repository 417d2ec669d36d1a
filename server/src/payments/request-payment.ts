import type { CommandOf } from '@galley/shared/wire/commands.ts';
import type { Answer } from '../messaging/answer.ts';
import type { PaymentBooks } from './books.ts';

/** Somebody is asked to pay through the gateway: written down here, asked by `pursue.ts`. */
export function requestPayment(books: PaymentBooks, command: CommandOf<'requestPayment'>): Answer {
  const intent = books.intents.request(command.data, command);
  return { event: 'intentsChanged', data: { intents: [intent] }, flags: command.flags };
}
