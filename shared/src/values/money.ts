import { z } from 'zod';
import { assert } from './must.ts';
import { type Result, ok, refuse } from './result.ts';
import { multiplyDivide } from './rounding.ts';

/**
 * An integer count of a currency's minor unit [M1]. The currency stands once on the document (branch, sale)
 * that holds the amounts, because a document never mixes two.
 */
export const moneySchema = z.int().brand<'Money'>();
export type Money = z.infer<typeof moneySchema>;

/** ISO 4217 codes with their exponents, from ISO's list of active codes; any other currency counts as 2. */
const exponents: Readonly<Record<string, number>> = {
  BHD: 3, IQD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3,
  BIF: 0, CLP: 0, DJF: 0, GNF: 0, ISK: 0, JPY: 0, KMF: 0, KRW: 0, PYG: 0, RWF: 0, UGX: 0, UYI: 0, VND: 0,
  VUV: 0, XAF: 0, XOF: 0, XPF: 0,
  CLF: 4, UYW: 4,
}; // prettier-ignore
export const currencySchema = z
  .string()
  .regex(/^[A-Z]{3}$/, 'a currency is three capital letters, as in ISO 4217');
export type Currency = z.infer<typeof currencySchema>;

/** Digits after the point: BDT 2, JPY 0, KWD 3. */
export function exponentOf(currency: Currency): number {
  return exponents[currency] ?? 2;
}

/** Brands an integer of minor units. A fraction or an unsafe integer is a bug, never rounded [M1]. */
export function money(minorUnits: number): Money {
  assert(Number.isSafeInteger(minorUnits), `${minorUnits} is not a safe integer of minor units`);
  // The one place where a number becomes money; -0 would break deep equality and hashes.
  return (minorUnits + 0) as Money;
}

export const noMoney = money(0);

export function add(...amounts: readonly Money[]): Money {
  return sum(amounts);
}

export function sum(amounts: Iterable<Money>): Money {
  let total = noMoney;
  // Checked at each step: a sum that leaves the safe range and comes back has been rounded on the way [M1].
  for (const amount of amounts) total = money(total + amount);
  return total;
}

export function subtract(from: Money, amount: Money): Money {
  return money(from - amount);
}

/** `amount * numerator / denominator`, half away from zero. */
export function share(amount: Money, numerator: number, denominator: number): Money {
  return money(multiplyDivide(amount, numerator, denominator));
}

/** The nearest multiple of `step` minor units (cash rounding, [M7]); a step of 0 or 1 changes nothing. */
export function roundToStep(amount: Money, step: number): Money {
  return step > 1 ? money(multiplyDivide(amount, 1, step) * step) : amount;
}

/**
 * Splits `total` in proportion to the weights so that the parts sum to it to the unit: the largest remainder
 * gets the next unit, the earlier part wins a tie [M5]. Weights are integers >= 0; if all are 0 the parts are even.
 */
export function allocate(total: Money, weights: readonly number[]): Money[] {
  assert(weights.length > 0, 'money cannot be allocated to no parts');
  assert(
    weights.every((weight) => Number.isSafeInteger(weight) && weight >= 0),
    `weights are integers of zero or more, got ${weights.join(', ')}`,
  );
  const weightSum = weights.reduce((a, weight) => a + BigInt(weight), 0n);
  const even = weightSum === 0n;
  const divisor = even ? BigInt(weights.length) : weightSum;
  const sign = total < 0 ? -1 : 1;
  const size = BigInt(Math.abs(total));
  const exact = weights.map((weight) => size * BigInt(even ? 1 : weight));
  const parts = exact.map((value) => Number(value / divisor));
  const missing = Math.abs(total) - parts.reduce((a, b) => a + b, 0);
  exact
    .map((value, index) => ({ rest: value % divisor, index }))
    .sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1))
    .slice(0, missing)
    .forEach(({ index }) => (parts[index] = (parts[index] ?? 0) + 1));
  return parts.map((part) => money(part * sign));
}

/** `12.95` or `1,299` in the currency's major unit, as typed by a person or found in a CSV. */
export function parseMoney(text: string, currency: Currency): Result<Money> {
  const digits = exponentOf(currency);
  const match = /^(-?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?$/.exec(text.trim());
  const fraction = match?.[3] ?? '';
  if (!match || fraction.length > digits) {
    const example = digits === 0 ? '1299' : `12.${'9'.repeat(digits)}`;
    return refuse('notMoney', `"${text}" is not an amount in ${currency}; write it like ${example}`);
  }
  const value = Number(`${match[2]?.replaceAll(',', '')}${fraction.padEnd(digits, '0')}`);
  if (!Number.isSafeInteger(value)) return refuse('notMoney', `"${text}" is too large`);
  return ok(money(match[1] === '-' ? -value : value));
}

/** `1,540.00`: grouped, without the currency; what paper and CSV show. */
export function formatAmount(amount: Money, currency: Currency): string {
  const digits = exponentOf(currency);
  const padded = String(Math.abs(amount)).padStart(digits + 1, '0');
  const whole = padded.slice(0, padded.length - digits).replace(/\B(?=(\d{3})+$)/g, ',');
  const fraction = digits === 0 ? '' : `.${padded.slice(-digits)}`;
  return `${amount < 0 ? '-' : ''}${whole}${fraction}`;
}
