import type { DeclineCode } from '@galley/shared/domain/payment-intent.ts';
import { type MessageKey, t } from './messages/t.ts';

const words: Readonly<Record<DeclineCode, MessageKey>> = {
  INSUFFICIENT_FUNDS: 'declinedFunds',
  INVALID_CARD: 'declinedInvalid',
  EXPIRED_CARD: 'declinedExpired',
  CARD_DECLINED: 'declinedCard',
  AUTHENTICATION_REQUIRED: 'declinedAuthentication',
  GATEWAY_ERROR: 'declinedGateway',
};

/** Why no money was taken, and what the guest can do. */
export function declineWords(code: DeclineCode | undefined): string {
  return t(words[code ?? 'CARD_DECLINED']);
}
