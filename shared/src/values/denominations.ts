import { type Currency, exponentOf, type Money, money } from './money.ts';

/** The notes and coins that lie in a drawer, in the major unit, the largest first: from the issuing banks' own lists. */
const pieces: Readonly<Record<string, readonly number[]>> = {
  BDT: [1000, 500, 200, 100, 50, 20, 10, 5, 2, 1],
  INR: [500, 200, 100, 50, 20, 10, 5, 2, 1],
  PKR: [5000, 1000, 500, 100, 50, 20, 10, 5, 2, 1],
  USD: [100, 50, 20, 10, 5, 1, 0.25, 0.1, 0.05, 0.01],
  EUR: [200, 100, 50, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01],
  GBP: [50, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01],
  JPY: [10_000, 5000, 1000, 500, 100, 50, 10, 5, 1],
  KWD: [20, 10, 5, 1, 0.5, 0.25, 0.1, 0.05, 0.02, 0.01, 0.005],
};
const anywhere = [100, 50, 20, 10, 5, 1, 0.5, 0.1, 0.05, 0.01];

/** What a cashier counts by, the largest first. */
export function denominationsOf(currency: Currency): Money[] {
  const unit = 10 ** exponentOf(currency);
  // Rounded because a tenth is no binary fraction; the face of a coin is a whole number of minor units.
  return (pieces[currency] ?? anywhere)
    .map((face) => Math.round(face * unit))
    .filter((face) => face > 0)
    .map(money);
}
