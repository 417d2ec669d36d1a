import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeOrders, type Order } from '../../src/domain/order.ts';
import { fire, type Ticket, voidOf } from '../../src/domain/ticket.ts';
import { bar, countedIds, grill, lineOf, noon, orderOf, stations } from '../making.ts';

/** Two tills at one order, and the branch's view of it, which holds only what was told to it. */
type World = {
  readonly tills: [Order, Order];
  branch: Order | null;
  readonly paper: Ticket[];
  added: number;
};
const which = fc.constantFrom(0, 1);
const step = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), till: which, station: fc.constantFrom(grill, bar, null) }),
  fc.record({ kind: fc.constant('fire' as const), till: which }),
  fc.record({ kind: fc.constant('void' as const), till: which, line: fc.nat() }),
  fc.record({ kind: fc.constant('pull' as const), till: which }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

test('[P8] over any adding, sending, taking back and merging each line is on exactly one ticket of its station', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 40 }), (steps) => {
      const ids = countedIds('ticket');
      const world: World = { tills: [orderOf([]), orderOf([])], branch: null, paper: [], added: 0 };
      for (const each of steps) take(world, each, ids);
      for (const till of [0, 1] as const) take(world, { kind: 'fire', till }, ids);
      for (const till of [0, 1] as const) take(world, { kind: 'pull', till }, ids);

      const printed = world.paper.filter((ticket) => ticket.kind === 'fire').flatMap(linesOn);
      const stopped = world.paper.filter((ticket) => ticket.kind === 'void').flatMap(linesOn);
      expect(new Set(printed.map(([line]) => line)).size).toBe(printed.length);
      const stationByLine = new Map(printed);
      for (const [line, station] of stopped) expect(stationByLine.get(line)).toBe(station);
      for (const line of world.tills.flatMap((order) => order.lines)) {
        const due = line.stationId !== null && line.kitchen.state !== 'unsent';
        expect(stationByLine.get(line.id)).toBe(due ? line.stationId : undefined);
        if (stopped.some(([id]) => id === line.id)) expect(line.kitchen.state).toBe('voided');
        // Only what nobody cooks may wait untold, for the next line that somebody does.
        if (line.kitchen.state === 'unsent') expect(line.stationId).toBeNull();
      }
      const told = (order: Order) => order.lines.filter((line) => line.kitchen.state !== 'unsent');
      expect(told(world.tills[0])).toEqual(told(world.tills[1]));
    }),
    { numRuns: 300 },
  );
});

/** What the actions of a till do with an order, on both sides of the wire. */
function take(world: World, each: Step, ids: () => string): void {
  const order = world.tills[each.till === 0 ? 0 : 1];
  const keep = (after: Order) => (world.tills[each.till === 0 ? 0 : 1] = after);
  if (each.kind === 'add') {
    const line = lineOf(`${(world.added += 1)}`, { stationId: each.station?.id ?? null });
    keep({ ...order, lines: [...order.lines, line] });
  } else if (each.kind === 'fire') {
    const fired = fire(order, stations, 'Rahim', noon, ids);
    keep(fired.order);
    tell(world, fired.order, fired.tickets);
  } else if (each.kind === 'void') {
    const line = order.lines[each.line % order.lines.length];
    if (line?.kitchen.state !== 'sent') return;
    const voided = voidOf(order, line, stations, 'guest left', 'Rahim', noon, ids);
    keep(voided.order);
    tell(world, voided.order, voided.tickets);
  } else if (world.branch) {
    keep(mergeOrders(order, world.branch));
  }
}

/** A till tells the lines that the kitchen has, never those that nobody was told of yet. */
function tell(world: World, order: Order, tickets: readonly Ticket[]): void {
  world.paper.push(...tickets);
  const news = { ...order, lines: order.lines.filter((line) => line.kitchen.state !== 'unsent') };
  world.branch = world.branch ? mergeOrders(world.branch, news) : news;
}

function linesOn(ticket: Ticket): [string, string][] {
  return ticket.lines.map((line) => [line.lineId, ticket.stationId]);
}
