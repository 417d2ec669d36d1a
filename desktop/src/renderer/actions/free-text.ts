import { hasCardNumber } from '@galley/shared/values/card-number.ts';
import { type Refusal, refuse } from '@galley/shared/values/result.ts';

/** Null for what may be written down. A card number may not, wherever somebody types one: nothing stores or syncs it. */
export function refuseCardNumber(...texts: readonly (string | null | undefined)[]): Refusal | null {
  if (!texts.some((text) => text && hasCardNumber(text))) return null;
  return refuse(
    'cardNumber',
    'This looks like a card number. Card numbers are never written down: take it out.',
  );
}
