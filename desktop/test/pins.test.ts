import { noHash } from '@galley/shared/values/hash.ts';
import { pinScrypt, type Staff } from '@galley/shared/domain/staff.ts';
import { scrypt } from '@noble/hashes/scrypt.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { expect, test } from 'vitest';
import { beginTraining } from '../src/renderer/actions/begin-training.ts';
import { checkPin } from '../src/renderer/actions/check-pin.ts';
import { type GalleyDatabase, readMeta, writeMeta } from '../src/renderer/db/database.ts';
import { openShown } from '../src/renderer/db/training-database.ts';
import { createClient } from '../src/renderer/sync/client.ts';
import { enrol } from '../src/renderer/sync/enrol.ts';
import { Offline } from '../src/renderer/sync/faults.ts';
import { ownPinKey } from '../src/renderer/sync/pepper-pins.ts';
import { pull } from '../src/renderer/sync/pull.ts';
import { tillSigner } from '../src/renderer/sync/signer.ts';
import { startSync } from '../src/renderer/sync/start-sync.ts';
import { wantSnapshot } from '../src/renderer/sync/want-snapshot.ts';
import { readGate } from '../src/renderer/till/queries.ts';
import { until } from './until.ts';
import { codeOf, present, rahim, salma, setup, till1, value, window, type World } from './world.ts';
import { startWire, type Wire } from './wire.ts';

const salt = 'ffeeddccbbaa99887766554433221100';

test('[S21] nothing that a till keeps of a snapshot or of the feed gives a PIN to whoever copies it without the key', async () => {
  const { till, wire } = await fresh();
  // Cut where people are staged and not in place yet.
  wire.snapshotLines = 11;
  await expect(pullAll(till, wire)).rejects.toBeInstanceOf(Offline);
  expect((await till.db.shadow.toArray()).flatMap(({ changes }) => changes).map(({ entity }) => entity)).toContain('staff'); // prettier-ignore
  expect(await textOf(till.db)).not.toContain(hashOf('1234'));
  wire.snapshotLines = Infinity;
  await pullAll(till, wire);
  wire.change('staff', salma.id, { ...salma, pin: { salt, hash: hashOf('8642', salt) } }, 2);
  wire.change('staff', 'nobody', { ...salma, id: 'nobody' }, 2); // which this version cannot read
  await pullAll(till, wire);
  expect(await till.db.staff.count()).toBe(2);
  expect(await till.db.damaged.count()).toBe(1);
  const text = await textOf(till.db);
  for (const hash of [hashOf('1234'), hashOf('8642', salt)]) expect(text).not.toContain(hash);
  expect(await tryPin(till, rahim, '1234')).toBe('ok');

  const copy = await setup();
  for (const each of till.db.tables) {
    if (each.name !== 'meta') await copy.db.table(each.name).bulkPut(await each.toArray());
  }
  expect(await tryPin(copy, rahim, '1234')).toBe('wrongPin');
  await ownPinKey(copy.db); // another device's own key is of no use either
  expect(await tryPin(copy, rahim, '1234')).toBe('wrongPin');
  expect((await readMeta(till.db, 'pinKey'))?.extractable).toBe(false);
});

test('[S20] a PIN that the office has changed works once the feed has told it, and the old one does no more', async () => {
  const { till, wire } = await fresh();
  await pullAll(till, wire);
  wire.change('staff', rahim.id, { ...rahim, pin: { salt, hash: hashOf('8642', salt) } }, 2);
  await pullAll(till, wire);
  expect(await tryPin(till, rahim, '1234')).toBe('wrongPin');
  expect(await tryPin(window(till), rahim, '8642')).toBe('ok');
  for (let count = 1; count < 5; count += 1) expect(await tryPin(till, rahim, '0000')).toBe('wrongPin');
  expect(await tryPin(till, rahim, '0000')).toBe('tooManyTries');
  expect(await tryPin(till, rahim, '8642')).toBe('tooManyTries');
});

test('[S21] people that were the same before are not written again, also after a restore of the server', async () => {
  const { till, wire } = await fresh();
  await pullAll(till, wire);
  const before = await till.db.staff.toArray();
  let writes = 0;
  till.db.staff.hook('updating', () => void (writes += 1));
  await wantSnapshot(till.db);
  await pullAll(till, wire);
  wire.restore({ changes: wire.changes.length, mutations: 0 });
  await pullAll(till, wire);
  expect(writes).toBe(0);
  expect(await till.db.staff.toArray()).toEqual(before);
});

