import { liveLines, type Order } from '@galley/shared/domain/order.ts';
import type { LeftLine, WantedPart } from '@galley/shared/domain/part.ts';
import { dueOf } from '@galley/shared/domain/totals.ts';
import { allocate, type Money, money, sum } from '@galley/shared/values/money.ts';
import { type Quantity, quantity } from '@galley/shared/values/quantity.ts';
import type { Split } from '../db/rows.ts';

/** What the guest who pays now takes of what is left; undefined: all of it [M10]. */
export function wantedOf(split: Split | null, left: readonly LeftLine[]): WantedPart | undefined {
  const total = sum(left.map((line) => dueOf(line.left)));
  switch (split?.way) {
    case undefined:
      return undefined;
    case 'equal':
      return byAmount(firstShare(total, split.parts), total);
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
      return {
        by: 'lines',
        lines: left
          .filter(({ lineId }) => sharersOf(split, lineId).includes(split.paying))
          .map(({ lineId, left: of }) => {
            const share = firstShare(money(of.quantity), sharersOf(split, lineId).length);
            return { lineId, quantity: quantity(share) };
          })
          .filter((line) => line.quantity > 0),
      };
  }
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

function firstShare(whole: Money | Quantity, parts: number): Money {
  return (
    allocate(
      money(whole),
      Array.from({ length: Math.max(parts, 1) }, () => 1),
    )[0] ?? money(0)
  );
}
