import { type Currency, exponentOf, type Money, money } from '@galley/shared/values/money.ts';

/** The notes guests mostly pay with, in the major unit. */
const notes: Readonly<Record<string, readonly number[]>> = {
  BDT: [100, 500, 1000],
  INR: [100, 200, 500],
  PKR: [500, 1000, 5000],
  USD: [5, 10, 20, 50, 100],
  EUR: [5, 10, 20, 50, 100],
  GBP: [5, 10, 20, 50],
  JPY: [1000, 5000, 10_000],
  KWD: [1, 5, 10, 20],
};
const anywhere = [10, 20, 50, 100];

/** What a guest is likely to hand over for an amount: the next sums above it that are made of one kind of note. */
export function noteShortcuts(due: Money, currency: Currency): Money[] {
  if (due <= 0) return [];
  const unit = 10 ** exponentOf(currency);
  const sums = (notes[currency] ?? anywhere).map((note) => Math.ceil(due / (note * unit)) * note * unit);
  return [...new Set(sums)]
    .filter((amount) => amount > due)
    .sort((a, b) => a - b)
    .slice(0, 3)
    .map(money);
}
