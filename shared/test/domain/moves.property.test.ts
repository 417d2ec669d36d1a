import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinOrder } from '../../src/domain/join-order.ts';
import { assignLine, type Assignment, fireCourse } from '../../src/domain/kitchen-notices.ts';
import { moveLines } from '../../src/domain/move-lines.ts';
import {
  heldLines, linesHere, liveLines, mergeOrders, type Order, type OrderLine, withSold, withStatus,
} from '../../src/domain/order.ts'; // prettier-ignore
import { fire, voidOf } from '../../src/domain/ticket.ts';
import { must } from '../../src/values/must.ts';
import { bar, countedIds, grill, idOf, lineOf, noon, orderOf, stations } from '../making.ts';

type Orders = Map<Order['id'], Order>;
/** What a till told in one mutation: one order, or the two that lines were moved between. */
type Fact = readonly Order[];
const names = ['A', 'B', 'C', 'D'] as const;
const tills = 3;

const step = fc.record({
  till: fc.nat(tills - 1),
  kind: fc.constantFrom(
    'add',
    'add',
    'void',
    'move',
    'move',
    'merge',
    'course',
    'close',
    'table',
    'pull',
    'pay',
  ),
  order: fc.nat(names.length - 1),
  other: fc.nat(names.length - 1),
  pick: fc.nat(20),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

test('[S15] whatever tills add, take back, move, merge and close while apart, the branch ends with the same orders in whatever order it hears of it', () => {
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 5, maxLength: 30 }),
      fc.array(fc.nat(tills - 1), { minLength: 40, maxLength: 40 }),
      (steps, turns) => {
        const { logs, added } = live(steps);
        const one = hear(logs, []);
        const other = hear(logs, turns);
        expect(view(other)).toEqual(view(one));
        // No line is lost, and each stands in one order; paid for twice, in each that it was paid with.
        for (const id of added) {
          const places = [...one.values()].flatMap((order) =>
            linesHere(order).filter((line) => line.id === id),
          );
          expect(places.length).toBeGreaterThan(0);
          if (places.length > 1) expect(places.every((line) => line.sold)).toBe(true);
        }
        // Who has heard of everything says the same as the branch, whatever he knew before.
        for (const known of logs.known) {
          for (const [id, order] of one) {
            const mine = known.get(id);
            if (mine) expect(mergeOrders(mine, order)).toEqual(mergeOrders(order, mine));
          }
        }
      },
    ),
    { numRuns: 400 },
  );
});

test('[S15] an order that was merged away opens again when another till has added to it meanwhile', () => {
  const ids = countedIds('ticket');
  const first = fire(orderOf([lineOf('naan')]), stations, 'Rahim', noon, ids).order;
  const table = orderOf([], { id: idOf('B'), table: '6' });
  const { from } = moveLines(first, table, new Set(first.lines.map(({ id }) => id)));
  const closed = withStatus({ ...from, closed: { by: 'Rahim', at: noon, reason: 'B' } });
  expect(closed.status).toBe('closed');
  const added = fire(
    { ...first, lines: [...first.lines, lineOf('lassi', { stationId: bar.id })] },
    stations,
    'Karim',
    noon,
    ids,
  );
  const merged = mergeOrders(closed, added.order);
  expect(merged.status).toBe('open');
  expect(liveLines(merged).map(({ name }) => name)).toEqual(['lassi']);
});

test('[P8] [S15] the kitchen hears of another seat or course of what it holds; what it makes gets no paper for a seat', () => {
  const ids = countedIds('change');
  const meal = [lineOf('soup'), lineOf('tikka', { course: 2 }), lineOf('naan', { course: 2 })];
  const { order } = fire(orderOf(meal), stations, 'Rahim', noon, ids);
  const [soup, tikka] = [must(order.lines[0], 'three lines'), must(order.lines[1], 'three lines')];
  const assign = (of: Order, line: OrderLine, what: Assignment) =>
    assignLine(of, line, what, stations, 'Rahim', noon, ids);
  expect(assign(order, soup, { seat: 2 }).tickets).toEqual([]);
  expect(assign(order, soup, { seat: 2 }).order.lines[0]).toMatchObject({ seat: 2, edits: 1 });
  const seated = assign(order, tikka, { seat: 2 });
  expect(seated.tickets).toMatchObject([
    { kind: 'change', station: 'Grill', lines: [{ name: 'tikka', seat: 2, course: 2, held: true }] },
  ]);
  // To a course that is being served: it is made now. The rest of its course goes on waiting.
  const now = assign(seated.order, must(seated.order.lines[1], 'three lines'), { course: 0 });
  expect(now.tickets).toMatchObject([{ kind: 'course', course: 1, lines: [{ name: 'tikka', seat: 2 }] }]);
  expect(heldLines(now.order).map(({ name }) => name)).toEqual(['naan']);
  const later = assign(order, tikka, { course: 3 });
  expect(heldLines(later.order)).toHaveLength(2);
  // Two tills that were apart end with the same, and what is made is not held again.
  for (const [one, other] of [
    [now.order, later.order],
    [later.order, now.order],
  ] as const)
    expect(heldLines(mergeOrders(one, other)).map(({ name }) => name)).toEqual(['naan']);
});

