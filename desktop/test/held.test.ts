import { chain, noHash } from '@galley/shared/values/hash.ts';
import { enrol } from '../src/renderer/sync/enrol.ts';
import { expect, test } from 'vitest';
import { checkPin } from '../src/renderer/actions/check-pin.ts';
import { resolveEntry } from '../src/renderer/actions/resolve-entry.ts';
import { sayAgain } from '../src/renderer/actions/say-again.ts';
import { sendToKitchen } from '../src/renderer/actions/send-to-kitchen.ts';
import { startOrder } from '../src/renderer/actions/start-order.ts';
import { voidLine } from '../src/renderer/actions/void-line.ts';
import { GalleyDatabase, readMeta, writeMeta } from '../src/renderer/db/database.ts';
import { isHeld } from '../src/renderer/db/held.ts';
import type { OutboxRow } from '../src/renderer/db/rows.ts';
import { applyChanges } from '../src/renderer/sync/apply-changes.ts';
import { createClient } from '../src/renderer/sync/client.ts';
import { pull } from '../src/renderer/sync/pull.ts';
import { createPush } from '../src/renderer/sync/push.ts';
import { createKeys, tillSigner } from '../src/renderer/sync/signer.ts';
import { syncStatus } from '../src/renderer/sync/status.ts';
import { startWire } from './wire.ts';
import {
  codeOf, cola, curry, outbox, pay, present, rahim, salma, sell, setup, tap, tea, till1, value, type World,
} from './world.ts'; // prettier-ignore

test('[S14] what a till says once more from its rows is, word for word, what it said first', async () => {
  const till = await setup();
  const order = value(await startOrder(till, { staffId: rahim.id, type: 'dineIn', table: '4', guests: 2 }));
  const line = value(await tap(till, order.id, curry));
  value(await sendToKitchen(till, { orderId: order.id, staffId: rahim.id }));
  till.clock.ms += 60_000;
  const second = value(await tap(till, order.id, tea));
  value(await sendToKitchen(till, { orderId: order.id, staffId: rahim.id }));
  till.clock.ms += 60_000;
  const again = async (row: OutboxRow) => value(await sayAgain(till.db, row));
  for (const row of await outbox(till)) expect(await again(row)).toEqual(said(row));

  value(await voidLine(till, { orderId: order.id, lineId: second.id, reason: 'cold', staffId: rahim.id }));
  till.clock.ms += 60_000;
  value(await tap(till, order.id, cola));
  value(await tap(till, order.id, tea));
  value(await pay(till, order.id, 1_000_000));
  const rows = await outbox(till);
  expect(rows.map((row) => row.name)).toEqual([
    'openShift', 'changeOrder', 'sendToKitchen', 'sendToKitchen', 'voidLine', 'completeSale',
  ]); // prettier-ignore
  for (const row of [rows[0], rows[1], rows[2], rows[4], rows[5]]) {
    expect(await again(present(row))).toEqual(said(present(row)));
  }
  // A line that was taken back since is told as it stands now: kitchen states only move forward.
  expect(await again(present(rows[3]))).toMatchObject({
    data: { round: 2, lines: [{ id: second.id, kitchen: { state: 'voided' } }], tickets: [{ round: 2 }] },
  });
  expect(line.id).not.toBe(second.id);
});

test('[S14] an entry that the server cannot read asks for a person; tried again once it can, it is in the books', async () => {
  const { till, wire, sync } = await syncing();
  wire.blind.add('completeSale');
  const sale = await sell(till);
  await sync();
  expect(await syncStatus(till.db)).toMatchObject({
    state: 'action',
    problems: [{ kind: 'quarantined', count: 1 }],
  });
  expect(codeOf(await resolve(till, 'retry'))).toBe('ok');
  expect(codeOf(await resolve(till, 'retry'))).toBe('underWay');
  await sync();
  expect(await held(till)).toMatchObject({
    verdict: 'quarantined',
    revision: 2,
    resolution: { how: 'retry' },
  });
  wire.blind.clear();
  expect(codeOf(await resolve(till, 'retry'))).toBe('ok');
  await sync();
  expect(await syncStatus(till.db)).toMatchObject({ state: 'safe', problems: [] });
  expect((await till.db.sales.get(sale.id))?.revision).toBe(1);
});

