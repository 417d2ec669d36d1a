import { noHash } from '@galley/shared/values/hash.ts';
import { uuidFrom } from '@galley/shared/values/ids.ts';
import { Dexie } from 'dexie';
import { expect, test } from 'vitest';
import { GalleyDatabase, readMeta } from '../src/renderer/db/database.ts';
import { createClient } from '../src/renderer/sync/client.ts';
import { Offline } from '../src/renderer/sync/faults.ts';
import { pull } from '../src/renderer/sync/pull.ts';
import { createPush } from '../src/renderer/sync/push.ts';
import { createKeys, tillSigner } from '../src/renderer/sync/signer.ts';
import { createTokens } from '../src/renderer/sync/tokens.ts';
import { wantSnapshot } from '../src/renderer/sync/want-snapshot.ts';
import { curry, outbox, present, sell, setup, tea, till1, window, type World } from './world.ts';
import { startWire, type Wire } from './wire.ts';

test('[S21] killed at each page, it goes on from there, and the till sells from what it had (fault 43)', async () => {
  const { till, wire } = await begin();
  for (let nth = 0; nth < 20; nth += 1) addProduct(wire, nth);
  await till.db.products.put({ ...curry, name: 'Old curry', revision: 1, version: 1 });
  await till.db.products.put({ ...tea, id: gone, revision: 1, version: 2 });
  const afters: (string | null)[] = [];
  for (wire.snapshotLines = 6; ;) {
    // Another window each time: nothing in memory helps.
    const killed = window(till);
    const asked = wire.asked.length;
    const loaded = await pullOnce(killed, wire).catch((fault: unknown) => fault);
    afters.push(present(wire.asked[asked]).query.get('after'));
    if (loaded === 'more') break;
    expect(loaded).toBeInstanceOf(Offline);
    expect((await till.db.products.get(curry.id))?.name).toBe('Old curry');
    expect(await till.db.products.get(gone)).toBeDefined();
    expect((await sell(till)).lines[0]?.name).toBe('Old curry');
    killed.db.close();
  }
  // Four lines and their mark came through each time, and no page came twice.
  expect(afters.length).toBeGreaterThan(6);
  expect(new Set(afters).size).toBe(afters.length);
  await pullAll(till, wire);
  expect((await till.db.products.get(curry.id))?.name).toBe('Curry');
  expect(await till.db.products.get(gone)).toBeUndefined();
  expect(await till.db.products.count()).toBe(24);
  expect(await till.db.sales.count()).toBe(afters.length - 1);
  expect((await outbox(till)).every((row) => row.state === 'waiting')).toBe(true);
  expect(await till.db.shadow.count()).toBe(0);
  expect(await readMeta(till.db, 'snapshot')).toBeUndefined();
});

test('[S21] what changes while it is loaded is there when it takes its place', async () => {
  const { till, wire } = await begin();
  wire.snapshotLines = 8;
  await expect(pullOnce(till, wire)).rejects.toBeInstanceOf(Offline);
  wire.snapshotLines = Infinity;
  wire.change('product', curry.id, { ...curry, name: 'New curry' }, 2);
  wire.change('product', tea.id, null, 2);
  addProduct(wire, 1);
  expect(await pullOnce(till, wire)).toBe('more');
  // In the same commit as all the rest: not a moment without it.
  expect((await readMeta(till.db, 'cursor'))?.version).toBe(wire.changes.length);
  expect((await till.db.products.get(curry.id))?.name).toBe('New curry');
  expect(await till.db.products.get(tea.id)).toBeUndefined();
  expect(await till.db.products.get(uuidFrom('product 1'))).toBeDefined();
});

test('[S21] a server that was restored meanwhile begins anew', async () => {
  const { till, wire } = await begin();
  wire.snapshotLines = 8;
  await expect(pullOnce(till, wire)).rejects.toBeInstanceOf(Offline);
  wire.restore({ changes: 9, mutations: 0 });
  wire.snapshotLines = Infinity;
  await pullAll(till, wire);
  expect(await readMeta(till.db, 'cursor')).toMatchObject({ epoch: wire.epoch, version: 9 });
  expect(await till.db.products.count()).toBe(
    wire.changes.filter((each) => each.entity === 'product').length,
  );
});

