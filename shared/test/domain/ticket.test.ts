import { expect, test } from 'vitest';
import { liveLines, unsentLines } from '../../src/domain/order.ts';
import { fire, ticketSchema, voidOf } from '../../src/domain/ticket.ts';
import { must } from '../../src/values/must.ts';
import { pieces } from '../../src/values/quantity.ts';
import { bar, countedIds, grill, idOf, lineOf, noon, orderOf, stations } from '../making.ts';

const tikka = lineOf('tikka', { quantity: pieces(2), note: 'no onion' });
const beer = lineOf('beer', { stationId: bar.id });
const bottle = lineOf('bottle', { stationId: null });

test('[P8] one ticket a station, each line on exactly one of them', () => {
  const { order, tickets } = fired(orderOf([tikka, beer, lineOf('naan'), bottle]));
  expect(tickets.map((ticket) => [ticket.station, ticket.lines.map((line) => line.name)])).toEqual([
    ['Grill', ['tikka', 'naan']],
    ['Bar', ['beer']],
  ]);
  expect(tickets.map(({ round, part, parts }) => [round, part, parts])).toEqual([
    [1, 1, 2],
    [1, 2, 2],
  ]);
  expect(tickets[0]).toMatchObject({
    kind: 'fire',
    orderNumber: 'T1-1',
    table: '5',
    guests: 2,
    by: 'Rahim',
    at: noon,
    reason: '',
  });
  expect(tickets[0]?.lines[0]).toEqual({
    lineId: tikka.id,
    name: 'tikka',
    quantity: 2_000,
    options: [],
    note: 'no onion',
  });
  for (const ticket of tickets) expect(ticketSchema.parse(ticket)).toEqual(ticket);
  expect(unsentLines(order)).toEqual([]);
});

test('[P8] every sent line names the ticket it is on; what nobody cooks is sent with it, on none', () => {
  const { order, tickets } = fired(orderOf([tikka, beer, bottle]));
  expect(order.lines.map((line) => line.kitchen)).toEqual([
    { state: 'sent', ticketId: tickets[0]?.id },
    { state: 'sent', ticketId: tickets[1]?.id },
    { state: 'sent', ticketId: null },
  ]);
});

test('[P8] a second sending carries only what is new', () => {
  const first = fired(orderOf([tikka]));
  const second = fired({ ...first.order, lines: [...first.order.lines, lineOf('naan')] });
  expect(second.tickets).toMatchObject([{ round: 2, part: 1, parts: 1, lines: [{ name: 'naan' }] }]);
  expect(second.order.lines[0]).toEqual(first.order.lines[0]);
  expect(fired(second.order)).toEqual({ order: second.order, tickets: [] });
});

test.each([
  ['nothing', []],
  ['only what nobody cooks', [bottle]],
  ['only void lines', [lineOf('soup', { kitchen: { state: 'voided', ticketId: null, reason: 'spilt' } })]],
])('[P8] an order with %s has nothing to send and stays as it was', (_, lines) => {
  const order = orderOf(lines);
  expect(fired(order)).toEqual({ order, tickets: [] });
});

test('[P8] a line for a station that does not exist is a bug, never a line that nobody cooks', () => {
  expect(() => fire(orderOf([tikka]), [bar], 'Rahim', noon, countedIds('t'))).toThrow(
    'stations are never deleted',
  );
});

test('[P8] taking back a line that the kitchen has tells the kitchen, once', () => {
  const { order } = fired(orderOf([tikka, beer]));
  const voided = voidLine(order, 'tikka', 'guest left');
  expect(voided.tickets).toMatchObject([
    {
      kind: 'void',
      station: 'Grill',
      reason: 'guest left',
      lines: [{ lineId: tikka.id }],
      round: 1,
      part: 1,
      parts: 1,
    },
  ]);
  expect(liveLines(voided.order).map((line) => line.name)).toEqual(['beer']);
  expect(voided.order.lines[0]?.kitchen).toEqual({
    state: 'voided',
    ticketId: voided.tickets[0]?.id,
    reason: 'guest left',
  });
  expect(voidLine(voided.order, 'tikka', 'another reason')).toEqual({ order: voided.order, tickets: [] });
});

test.each([
  ['has not been sent', orderOf([tikka]), 'tikka'],
  ['nobody cooks', fired(orderOf([tikka, bottle])).order, 'bottle'],
])('[P8] taking back a line that %s tells nobody', (_, order, name) => {
  const { order: after, tickets } = voidLine(order, name, 'mistake');
  expect(tickets).toEqual([]);
  expect(after.lines.find((line) => line.name === name)?.kitchen).toEqual({
    state: 'voided',
    ticketId: null,
    reason: 'mistake',
  });
});

function fired(order: Parameters<typeof fire>[0]) {
  return fire(order, stations, 'Rahim', noon, countedIds(`round ${order.rounds}`));
}

function voidLine(order: Parameters<typeof fire>[0], name: string, reason: string) {
  const line = must(
    order.lines.find((each) => each.id === idOf(`line ${name}`)),
    'the order has this line',
  );
  return voidOf(order, line, [grill, bar], reason, 'Karim', noon, countedIds('void'));
}
