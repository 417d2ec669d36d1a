import { z } from 'zod';
import { type Money, money, share } from '../values/money.ts';
import { type Quantity, quantity, thousand } from '../values/quantity.ts';
import type { Product } from './menu.ts';

/**
 * How a scale of the branch prints its labels, one letter a digit: `I` the item, `W` the weight in grams, `P` the price in
 * minor units, `C` the check digit (GTIN, modulo 10), `X` a digit that says nothing here; digits stand for themselves. `21IIIIIWWWWWC` is 21, an
 * item of five digits, and 5 digits of weight.
 */
export const barcodeRuleSchema = z
  .string()
  .regex(/^\d*(X*I+X*(W+|P+)|X*(W+|P+)X*I+)X*C?$/, 'a rule looks like 21IIIIIWWWWWC')
  .refine((rule) => /\d/.test(rule), 'a rule begins with the digits of its prefix');

/** What GS1 leaves to shops (20 to 29); where a branch has said nothing of its own. */
export const standardBarcodeRules = ['20IIIIIPPPPPC', '21IIIIIWWWWWC'] as const;

/** What a label says beside the item. */
export type Label = {
  readonly item: string;
  readonly weight: Quantity | null;
  readonly price: Money | null;
};

/** Reads a scale's label by the first rule that fits; null: it is an ordinary code, or misread. */
export function readLabel(code: string, rules: readonly string[]): Label | null {
  // A scanner may leave out the zero that makes a UPC an EAN.
  const wide = code.length === 12 ? `0${code}` : code;
  for (const rule of rules) {
    const label = readBy(rule, code) ?? readBy(rule, wide);
    if (label) return label;
  }
  return null;
}

function readBy(rule: string, code: string): Label | null {
  if (code.length !== rule.length || !/^\d+$/.test(code)) return null;
  const digits = new Map<string, string>();
  for (const [index, letter] of rule.split('').entries()) {
    const digit = code.charAt(index);
    if (/\d/.test(letter) && letter !== digit) return null;
    digits.set(letter, (digits.get(letter) ?? '') + digit);
  }
  if (digits.has('C') && digits.get('C') !== checkDigit(code.slice(0, -1))) return null;
  const [weight, price] = [digits.get('W'), digits.get('P')];
  return {
    item: digits.get('I') ?? '',
    weight: weight === undefined ? null : quantity(Number(weight)),
    price: price === undefined ? null : money(Number(price)),
  };
}

/** GS1 General Specifications 7.9: from the right, digits count three times and once in turn. */
export function checkDigit(digits: string): string {
  const total = Array.from(digits)
    .reverse()
    .reduce((sum, digit, index) => sum + Number(digit) * (index % 2 ? 1 : 3), 0);
  return String((10 - (total % 10)) % 10);
}

/**
 * What a label comes to on an order. Where it says the price, the line costs exactly that [M15]: the weight is found back
 * from it if the product's present price gives the same to the unit, else it is one piece at the label's price.
 */
export function sellByLabel(
  { weight, price }: Label,
  product: Pick<Product, 'unit'>,
  unitPrice: Money,
): { readonly quantity: Quantity; readonly price: Money | null } {
  if (weight !== null) return { quantity: weight, price: null };
  if (price === null) return { quantity: quantity(thousand), price: null };
  if (product.unit !== undefined && unitPrice > 0) {
    const weighed = quantity(share(price, thousand, unitPrice));
    if (weighed > 0 && share(unitPrice, weighed, thousand) === price)
      return { quantity: weighed, price: null };
  }
  return { quantity: quantity(thousand), price };
}

/** A label's item as the menu may have it: its SKU or barcode, with or without the zeros in front. */
export function namesOfItem(item: string): string[] {
  return [...new Set([item, item.replace(/^0+(?=\d)/, '')])];
}