test('[S21] a till that has most of it already writes only what is new', async () => {
  const { till, wire } = await begin();
  await pullAll(till, wire);
  wire.change('product', curry.id, { ...curry, name: 'New curry' }, 2);
  const written: string[] = [];
  till.db.products.hook('updating', (_changes, id) => void written.push(id));
  till.db.products.hook('creating', (id) => void written.push(id));
  await wantSnapshot(till.db);
  await pullAll(till, wire);
  expect(written).toEqual([curry.id]);
});

test('[S21] two windows that load the same snapshot end with one', async () => {
  const { till, wire } = await begin();
  for (let nth = 0; nth < 20; nth += 1) addProduct(wire, nth);
  await Promise.all([pullOnce(till, wire), pullOnce(window(till), wire)]);
  await pullAll(till, wire);
  expect(await till.db.products.count()).toBe(24);
});

test.each([1, 2, 3, 4])(
  '[S4] [S21] a database of version %i is opened with its unsent rows, byte for byte, and is loaded anew beside them',
  async (number) => {
    const { till, wire } = await begin();
    await pullAll(till, wire);
    const told = wire.changes.findIndex((each) => each.id === curry.id) + 1;
    const sale = await sell(till);
    const sent = await outbox(till);
    const db = new GalleyDatabase(await inVersion(number, till));
    const upgraded = { ...till, db };
    expect(await outbox(upgraded)).toEqual(sent);
    expect(await db.sales.get(sale.id)).toMatchObject({ revision: 0, version: 0 });
    // Version 1 had not written down where in the feed a row came from.
    expect(await db.products.get(curry.id)).toMatchObject({ revision: 1, version: number === 1 ? 0 : told });
    expect(await readMeta(db, 'snapshot')).toMatchObject({ bucket: null, after: 0 });
    expect((await sell(upgraded)).receiptNumber).toBe('T1-000002');
    await pullAll(upgraded, wire);
    expect(await db.products.get(curry.id)).toMatchObject({ revision: 1, version: told });
    expect(await db.sales.count()).toBe(2);
    expect((await outbox(upgraded)).slice(0, sent.length)).toEqual(sent);
  },
);

test('[S21] history follows page by page, newest first, and what this till knows of it stays', async () => {
  const { till, wire } = await begin();
  const mine = await sell(till);
  const menu = wire.changes.length;
  const sales = Array.from({ length: 10 }, (_, nth) => {
    const id = uuidFrom(`sale ${nth}`);
    wire.change('sale', id, { ...mine, id, tillId: uuidFrom('another till') });
    return id;
  });
  expect(await pullOnce(till, wire)).toBe('more'); // the snapshot: all that it takes to sell
  expect(await till.db.products.count()).toBe(4);
  expect(await till.db.sales.count()).toBe(1);
  const floors: unknown[] = [];
  while ((await pullOnce(till, wire)) === 'more') floors.push(await readMeta(till.db, 'floor'));
  expect(floors.length).toBeGreaterThan(2);
  expect(floors.at(-1)).toEqual({ version: 0, complete: true });
  expect(new Set(await till.db.sales.toCollection().primaryKeys())).toEqual(new Set([mine.id, ...sales]));

  // A second snapshot brings no history, and takes none away.
  await wantSnapshot(till.db);
  await pullOnce(till, wire);
  expect(await till.db.sales.count()).toBe(11);
  // Another history of the server knows nothing of them, and keeps only what this till has recorded.
  wire.restore({ changes: menu, mutations: 0 });
  await pullAll(till, wire);
  expect(await till.db.sales.toCollection().primaryKeys()).toEqual([mine.id]);
});

