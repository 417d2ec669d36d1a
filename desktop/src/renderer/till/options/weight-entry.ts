import { type Quantity, quantity, thousand } from '@galley/shared/values/quantity.ts';
import type { KeypadKey } from '../../ui/keypad.tsx';

const mostDecimals = 3;
const mostDigits = 4;

/** What a weight looks like after one more key: up to 9999.999; a key that makes no sense changes nothing. */
export function pressWeightKey(text: string, key: KeypadKey): string {
  if (key === 'erase') return text.slice(0, -1);
  const [whole = '', fraction] = text.split('.');
  if (key === '.') return fraction === undefined ? `${whole || '0'}.` : text;
  if (fraction !== undefined) return fraction.length + key.length > mostDecimals ? text : text + key;
  const next = (whole + key).replace(/^0+(?=\d)/, '');
  return next.length > mostDigits ? text : next;
}

/** Thousandths, without a float in between [M2]; null while nothing, or nothing but zeros, is typed. */
export function typedWeight(text: string): Quantity | null {
  const [whole = '', fraction = ''] = text.split('.');
  const value = Number(whole || '0') * thousand + Number(fraction.padEnd(mostDecimals, '0'));
  return value > 0 ? quantity(value) : null;
}
