import { fieldWithCardNumber, hasCardNumber } from '@galley/shared/values/card-number.ts';
import { type Refusal, refuse } from '@galley/shared/values/result.ts';

/** Null for what may be written down. A card number may not, wherever somebody types one: nothing stores or syncs it. */
export function refuseCardNumber(...texts: readonly (string | null | undefined)[]): Refusal | null {
  return texts.some((text) => text && hasCardNumber(text)) ? cardNumber() : null;
}

/** The same for fields by their names: a phone number with its country may have as many digits. */
export function refuseCardIn(fields: Readonly<Record<string, string>>): Refusal | null {
  return fieldWithCardNumber(fields) === null ? null : cardNumber();
}

function cardNumber(): Refusal {
  return refuse(
    'cardNumber',
    'This looks like a card number. Card numbers are never written down: take it out.',
  );
}