test('[S5] [S21] a verdict that is older than the history that is sent is fetched all the same', async () => {
  const { till, wire } = await begin();
  await pullAll(till, wire);
  const sale = await sell(till);
  const { privateKey } = await createKeys();
  const push = createPush({ db: till.db, now: till.now, appVersion: 'test' });
  const signer = tillSigner(till1.id, privateKey);
  const { fetch } = wire;
  const client = createClient({ db: till.db, serverUrl: 'http://galley.test', fetch, now: till.now, signer });
  while ((await push(client)) === 'more');
  wire.historyFrom = wire.changes.length;
  till.clock.ms += 2 * 3_600_000;
  await wantSnapshot(till.db);
  await pullAll(till, wire);
  expect((await outbox(till)).map((row) => row.state)).toEqual(['settled', 'settled']);
  expect(await till.db.sales.get(sale.id)).toMatchObject({ revision: 1 });
  expect(await readMeta(till.db, 'floor')).toEqual({ version: 0, complete: true });
});

const gone = uuidFrom('a product that is no more') as typeof curry.id; // a UUID is a valid id of any kind

async function begin() {
  const till = await setup();
  const wire = startWire();
  wire.logs.set(1, { hash: noHash, mutations: [] });
  return { till, wire };
}

function addProduct(wire: Wire, nth: number): void {
  const id = uuidFrom(`product ${nth}`);
  wire.change('product', id, { ...curry, id, name: `Product ${nth}` });
}

function pullOnce(till: World, wire: Wire) {
  const signer = { till: till1.id, sign: () => Promise.resolve('x'), tokens: createTokens() };
  const client = createClient({
    db: till.db,
    serverUrl: 'http://galley.test',
    fetch: wire.fetch,
    now: till.now,
    signer,
  });
  return pull(client, till.db, till.now);
}

async function pullAll(till: World, wire: Wire): Promise<void> {
  while ((await pullOnce(till, wire)) === 'more');
}

/** What each version before the present one brought, as it was written then: never to be changed. */
const formerStores: readonly Readonly<Record<string, string>>[] = [
  {
    meta: 'key', outbox: '[incarnation+number], &id, state, [state+amount], verdict',
    printJobs: 'id, state, createdAt', damaged: 'id', branches: 'id', tills: 'id', stations: 'id', printers: 'id',
    staff: 'id', categories: 'id, position', taxes: 'id', products: 'id, categoryId, barcode', stock: 'productId',
    shifts: 'id, [tillId+openedAt]', orders: 'id, status', tickets: 'id, orderId',
    sales: 'id, paidAt, receiptNumber, shiftId', settlements: 'mutationId',
  },
  { shadow: 'place' },
  { refunds: 'id, saleId' },
  {
    rights: 'id', floorTables: 'id', payDrafts: 'orderId', refunds: 'id, saleId, refundedAt, shiftId',
    journal: '[incarnation+number]', cashMovements: 'id, shiftId', zReports: 'id, [shift.tillId+sequence], shift.id',
    addenda: 'id, zReportId', reconciliations: 'shiftId', punches: 'id, punchedAt', availability: 'productId',
    ticketStates: 'ticketId, orderId', products: 'id, categoryId, barcode, sku',
  },
]; // prettier-ignore

/** The same records as a former version of the database held them, in a database of their own. */
async function inVersion(number: number, { db }: World): Promise<string> {
  const name = `${db.name} before`;
  const old = new Dexie(name);
  formerStores.slice(0, number).forEach((stores, index) => void old.version(index + 1).stores(stores));
  for (const table of old.tables) {
    const rows = await db.table<Record<string, unknown>>(table.name).toArray();
    await table.bulkPut(number > 1 ? rows : rows.map(({ version: _version, ...row }) => row));
  }
  if (number === 1) {
    const { epoch, stream, version } = present(await readMeta(db, 'cursor'));
    await old.table('meta').put({ key: 'cursor', value: { epoch, stream, version } });
    await old.table('meta').delete('floor');
  }
  old.close();
  return name;
}
