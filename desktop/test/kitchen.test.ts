import { pieces } from '@galley/shared/values/quantity.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changeQuantity } from '../src/renderer/actions/change-quantity.ts';
import { removeLine } from '../src/renderer/actions/remove-line.ts';
import { sendToKitchen } from '../src/renderer/actions/send-to-kitchen.ts';
import { startOrder } from '../src/renderer/actions/start-order.ts';
import { voidLine } from '../src/renderer/actions/void-line.ts';
import { cola, curry, pay, present, rahim, setup, tap, tea, value, type World } from './world.ts';

const tapArbitrary = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('add' as const), item: fc.constantFrom(curry, tea, cola) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('send' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), at: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('void' as const), at: fc.nat(20) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('quantity' as const), at: fc.nat(20), to: fc.integer({ min: 1, max: 5 }) }),
  },
); // prettier-ignore
type Tap = typeof tapArbitrary extends fc.Arbitrary<infer T> ? T : never;

test('[P8] random taps never lose a line to the kitchen nor tell it twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(tapArbitrary, { maxLength: 25 }), async (taps) => {
      const till = await setup();
      const order = value(
        await startOrder(till, { staffId: rahim.id, type: 'dineIn', table: '1', guests: 1 }),
      );
      // A refused tap is part of the game: it must change nothing.
      for (const each of taps) await play(till, order.id, each);
      await pay(till, order.id, 100_000_000);

      const { lines, status } = present(await till.db.orders.get(order.id));
      const tickets = await till.db.tickets.toArray();
      for (const line of lines) {
        const cooked = line.stationId !== null;
        const fires = linesOf(tickets, 'fire', line.id);
        const voids = linesOf(tickets, 'void', line.id);
        if (status === 'paid') expect(fires.length).toBe(cooked ? 1 : 0);
        expect(fires.map((each) => each.quantity)).toEqual(fires.map(() => line.quantity));
        expect(voids.length).toBe(cooked && line.kitchen.state === 'voided' ? 1 : 0);
      }
      // Every ticket has its paper, its mutation carries it, and no line is on paper that the order does not have.
      const known = new Set(lines.map((line) => line.id));
      expect(tickets.every((ticket) => ticket.lines.every((line) => known.has(line.lineId)))).toBe(true);
      expect(await till.db.printJobs.where('id').startsWith('ticket:').count()).toBe(tickets.length);
      const told = (await till.db.outbox.toArray()).flatMap(
        (row): { id: string }[] => JSON.parse(row.body).data.tickets ?? [],
      );
      expect(told.map((ticket) => ticket.id).sort()).toEqual(tickets.map((ticket) => ticket.id).sort());
      till.db.close();
    }),
    { numRuns: 60 },
  );
});

function linesOf(
  tickets: readonly { kind: string; lines: readonly { lineId: string; quantity: number }[] }[],
  kind: 'fire' | 'void',
  lineId: string,
) {
  return tickets
    .filter((ticket) => ticket.kind === kind)
    .flatMap((ticket) => ticket.lines)
    .filter((line) => line.lineId === lineId);
}

async function play(till: World, orderId: Parameters<typeof pay>[1], each: Tap): Promise<unknown> {
  if (each.kind === 'add') return tap(till, orderId, each.item);
  if (each.kind === 'send') return sendToKitchen(till, { orderId, staffId: rahim.id });
  const lines = (await till.db.orders.get(orderId))?.lines ?? [];
  const line = lines[each.at % Math.max(lines.length, 1)];
  if (!line) return null;
  const args = { orderId, lineId: line.id };
  if (each.kind === 'remove') return removeLine(till, args);
  if (each.kind === 'void') return voidLine(till, { ...args, reason: 'mistake', staffId: rahim.id });
  return changeQuantity(till, { ...args, quantity: pieces(each.to) });
}
