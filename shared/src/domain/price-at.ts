import type { Money } from '../values/money.ts';
import { type LocalClock, localClock } from '../values/local-clock.ts';
import type { Instant } from '../values/time.ts';
import type { Product, TimedPrice } from './menu.ts';

/**
 * What a product costs at a moment, by the clock of its branch. A line keeps the price it was added with, so neither the
 * end of a happy hour nor a change of the menu touches what is on an order already [M9].
 */
export function priceAt(product: Pick<Product, 'price' | 'prices'>, at: Instant, timeZone: string): Money {
  if (!product.prices?.length) return product.price;
  const now = localClock(at, timeZone);
  return product.prices.findLast((timed) => counts(timed, at, now))?.price ?? product.price;
}

function counts(
  { from, until, days, start, end }: TimedPrice,
  at: Instant,
  { day, time }: LocalClock,
): boolean {
  if (from !== null && at < from) return false;
  if (until !== null && at >= until) return false;
  const overnight = start !== null && end !== null && end <= start;
  const early = overnight && time < end;
  // After midnight it is still the evening that began the day before.
  if (days.length > 0 && !days.includes(early ? (day + 6) % 7 : day)) return false;
  if (overnight) return time >= start || early;
  return (start === null || time >= start) && (end === null || time < end);
}
