import { z } from 'zod';
import { assert } from './must.ts';

/** An integer in thousandths: 1.250 kg is 1250, two pieces are 2000 [M2]. */
export const quantitySchema = z.int().brand<'Quantity'>();
export type Quantity = z.infer<typeof quantitySchema>;

export const thousand = 1000;

export function quantity(thousandths: number): Quantity {
  assert(Number.isSafeInteger(thousandths), `${thousandths} is not a safe integer of thousandths`);
  return (thousandths + 0) as Quantity; // the one place where a number becomes a quantity
}

export function pieces(count: number): Quantity {
  return quantity(count * thousand);
}

export function sumQuantities(quantities: Iterable<Quantity>): Quantity {
  let total = quantity(0);
  for (const each of quantities) total = quantity(total + each);
  return total;
}

/** `2`, `0.5`, `1.25`: no trailing zeros. */
export function formatQuantity(value: Quantity): string {
  return String(value / thousand);
}

/**
 * A share of pieces as people say it: `1/3`, `1 1/2`. Shares are rounded to thousandths, so 0.333 and 0.334 are a third
 * each; what is no fraction of twelfths or larger stays as it is.
 */
export function formatShare(value: Quantity): string {
  const whole = Math.floor(value / thousand);
  const rest = value - whole * thousand;
  for (let parts = 2; rest > 0 && parts <= 12; parts += 1) {
    const count = Math.round((rest * parts) / thousand);
    if (count > 0 && count < parts && Math.abs(rest - (count * thousand) / parts) <= 1)
      return `${whole > 0 ? `${whole} ` : ''}${count}/${parts}`;
  }
  return formatQuantity(value);
}

/** Reads `12`, `0.25` or `-3`; null for what is no quantity of at most three decimals. */
export function parseQuantity(text: string): Quantity | null {
  const match = /^(-?)(\d{1,9})(?:\.(\d{1,3}))?$/.exec(text.trim());
  if (!match) return null;
  const size = Number(match[2]) * thousand + Number((match[3] ?? '').padEnd(3, '0'));
  return quantity(match[1] === '-' ? -size : size);
}