test('[S14] an entry that cannot be read by anybody is repaired from the rows of the till', async () => {
  const { till, wire, sync } = await syncing();
  const sale = await sell(till);
  await spoil(till, (body) => body.replace(`"total":${sale.total}`, '"total":"a lot"'));
  await sync();
  expect(await held(till)).toMatchObject({ verdict: 'quarantined' });
  expect(codeOf(await resolve(till, 'retry'))).toBe('ok');
  await sync();
  expect(await held(till)).toMatchObject({ verdict: 'quarantined' });
  expect(codeOf(await resolve(till, 'repair'))).toBe('ok');
  await sync();
  expect((await syncStatus(till.db)).state).toBe('safe');
  const told = wire.changes.filter((each) => each.entity === 'sale').map((each) => each.data);
  expect(told).toEqual([sale]);
});

test('[S14] where the rows are gone too, repair says so and changes nothing', async () => {
  const { till, sync } = await syncing();
  const sale = await sell(till);
  await spoil(till, (body) => body.replace(`"total":${sale.total}`, '"total":"a lot"'));
  await sync();
  await till.db.sales.clear();
  const before = await till.db.outbox.count();
  expect(codeOf(await resolve(till, 'repair'))).toBe('rowsGone');
  expect(await till.db.outbox.count()).toBe(before);
});

test('[S14] setting aside takes a manager and a reason, and is kept in the log', async () => {
  const { till, wire, sync } = await syncing();
  wire.blind.add('completeSale');
  await sell(till);
  await sync();
  expect(codeOf(await resolve(till, 'setAside'))).toBe('notAllowed');
  expect(codeOf(await resolve(till, 'setAside', { staffId: salma.id, reason: ' ' }))).toBe('reasonMissing');
  expect(codeOf(await checkPin(till, { staffId: salma.id, pin: '9999' }))).toBe('wrongPin');
  expect(await readMeta(till.db, 'signedIn')).toBeUndefined();
  value(await checkPin(till, { staffId: salma.id, pin: '1234' }));
  value(await resolve(till, 'setAside', { staffId: salma.id, reason: 'counted by hand' }));
  await sync();
  expect((await syncStatus(till.db)).state).toBe('safe');
  const log = present(wire.logs.get(1)).mutations.map(({ body }) => JSON.parse(body));
  expect(log.at(-1)).toMatchObject({
    type: 'resolve',
    staffId: salma.id,
    data: { how: 'setAside', reason: 'counted by hand', replacement: null },
  });
  expect((await outbox(till)).find((row) => row.name === 'completeSale')).toMatchObject({
    verdict: 'quarantined',
    resolution: { how: 'setAside', by: salma.id },
  });
  expect(codeOf(await resolveEntry(till, { entryId: present((await outbox(till))[1]).id, how: 'retry', reason: 'x', staffId: rahim.id }))).toBe('resolvedAlready'); // prettier-ignore
});

test('[S14] a flagged entry is in the books: it alarms nobody, and only a manager closes it', async () => {
  const { till, wire, sync } = await syncing();
  await sell(till);
  await sync();
  const row = present((await outbox(till))[1]);
  const flags = [{ code: 'paidTwice', detail: { orderNumber: 'T1-1' } }];
  const settlement = { mutationId: row.id, tillId: till1.id, verdict: 'flagged', flags, cause: '' };
  wire.change('settlement', row.id, { ...settlement, resolution: null }, 2);
  await sync();
  expect((await syncStatus(till.db)).state).toBe('safe');
  expect(await held(till)).toMatchObject({ flags });
  expect(codeOf(await resolve(till, 'repair'))).toBe('inTheBooks');
  expect(codeOf(await resolve(till, 'setAside', { staffId: salma.id }))).toBe('ok');
});

test('[S14] [S20] an older settlement never replaces a newer one', async () => {
  const { till, wire, sync } = await syncing();
  await sell(till);
  await sync();
  const { id } = present((await outbox(till))[1]);
  const settlement = { mutationId: id, tillId: till1.id, flags: [], cause: '', resolution: null };
  wire.change('settlement', id, { ...settlement, verdict: 'applied' }, 3);
  wire.change('settlement', id, { ...settlement, verdict: 'quarantined', cause: 'old' }, 2);
  await sync();
  expect((await outbox(till))[1]).toMatchObject({ verdict: 'applied', revision: 3 });
  wire.change('settlement', id, { ...settlement, verdict: 'quarantined', cause: 'older' }, 1);
  await sync();
  expect((await outbox(till))[1]).toMatchObject({ verdict: 'applied', revision: 3 });
});

