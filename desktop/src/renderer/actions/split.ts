import { liveLines, type Order } from '@galley/shared/domain/order.ts';
import type { LeftLine, WantedPart } from '@galley/shared/domain/part.ts';
import { dueOf } from '@galley/shared/domain/totals.ts';
import { allocate, type Money, money, sum } from '@galley/shared/values/money.ts';
import { quantity } from '@galley/shared/values/quantity.ts';
import type { Split } from '../db/rows.ts';

/** What the guest who pays now takes of what is left; undefined: all of it [M10]. `cashStep` is the smallest coin. */
export function wantedOf(
  split: Split | null,
  left: readonly LeftLine[],
  cashStep: number,
): WantedPart | undefined {
  const total = sum(left.map((line) => dueOf(line.left)));
  const evenly = (parts: number) => byAmount(evenShares(total, parts, cashStep)[0] ?? total, total);
  switch (split?.way) {
    case undefined:
      return undefined;
    case 'equal':
      return evenly(split.parts);
    case 'amount':
      return byAmount(split.amount, total);
    case 'items':
      return {
        by: 'lines',
        lines: split.lines.flatMap(({ lineId, quantity: wanted }) => {
          const most = left.find((line) => line.lineId === lineId)?.left.quantity ?? 0;
          return most > 0 ? [{ lineId, quantity: quantity(Math.min(wanted, most)) }] : [];
        }),
      };
    case 'guests':
      if (split.guests.length < 2) return undefined;
      // A third of each dish is not quite a third of the bill.
      if (left.every(({ lineId }) => sharersOf(split, lineId).length === split.guests.length))
        return evenly(split.guests.length);
      return {
        by: 'lines',
        lines: left
          .filter(({ lineId }) => sharersOf(split, lineId).includes(split.paying))
          .map(({ lineId, left: of }) => {
            const [share = 0] = evenShares(money(of.quantity), sharersOf(split, lineId).length, 1);
            return { lineId, quantity: quantity(share) };
          })
          .filter((line) => line.quantity > 0),
      };
  }
}

/**
 * Equal parts of which each can be paid in cash: in multiples of `step`, as long as there is one for each. What no coin
 * pays is in the last one.
 */
export function evenShares(total: Money, parts: number, step: number): Money[] {
  const unit = total < parts * step ? 1 : step;
  const coins = Math.floor(total / unit);
  const shares = allocate(
    money(coins),
    Array.from({ length: parts }, () => 1),
  ).map((share) => money(share * unit));
  return shares.with(-1, money((shares.at(-1) ?? 0) + total - coins * unit));
}

/**
 * By guests, as they sit: what has a seat is of whoever sits there, and the rest is shared by all. Guests are those of the
 * table and every seat that has something.
 */
export function splitByGuests(order: Order): Extract<Split, { way: 'guests' }> {
  const seated = liveLines(order).flatMap(({ id, seat }) => (seat === undefined ? [] : [{ id, seat }]));
  const count = Math.max(order.guests, 2, ...seated.map(({ seat }) => seat));
  return {
    way: 'guests',
    guests: Array.from({ length: count }, (_, index) => index + 1),
    paying: 1,
    sharers: Object.fromEntries(seated.map(({ id, seat }) => [id, [seat]])),
  };
}

/** Who of the guests that have not paid yet shares a line: all of them, where nobody said. */
export function sharersOf(
  split: Extract<Split, { way: 'guests' }>,
  lineId: LeftLine['lineId'],
): readonly number[] {
  const sharers = (split.sharers[lineId] ?? []).filter((guest) => split.guests.includes(guest));
  return sharers.length > 0 ? sharers : split.guests;
}

/** How the rest is split when one has paid; null: the rest is one part. */
export function nextSplit(split: Split | null): Split | null {
  if (split?.way === 'equal' && split.parts > 2) return { ...split, parts: split.parts - 1 };
  if (split?.way !== 'guests') return null;
  const guests = split.guests.filter((guest) => guest !== split.paying);
  const [paying] = guests;
  return paying === undefined || guests.length < 2 ? null : { ...split, guests, paying };
}

function byAmount(amount: Money, total: Money): WantedPart | undefined {
  return amount <= 0 || amount >= total ? undefined : { by: 'amount', amount };
}
