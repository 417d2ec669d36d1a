import type { Unit } from '@galley/shared/domain/menu.ts';
import { parseQuantity, type Quantity } from '@galley/shared/values/quantity.ts';

const mostDigits = 6;
const mostDecimals = 3;

/** What stands there after a key: pieces have no point. A key that makes no sense changes nothing. */
export function typeCount(text: string, key: string, unit: Unit | null): string {
  if (key === 'erase' || key === 'Backspace') return text.slice(0, -1);
  if (key === '.') return unit === null || text.includes('.') ? text : `${text || '0'}.`;
  if (!/^\d$/.test(key)) return text;
  const [whole = '', decimals] = text.split('.');
  if (decimals !== undefined) return decimals.length < mostDecimals ? text + key : text;
  return whole.length < mostDigits ? `${whole === '0' ? '' : whole}${key}` : text;
}

/** Null: nothing was typed, so nothing was counted; that is not the same as none. */
export function countTyped(text: string): Quantity | null {
  return text === '' ? null : parseQuantity(text.replace(/\.$/, ''));
}
