import { askedInVainMs } from '@galley/shared/domain/payment-intent.ts';
import type { CommandOf } from '@galley/shared/wire/commands.ts';
import type { Answer } from '../messaging/answer.ts';
import type { PaymentBooks } from './books.ts';

/** The payment is not wanted any more. Its request may be on its way, and is too old to be taken if it comes later still. */
export function cancelPayment(
  books: PaymentBooks,
  { data: { intentId }, flags }: CommandOf<'cancelPayment'>,
  waitedMs: number | null,
): Answer {
  const intent = books.intents.cancel(intentId);
  if (!intent && (waitedMs ?? 0) < 2 * askedInVainMs) return { waitFor: `payment ${intentId}` };
  return { event: 'intentsChanged', data: { intents: intent ? [intent] : [] }, flags };
}
