import { expect, test } from 'vitest';
import { uuidFrom } from '../../src/values/ids.ts';
import { changesOf, feedChangeSchema } from '../../src/wire/changes.ts';
import { eventData, type EventName, eventSchema, eventSubject } from '../../src/wire/events.ts';
import { branch, noon, shift } from '../making.ts';
import { entityExamples, eventExamples } from './examples.ts';
import { expectShape } from './shapes.ts';

const names = Object.keys(eventData).filter((name): name is EventName => name in eventExamples);

function eventOf(type: EventName) {
  return {
    id: uuidFrom(`event ${type}`), type, version: 1, occurredAt: noon, correlationId: uuidFrom('mutation'),
    causationId: uuidFrom('command'), branchId: branch.id, data: eventExamples[type], worker: 'sales',
    verdict: 'applied', flags: [],
  }; // prettier-ignore
}

test.each(names)('[S14] %s keeps its shape on the wire and refuses any other', (name) => {
  expectShape(eventSchema, eventOf(name), ['home', 'from', 'others', 'ran', 'lowAt', 'card']);
});

test.each([
  ['a type that nobody knows', { type: 'saleForgotten' }],
  ['another version', { version: 2 }],
  ['a worker that nobody knows', { worker: 'kitchen' }],
  ['a refusal, for facts are never refused', { verdict: 'refused' }],
  ['data of another event', { data: eventExamples.quarantined }],
])('[S14] an event with %s is refused', (_, change) => {
  expect(eventSchema.safeParse({ ...eventOf('saleCompleted'), ...change }).success).toBe(false);
});

test.each([
  ['shiftOpened', ['shift']],
  ['orderSent', ['order', 'ticket', 'ticket']],
  ['lineVoided', ['order', 'ticket']],
  ['ticketMarked', ['ticketState']],
  ['ordersChanged', ['order', 'order', 'ticket']],
  ['customersChanged', ['customer']],
  ['saleCompleted', ['sale', 'order', 'ticket', 'ticket']],
  ['saleRefunded', ['refund']],
  ['onlineOrderChanged', ['onlineOrder']],
  ['guestMailAsked', []],
  ['shiftClosed', ['zReport', 'shift', 'addendum']],
  ['cashMoved', ['cashMovement']],
  ['clockPunched', ['punch']],
  ['stockMoved', ['stock']],
  ['itemsSet', ['stock']],
  ['stockReserved', []],
  ['stockReleased', []],
  ['stockRefused', []],
  ['paymentsRecorded', []],
  ['shiftReconciled', ['reconciliation']],
  ['intentsChanged', ['paymentIntent']],
  ['intentMissed', []],
  ['gatewayCalled', []],
  ['quarantined', []],
] as const satisfies readonly (readonly [EventName, readonly string[]])[])(
  '[S20] %s changes in the feed: %j',
  (name, entities) => {
    const changes = changesOf(eventSchema.parse(eventOf(name)));
    expect(changes.map((change) => change.entity)).toEqual(entities);
    for (const change of changes) {
      const inFeed = { version: 1, ...change };
      expect(feedChangeSchema.parse(JSON.parse(JSON.stringify(inFeed)))).toEqual(inFeed);
    }
  },
);

test('an online order that nobody has paid is not told to the branch', () => {
  const { revision, data } = eventExamples.onlineOrderChanged.onlineOrder;
  const unpaid = { onlineOrder: { revision, data: { ...data, status: 'PENDING', paidAt: null } } };
  expect(changesOf(eventSchema.parse({ ...eventOf('onlineOrderChanged'), data: unpaid }))).toEqual([]);
});

test('[S20] every event is one whose changes are known here', () => {
  expect(names.toSorted()).toEqual(Object.keys(eventData).toSorted());
});

test('[S20] a change has the id and the revision of what it changes', () => {
  const changes = changesOf(eventSchema.parse(eventOf('saleCompleted')));
  const { sale, order, tickets } = eventExamples.saleCompleted;
  expect(changes.map(({ id, revision }) => [id, revision])).toEqual([
    [sale.id, 1],
    [order.data.id, 3],
    ...tickets.map((ticket) => [ticket.id, 1]),
  ]);
  expect(changesOf(eventSchema.parse(eventOf('stockMoved')))).toMatchObject([
    { id: eventExamples.stockMoved.levels[0]?.data.productId, revision: 7 },
  ]);
  expect(changesOf(eventSchema.parse(eventOf('shiftOpened')))).toMatchObject([{ id: shift.id, revision: 1 }]);
});

test('[S11] the subject of an event names its worker, its name and its branch', () => {
  expect(eventSubject('inventory', 'stockMoved', branch.id)).toBe(`evt.inventory.stockMoved.${branch.id}`);
});

test('[M13] a record that came after its Z brings its addendum, and a Z closes its shift in the same version', () => {
  const late = {
    ...eventOf('saleRefunded'),
    data: { ...eventExamples.saleRefunded, addendum: entityExamples.addendum },
  };
  expect(changesOf(eventSchema.parse(late)).map(({ entity }) => entity)).toEqual(['refund', 'addendum']);
  const closed = { revision: 2, data: { ...shift, closedAt: noon } };
  const end = { ...eventOf('shiftClosed'), data: { ...eventExamples.shiftClosed, shift: closed } };
  expect(changesOf(eventSchema.parse(end))).toMatchObject([
    { entity: 'zReport' }, { entity: 'shift', ...closed }, { entity: 'addendum' },
  ]); // prettier-ignore
});
