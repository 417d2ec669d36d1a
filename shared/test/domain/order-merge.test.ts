import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type KitchenState,
  mergeOrders,
  type Order,
  type OrderLine,
  orderSchema,
} from '../../src/domain/order.ts';
import { instant } from '../../src/values/time.ts';
import { idOf, lineOf, noon, orderOf } from '../making.ts';

const kitchen: fc.Arbitrary<KitchenState> = fc.oneof(
  fc.constant({ state: 'unsent' as const }),
  fc.constantFrom('1', '2', null).map((name) => ({ state: 'sent' as const, ticketId: ticketId(name) })),
  fc.tuple(fc.constantFrom('1', '2', null), fc.constantFrom('spilt', 'guest left')).map(([name, reason]) => ({
    state: 'voided' as const,
    ticketId: ticketId(name),
    reason,
  })),
);

/** Views of one order by tills that were apart: some of six lines each, in any state of the kitchen. */
const view: fc.Arbitrary<Order> = fc
  .record({
    lines: fc.uniqueArray(fc.record({ name: fc.nat(5), kitchen, edits: fc.constantFrom(undefined, 1, 2) }), {
      selector: (line) => line.name,
      maxLength: 6,
    }),
    status: fc.constantFrom('open' as const, 'paid' as const),
    rounds: fc.nat(4),
    table: fc.constantFrom('5', '6', null),
    edits: fc.constantFrom(undefined, 1, 2),
  })
  .map(({ lines, edits, ...rest }) => orderOf(lines.map(lineIn), { ...rest, ...(edits && { edits }) }));

test('[S15] a merge says the same whichever side comes first', () => {
  fc.assert(
    fc.property(view, view, (a, b) => {
      expect(mergeOrders(a, b)).toEqual(mergeOrders(b, a));
    }),
  );
});

test('[S15] three views become the same order in whatever order they meet', () => {
  fc.assert(
    fc.property(view, view, view, (a, b, c) => {
      expect(mergeOrders(mergeOrders(a, b), c)).toEqual(mergeOrders(a, mergeOrders(b, c)));
    }),
  );
});

test('[S15] merging again changes nothing', () => {
  fc.assert(
    fc.property(view, view, (a, b) => {
      const merged = mergeOrders(a, b);
      expect(mergeOrders(merged, b)).toEqual(merged);
      expect(mergeOrders(merged, merged)).toEqual(merged);
      expect(orderSchema.parse(merged)).toEqual(merged);
    }),
  );
});

test('[S15] no line is lost, none is doubled, and none moves back', () => {
  const rank = { unsent: 0, sent: 1, voided: 2 };
  fc.assert(
    fc.property(view, view, (a, b) => {
      const merged = mergeOrders(a, b);
      const ids = [...a.lines, ...b.lines].map((line) => line.id);
      expect(new Set(merged.lines.map((line) => line.id))).toEqual(new Set(ids));
      expect(merged.lines).toHaveLength(new Set(ids).size);
      for (const line of [...a.lines, ...b.lines]) {
        const after = merged.lines.find((each) => each.id === line.id);
        expect(rank[after?.kitchen.state ?? 'unsent']).toBeGreaterThanOrEqual(rank[line.kitchen.state]);
      }
    }),
  );
});

test.each([
  ['open', 'open', 'open'],
  ['paid', 'open', 'paid'],
  ['open', 'paid', 'paid'],
  ['paid', 'paid', 'paid'],
] as const)('[S15] paid is terminal: %s and %s become %s', (mine, theirs, merged) => {
  expect(mergeOrders(orderOf([], { status: mine }), orderOf([], { status: theirs })).status).toBe(merged);
});

test('[S15] lines stand in the order of their taps, those of one moment by their ids', () => {
  const late = lineOf('late', { addedAt: instant(Date.parse(noon) + 1) });
  const twins = [lineOf('a'), lineOf('b')].sort((a, b) => (a.id < b.id ? -1 : 1));
  const merged = mergeOrders(orderOf([late, ...twins]), orderOf(twins.toReversed()));
  expect(merged.lines).toEqual([...twins, late]);
});

test('[S15] the head that was changed last stays, whoever has heard of it later', () => {
  const [early, moved] = [orderOf([], { table: '9' }), orderOf([], { table: '5', edits: 1 })];
  for (const merged of [mergeOrders(early, moved), mergeOrders(moved, early)]) {
    expect(merged).toMatchObject({ table: '5', edits: 1 });
  }
});

test('[S15] [M6] a line whose taxes were picked anew with its order is the later one', () => {
  const before = lineOf('naan', { note: 'z' });
  const after = lineOf('naan', { note: 'a', edits: 1 });
  expect(mergeOrders(orderOf([before]), orderOf([after])).lines).toEqual([after]);
});

function ticketId(name: string | null): Extract<KitchenState, { state: 'sent' }>['ticketId'] {
  return name === null ? null : idOf(`ticket ${name}`);
}

function lineIn(line: { name: number; kitchen: KitchenState; edits: number | undefined }): OrderLine {
  const { name, kitchen: state, edits } = line;
  const addedAt = instant(Date.parse(noon) + (name % 3));
  return lineOf(`${name}`, { kitchen: state, addedAt, ...(edits && { edits }) });
}
