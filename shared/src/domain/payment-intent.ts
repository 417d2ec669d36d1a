import { z } from 'zod';

/** Why a gateway took no money. Words of our own: each gateway's codes are told in these. */
export const declineCodeSchema = z.enum([
  'INSUFFICIENT_FUNDS',
  'INVALID_CARD',
  'EXPIRED_CARD',
  'CARD_DECLINED',
  'AUTHENTICATION_REQUIRED',
  /** Its own fault, not the card's: the only one that may be tried again. */
  'GATEWAY_ERROR',
]);
export type DeclineCode = z.infer<typeof declineCodeSchema>;

/** Whether the same card may be asked again without anything having changed. */
export function mayRetry(code: DeclineCode): boolean {
  return code === 'GATEWAY_ERROR';
}

/**
 * What stands for a card: a gateway's own one-time name of it (`tok_visa_4242`, `pm_1N...`). Never a card number: no
 * run of digits in it is long enough to be one.
 */
export const paymentTokenSchema = z
  .string()
  .regex(/^(?:tok|pm)_[A-Za-z0-9_]{1,60}$/, 'a payment token begins with tok_ or pm_')
  .refine((text) => text.replace(/\D/g, '').length < 13, 'a payment token is never a card number');