test('[S14] the office keeps what is odd and how it was resolved, and forgets what came right by itself', async () => {
  const { till, wire, sync } = await syncing();
  wire.blind.add('completeSale');
  await sell(till);
  await sell(till);
  await sync();
  const office = new GalleyDatabase(`office ${till.db.name}`);
  const tell = () => applyChanges(office, wire.changes, null);
  await tell();
  expect(await office.settlements.count()).toBe(2);
  wire.blind.clear();
  const [, first, second] = await outbox(till);
  const at = '2026-11-21T10:00:00.000Z';
  const common = { tillId: till1.id, flags: [], cause: '' };
  wire.change('settlement', present(first).id, { ...common, mutationId: first?.id, verdict: 'applied', resolution: null }, 2); // prettier-ignore
  wire.change('settlement', present(second).id, { ...common, mutationId: second?.id, verdict: 'applied', resolution: { how: 'retry', reason: 'x', by: salma.id, at } }, 2); // prettier-ignore
  await tell();
  await tell();
  expect(await office.settlements.toArray()).toMatchObject([
    { mutationId: second?.id, verdict: 'applied', resolution: { how: 'retry' } },
  ]);
});

test('[S8] [S10] a copied till that is enrolled again books both sides: what it sold meanwhile goes under new numbers', async () => {
  const { till, wire, sync } = await syncing();
  await sell(till);
  await sync();
  // The copy of this till was faster: what it sold stands under the next number.
  const log = present(wire.logs.get(1));
  const other = { ...present(log.mutations[1]), number: 3, body: '{"other":"sale"}' };
  const hash = chain(log.hash, other.body);
  log.mutations.push({ ...other, id: present(log.mutations[0]).id, hash });
  log.hash = hash;
  const mine = [await sell(till), await sell(till)];
  await sync();
  expect(await syncStatus(till.db)).toMatchObject({ state: 'action' });
  wire.enrolments = 1;
  const args = { serverUrl: 'http://galley.test', code: 'ABCD-2345', now: till.now, fetch: wire.fetch };
  expect(value(await enrol(till.db, args)).incarnation).toBe(2);
  const after = await sell(till);
  await sync();
  expect(await syncStatus(till.db)).toMatchObject({ state: 'safe', problems: [] });
  const booked = wire.changes.filter((each) => each.entity === 'sale').map(({ id }) => id);
  expect(booked).toHaveLength(4);
  expect(booked).toEqual(expect.arrayContaining([...mine, after].map(({ id }) => id)));
  expect(log.mutations).toHaveLength(3);
  // Sent again once, however often it is looked at.
  await sync();
  expect(wire.logs.get(2)?.mutations).toHaveLength(3);
});

function said(row: OutboxRow) {
  const { type, version, data } = JSON.parse(row.body);
  return { type, version, data };
}

async function held(till: World): Promise<OutboxRow> {
  return present((await outbox(till)).find(isHeld));
}

async function resolve(
  till: World,
  how: 'retry' | 'repair' | 'setAside',
  more: { readonly staffId?: typeof rahim.id; readonly reason?: string } = {},
) {
  const { id: entryId } = await held(till);
  return resolveEntry(till, { entryId, how, reason: 'why not', staffId: rahim.id, ...more });
}

/** What an older version or a bug would have written: bytes that the server keeps and cannot read. */
async function spoil(till: World, change: (body: string) => string): Promise<void> {
  const rows = await outbox(till);
  const [before, last] = rows.slice(-2);
  const body = change(present(last).body);
  const hash = chain(before?.hash ?? noHash, body);
  await till.db.outbox.put({ ...present(last), body, hash });
  await writeMeta(till.db, 'counters', {
    ...present(await readMeta(till.db, 'counters')),
    mutationHash: hash,
  });
}

async function syncing() {
  const till = await setup();
  const wire = startWire();
  wire.logs.set(1, { hash: noHash, mutations: [] });
  const { privateKey } = await createKeys();
  const signer = tillSigner(till1.id, privateKey);
  const { db, now } = till;
  const client = createClient({ db, serverUrl: 'http://galley.test', fetch: wire.fetch, now, signer });
  const push = createPush({ db, now, appVersion: 'test' });
  const sync = async () => {
    while ((await push(client).catch(() => 'told')) === 'more');
    while ((await pull(client, db, now)) === 'more');
  };
  return { till, wire, sync };
}