test('[P8] a later course is on paper at once and held, is fired once, and what is added to it then goes at once', () => {
  const ids = countedIds('ticket');
  const meal = [
    lineOf('soup'),
    lineOf('tikka', { course: 2 }),
    lineOf('kulfi', { course: 3, stationId: bar.id }),
  ];
  const sent = fire(orderOf(meal), stations, 'Rahim', noon, ids);
  expect(sent.tickets.map(({ station, lines }) => [station, lines.map(({ name, held }) => [name, held ?? false])])).toEqual([
    ['Grill', [['soup', false], ['tikka', true]]],
    ['Bar', [['kulfi', true]]],
  ]); // prettier-ignore
  expect(heldLines(sent.order).map(({ name }) => name)).toEqual(['tikka', 'kulfi']);
  const second = fireCourse(sent.order, 2, stations, 'Rahim', noon, ids);
  expect(second.tickets).toMatchObject([
    { kind: 'course', course: 2, station: 'Grill', lines: [{ name: 'tikka' }] },
  ]);
  expect(fireCourse(second.order, 2, stations, 'Rahim', noon, ids).tickets).toEqual([]);
  const late = { ...second.order, lines: [...second.order.lines, lineOf('kebab', { course: 2 })] };
  const more = fire(late, stations, 'Rahim', noon, ids);
  expect(more.tickets.flatMap(({ lines }) => lines.map(({ name, held }) => [name, held]))).toEqual([
    ['kebab', undefined],
  ]);
});

/** The tills' logs after a life apart, in which each now and then hears of what the others have told so far. */
function live(steps: readonly Step[]) {
  const ids = countedIds('ticket');
  const known: Orders[] = Array.from({ length: tills }, () => new Map());
  const facts: Fact[][] = known.map(() => []);
  const branch: Orders = new Map();
  const heard = known.map(() => 0);
  const added: Order['lines'][number]['id'][] = [];
  for (const [index, each] of steps.entries()) {
    const mine = known[each.till];
    const log = facts[each.till];
    if (!mine || !log) continue;
    if (each.kind === 'pull') {
      for (const fact of log.slice(heard[each.till])) take(branch, fact);
      heard[each.till] = log.length;
      for (const [id, order] of branch) mine.set(id, mergeOrders(mine.get(id) ?? order, order));
      continue;
    }
    const fact = act(mine, each, index, ids, added);
    if (!fact) continue;
    for (const order of fact) mine.set(order.id, mergeOrders(mine.get(order.id) ?? order, order));
    log.push(fact);
  }
  return { logs: { facts, known }, added };
}

function act(
  mine: Orders,
  each: Step,
  index: number,
  ids: () => string,
  added: Order['lines'][number]['id'][],
): Fact | null {
  const order =
    mine.get(idOf(names[each.order] ?? 'A')) ?? orderOf([], { id: idOf(names[each.order] ?? 'A') });
  if (order.status === 'paid') return null;
  const lines = liveLines(order);
  const line = lines[each.pick % lines.length];
  switch (each.kind) {
    case 'add': {
      const station = each.pick % 2 ? grill : bar;
      const course = each.pick % 3 === 0 ? { course: 2 } : {};
      const fresh = lineOf(`${each.till} ${index}`, { stationId: station.id, ...course });
      added.push(fresh.id);
      return [fire({ ...order, lines: [...order.lines, fresh] }, stations, 'Rahim', noon, ids).order];
    }
    case 'void':
      return line ? [voidOf(order, line, stations, `reason ${index}`, 'Rahim', noon, ids).order] : null;
    case 'course':
      return heldLines(order).length > 0 ? [fireCourse(order, 2, stations, 'Rahim', noon, ids).order] : null;
    case 'table':
      return [{ ...order, table: `${each.pick}`, edits: (order.edits ?? 0) + 1 }];
    case 'close':
      return lines.length > 0
        ? null
        : [withStatus({ ...order, closed: { by: 'Rahim', at: noon, reason: `${index}` } })];
    case 'pay':
      return lines.length > 0 ? [{ ...withSold(order, lines), status: 'paid' }] : null;
    case 'move':
    case 'merge': {
      const target = idOf<Order['id']>(names[each.other] ?? 'B');
      const to = mine.get(target) ?? orderOf([], { id: target });
      if (to.id === order.id || to.status === 'paid' || !line) return null;
      const moved = moveLines(
        order,
        to,
        new Set(each.kind === 'merge' ? lines.map(({ id }) => id) : [line.id]),
      );
      return [
        { ...moved.to, lines: [...moved.lines] },
        { ...moved.from, lines: [...moved.lines] },
      ];
    }
    case 'pull':
      return null;
  }
}

/** The branch hears of all, of each till in its order; whose turn it is decides who comes first. */
function hear({ facts }: { readonly facts: readonly (readonly Fact[])[] }, turns: readonly number[]): Orders {
  const queues = facts.map((log) => [...log]);
  const branch: Orders = new Map();
  for (const turn of [...turns, ...queues.flatMap((log, till) => log.map(() => till))]) {
    const fact = queues[turn]?.shift();
    if (fact) take(branch, fact);
  }
  return branch;
}

function take(branch: Orders, fact: Fact): void {
  for (const order of fact) for (const each of joinOrder(branch, order)) branch.set(each.id, each);
}

/** What people see of the orders: traces of lines that are elsewhere count for nothing. */
function view(orders: Orders) {
  return [...orders.values()]
    .map((order) => ({
      id: order.id,
      table: order.table,
      status: order.status,
      lines: linesHere(order).map(({ id, kitchen, sold }) => ({ id, kitchen, sold })),
    }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