test('what a version without a key has kept is under it once the till syncs, at work all the while and offline too', async () => {
  const till = await setup();
  const wire = startWire();
  wire.intercept = () => {
    throw new TypeError('no network');
  };
  await till.db.shadow.put({ place: 1, told: [['staff', [rahim.id]]], changes: [{ version: 1, revision: 1, entity: 'staff', id: rahim.id, data: rahim }], damaged: [] }); // prettier-ignore
  await writeMeta(till.db, 'snapshot', { bucket: null, head: null, after: 1, rows: 1, cursor: null });
  expect(await textOf(till.db)).toContain(hashOf('1234'));
  expect(await tryPin(till, rahim, '1234')).toBe('ok');
  const sync = startSync({ db: till.db, now: till.now, fetch: wire.fetch });
  await until(async () => (await readMeta(till.db, 'pinKey')) !== undefined);
  expect(await textOf(till.db)).not.toContain(hashOf('1234'));
  expect(await readMeta(till.db, 'snapshot')).toMatchObject({ bucket: null, after: 0 });
  expect(await tryPin(till, rahim, '1234')).toBe('ok');
  expect(await tryPin(till, rahim, '4321')).toBe('wrongPin');
  await sync.stop();
});

test('two windows that need the key at once have the same one', async () => {
  const { till, wire } = await fresh();
  const other = window(till);
  await Promise.all([ownPinKey(till.db), ownPinKey(other.db), pullAll(till, wire)]);
  await pullAll(other, wire);
  expect(await tryPin(till, rahim, '1234')).toBe('ok');
  expect(await tryPin(other, salma, '1234')).toBe('ok');
});

test('[S10] enrolled again, a till signs people in without a pause, before and after the snapshot', async () => {
  const { till, wire } = await fresh();
  await pullAll(till, wire);
  const key = present(await readMeta(till.db, 'signingKey'));
  value(await enrol(till.db, { serverUrl: 'http://galley.test', code: 'ABCD-2345', now: till.now, fetch: wire.fetch })); // prettier-ignore
  expect(present(await readMeta(till.db, 'signingKey'))).not.toBe(key);
  expect((await readGate(till.db)).step).toBe('signIn');
  expect(await tryPin(till, rahim, '1234')).toBe('ok');
  await wantSnapshot(till.db);
  await pullAll(till, wire);
  expect(await tryPin(till, salma, '1234')).toBe('ok');
});

test('a practice at the till knows the same PINs', async () => {
  const { till, wire } = await fresh();
  await pullAll(till, wire);
  value(await beginTraining(till, { staffId: salma.id, approval: undefined, kitchen: false }));
  const practice: World = { ...till, db: await openShown(till.db) };
  expect(practice.db.name).not.toBe(till.db.name);
  expect(await tryPin(practice, rahim, '1234')).toBe('ok');
  expect(await tryPin(practice, rahim, '4321')).toBe('wrongPin');
});

/** A till that knows nobody yet. */
async function fresh(): Promise<{ readonly till: World; readonly wire: Wire }> {
  const till = await setup({ shift: false });
  await till.db.staff.clear();
  const wire = startWire();
  wire.logs.set(1, { hash: noHash, mutations: [] });
  return { till, wire };
}

async function pullAll({ db, now }: World, wire: Wire): Promise<void> {
  const signer = tillSigner(till1.id, present(await readMeta(db, 'signingKey')));
  const client = createClient({ db, serverUrl: 'http://galley.test', fetch: wire.fetch, now, signer });
  while ((await pull(client, db, now)) === 'more');
}

async function tryPin(till: World, { id: staffId }: Staff, pin: string): Promise<string> {
  return codeOf(await checkPin(till, { staffId, pin }));
}

/** All that lies in the tables, as a thief would search it. */
async function textOf(db: GalleyDatabase): Promise<string> {
  return JSON.stringify(await Promise.all(db.tables.map((table) => table.toArray())));
}

function hashOf(pin: string, of = rahim.pin?.salt ?? ''): string {
  return bytesToHex(scrypt(utf8ToBytes(pin), hexToBytes(of), pinScrypt));
}
