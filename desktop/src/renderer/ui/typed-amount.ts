import { type Currency, exponentOf, type Money, parseMoney } from '@galley/shared/values/money.ts';
import type { KeypadKey } from './keypad.tsx';

const longest = 9;

/** What an amount looks like after one more key; a key that makes no sense changes nothing. */
export function pressKey(text: string, key: KeypadKey, currency: Currency): string {
  return pressDigit(text, key, exponentOf(currency));
}

/** The same for any number with so many digits after its point. */
export function pressDigit(text: string, key: KeypadKey, digits: number): string {
  if (key === 'erase') return text.slice(0, -1);
  const [whole = '', fraction] = text.split('.');
  if (key === '.') return digits === 0 || fraction !== undefined ? text : `${whole || '0'}.`;
  if (fraction !== undefined) return fraction.length + key.length > digits ? text : text + key;
  return (whole + key).replace(/^0+(?=\d)/, '').slice(0, longest);
}

/** Null while nothing, or nothing but zeros, is typed. */
export function typedAmount(text: string, currency: Currency): Money | null {
  const amount = parseMoney(text.replace(/\.$/, ''), currency);
  return amount.ok && amount.value > 0 ? amount.value : null;
}

/** The keyboard's name for a key, if the pad has one. */
export function keypadKey(key: string): KeypadKey | null {
  if (/^\d$/.test(key)) return key as KeypadKey; // one digit is a key of the pad
  if (key === '.' || key === ',') return '.';
  return key === 'Backspace' ? 'erase' : null;
}
