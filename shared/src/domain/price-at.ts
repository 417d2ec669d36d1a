import type { Money } from '../values/money.ts';
import type { Instant } from '../values/time.ts';
import type { Product, TimedPrice } from './menu.ts';

/**
 * What a product costs at a moment, by the clock of its branch. A line keeps the price it was added with, so neither the
 * end of a happy hour nor a change of the menu touches what is on an order already [M9].
 */
export function priceAt(product: Pick<Product, 'price' | 'prices'>, at: Instant, timeZone: string): Money {
  if (!product.prices?.length) return product.price;
  const now = clockOf(at, timeZone);
  return product.prices.findLast((timed) => counts(timed, at, now))?.price ?? product.price;
}

type LocalClock = { readonly day: number; readonly time: string };

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

const dayNames = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(at: Instant, timeZone: string): LocalClock {
  const clock =
    clocks.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  clocks.set(timeZone, clock);
  const parts = new Map(clock.formatToParts(Date.parse(at)).map(({ type, value }) => [type, value]));
  return {
    day: dayNames.indexOf(parts.get('weekday') ?? ''),
    time: `${parts.get('hour')}:${parts.get('minute')}`,
  };
}
