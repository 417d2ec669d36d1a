import { readFile, mkdtemp, rm, writeFile, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chain, noHash } from '@galley/shared/values/hash.ts';
import { type MutationId, newId, uuidv7 } from '@galley/shared/values/ids.ts';
import fc from 'fast-check';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createBlackBoxFiles } from '../src/main/black-box.ts';
import { decodeBox, encodeSegment } from '../src/renderer/black-box/format.ts';
import { keepBlackBox } from '../src/renderer/black-box/keep.ts';
import { boxHoldsAll } from '../src/renderer/black-box/holds-all.ts';
import { createBlackBox } from '../src/renderer/black-box/open.ts';
import { restore } from '../src/renderer/black-box/restore.ts';
import type { BoxStore } from '../src/renderer/black-box/store.ts';
import { GalleyDatabase, readMeta, writeMeta } from '../src/renderer/db/database.ts';
import { sleepFor } from '../src/renderer/sync/loop.ts';
import { readGate } from '../src/renderer/till/queries.ts';
import { outbox, present, sell, setup, value, type World } from './world.ts';

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'galley-box-'));
  // What is being written at the end of a test comes to its end meanwhile.
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** The box of the installed app, on real files. */
function filesIn(folder: string): BoxStore {
  const files = createBlackBoxFiles(folder);
  return {
    place: 'device',
    read: async (lastBytes) => value(await files.readBlackBox({ lastBytes })),
    append: async (text) => value(await files.appendBlackBox({ text })).bytes,
    replace: async (text) => value(await files.replaceBlackBox({ text })).bytes,
  };
}

async function contentOf(folder: string) {
  return decodeBox((await filesIn(folder).read(null)).segments);
}

/** Attaches the box to a till, as its page does at the start; ends with the test. */
async function attach(till: Pick<World, 'db'>, folder: string) {
  const life = new AbortController();
  onTestFinished(() => life.abort());
  const faults: unknown[] = [];
  const box = createBlackBox(filesIn(folder), (fault) => faults.push(fault));
  const restored = await box.attach(till.db, life.signal);
  return { restored, faults, stop: () => life.abort() };
}

async function written(folder: string, count: number) {
  await vi.waitFor(async () => expect((await contentOf(folder)).entries).toHaveLength(count), 5000);
}

const place = async (till: Pick<World, 'db'>) => ({
  identity: present(await readMeta(till.db, 'identity')),
  counters: present(await readMeta(till.db, 'counters')),
});

test('[S2] whatever is recorded is a moment later in the black box, chained and readable', async () => {
  const [till, folder] = [await setup(), await temporaryFolder()];
  await attach(till, folder);
  for (let sale = 0; sale < 3; sale += 1) await sell(till);
  const rows = await outbox(till);
  await written(folder, rows.length);
  const content = await contentOf(folder);
  expect(content.entries.map(({ body, hash }) => ({ body, hash }))).toEqual(
    rows.map(({ body, hash }) => ({ body, hash })),
  );
  expect(content).toMatchObject({ damaged: 0, format: 1, place: await place(till) });
});

test('[S2] [25] a database that was wiped with 50 unsent sales is rebuilt from the files of the installed app: every entry waits again, and nothing is numbered twice', async () => {
  const [till, folder] = [await setup(), await temporaryFolder()];
  const first = await attach(till, folder);
  for (let sale = 0; sale < 50; sale += 1) await sell(till);
  const before = await outbox(till);
  await written(folder, before.length);
  first.stop();
  await till.db.delete();

  const wiped = { db: new GalleyDatabase(till.db.name) };
  const { restored } = await attach(wiped, folder);
  expect(restored).toEqual({ kind: 'lost', entries: before.length });
  expect(await outbox(wiped)).toEqual(before.map((row) => ({ ...row, state: 'waiting' })));
  expect(await readMeta(wiped.db, 'signingKey')).toBeUndefined();
  expect(await readGate(wiped.db)).toEqual({
    step: 'enrol',
    rebuilt: { till: 'Till 1', entries: before.length },
  });
  // A second start finds nothing more to do.
  expect((await attach(wiped, folder)).restored).toEqual({ kind: 'nothing', entries: 0 });
  expect(await wiped.db.outbox.count()).toBe(before.length);
});

test('[S2] [S3] a database that is older than the box catches up before it counts on', async () => {
  const [till, folder] = [await setup(), await temporaryFolder()];
  const first = await attach(till, folder);
  await sell(till);
  const old = { counters: await readMeta(till.db, 'counters'), rows: await outbox(till) };
  await sell(till);
  await sell(till);
  const whole = await outbox(till);
  await written(folder, whole.length);
  const counted = await readMeta(till.db, 'counters');
  first.stop();
  await till.db.outbox.clear();
  await till.db.outbox.bulkPut(old.rows);
  await writeMeta(till.db, 'counters', present(old.counters));

  const { restored } = await attach(till, folder);
  expect(restored).toEqual({ kind: 'older', entries: whole.length - old.rows.length });
  expect((await outbox(till)).map((row) => row.id)).toEqual(whole.map((row) => row.id));
  expect(await readMeta(till.db, 'counters')).toEqual(counted);
  await sell(till);
  const numbers = (await outbox(till)).map((row) => row.number);
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  await written(folder, numbers.length);
});

test('[30] before an update the copy is read again: all that may still be needed is in it, or it does not count', async () => {
  const [till, folder] = [await setup(), await temporaryFolder()];
  const first = await attach(till, folder);
  for (let sale = 0; sale < 3; sale += 1) await sell(till);
  const rows = await outbox(till);
  await written(folder, rows.length);
  expect(await boxHoldsAll(till.db, filesIn(folder))).toBe(true);
  first.stop();
  await sell(till); // nobody writes it down any more
  expect(await boxHoldsAll(till.db, filesIn(folder))).toBe(false);
  expect(await boxHoldsAll(till.db, filesIn(await temporaryFolder()))).toBe(false);
});

test('the same number with other bytes on both sides: both are kept and a person is told', async () => {
  const [till, folder] = [await setup(), await temporaryFolder()];
  const first = await attach(till, folder);
  await sell(till);
  const real = await outbox(till);
  await written(folder, real.length);
  first.stop();
  const last = present(real.at(-1));
  await till.db.outbox.put({ ...last, id: newId<MutationId>(() => uuidv7()) });
  expect(await restore(till.db, await contentOf(folder))).toEqual({ kind: 'nothing', entries: 0 });
  expect(await till.db.damaged.toArray()).toMatchObject([{ table: 'outbox', raw: last.body }]);
});

test('cut at any byte, the box gives back exactly the entries before the cut, and goes on in a new segment', async () => {
  const till = await setup();
  for (let sale = 0; sale < 4; sale += 1) await sell(till);
  const rows = await outbox(till);
  const { text } = encodeSegment(await place(till), rows);
  const bytes = Buffer.from(text);
  const endsAt = rows.map((row) => bytes.indexOf('\n', bytes.indexOf(`"id":"${row.id}"`)) + 1);
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length), async (cut) => {
      const content = decodeBox([bytes.subarray(0, cut).toString('utf8')]);
      const whole = rows.filter((_, index) => present(endsAt[index]) <= cut);
      expect(content.entries.map((entry) => entry.id)).toEqual(whole.map((row) => row.id));
      const atLineEnd = cut === 0 || bytes[cut - 1] === 10;
      expect(content.end === null).toBe(!atLineEnd || cut === 0);
    }),
    { numRuns: 400, examples: endsAt.flatMap((end) => [[end - 1], [end]]) as [number][] },
  );
});

test('a byte that changes on the disk costs the lines beside it, and is never taken for what was written', async () => {
  const till = await setup();
  for (let sale = 0; sale < 3; sale += 1) await sell(till);
  const rows = await outbox(till);
  const bodies = new Set(rows.map((row) => row.body));
  const bytes = Buffer.from(encodeSegment(await place(till), rows).text);
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
      const spoilt = Buffer.from(bytes);
      spoilt[at] = (present(spoilt[at]) + by) % 256;
      const { entries, damaged, end } = decodeBox([spoilt.toString('utf8')]);
      expect(entries.every((entry) => bodies.has(entry.body))).toBe(true);
      // The end of a line makes one of two, and the one behind them has nothing to be chained to.
      expect(entries.length).toBeGreaterThanOrEqual(rows.length - 3);
      expect([damaged > 0, end]).toEqual([true, null]);
    }),
    { numRuns: 300 },
  );
});

test('a torn end is mended at the next start, and a crash between two segments loses nothing', async () => {
  const [till, folder] = [await setup(), await temporaryFolder()];
  await sell(till);
  const rows = await outbox(till);
  const { text } = encodeSegment(await place(till), rows);
  await writeFile(join(folder, '1.log'), text.slice(0, -20));
  await writeFile(join(folder, '2.log'), text.slice(0, 300));
  await attach(till, folder);
  await vi.waitFor(async () => expect(await readdir(folder)).toEqual(['3.log']));
  expect(await contentOf(folder)).toMatchObject({ damaged: 0, entries: { length: rows.length } });
});

test('[S5] what is settled and in a verified backup leaves the box when it has grown; what is not stays', async () => {
  const [till, folder] = [await setup(), await temporaryFolder()];
  await sell(till);
  const [first, ...others] = await outbox(till);
  const grown = [{ ...present(first), body: 'x'.repeat(1024 * 1024) }, ...others];
  await writeFile(join(folder, '1.log'), encodeSegment(await place(till), grown).text);
  await till.db.outbox.toCollection().modify({ state: 'settled' });
  await writeMeta(till.db, 'coveredUpTo', { 1: others.length });
  await attach(till, folder);
  await sell(till);
  const rows = await outbox(till);
  await vi.waitFor(async () => expect(await readdir(folder)).toEqual(['2.log']));
  const kept = (await contentOf(folder)).entries.map((entry) => entry.number);
  // One of the first sale's is settled and not covered yet; those of the second are neither.
  expect(kept).toEqual(rows.map((row) => row.number).filter((number) => number > others.length));
});

test('[29] a disk that is full stops the box, says so, and never a sale; it goes on when there is room', async () => {
  const [till, folder] = [await setup(), await temporaryFolder()];
  const real = filesIn(folder);
  let full = true;
  const store: BoxStore = {
    ...real,
    append: (text) => (full ? Promise.reject(new Error('ENOSPC')) : real.append(text)),
    replace: (text) => (full ? Promise.reject(new Error('ENOSPC')) : real.replace(text)),
  };
  const life = new AbortController();
  onTestFinished(() => life.abort());
  const sleep = (ms: number, signal: AbortSignal) => sleepFor(Math.min(ms, 10), signal);
  void keepBlackBox({ db: till.db, store, content: null, sleep, signal: life.signal });
  await sell(till);
  await vi.waitFor(async () =>
    expect(await readMeta(till.db, 'blackBox')).toMatchObject({ fault: 'ENOSPC' }),
  );
  expect((await sell(till)).receiptNumber).toBe('T1-000002');
  full = false;
  await vi.waitFor(async () => expect(await readMeta(till.db, 'blackBox')).toMatchObject({ fault: null }));
  await written(folder, await till.db.outbox.count());
});

test('a box that a newer Galley wrote is left alone', async () => {
  const [till, folder] = [await setup(), await temporaryFolder()];
  const json = JSON.stringify({ kind: 'blackBox', format: 2 });
  const text = `${chain(noHash, json)} ${json}\n`;
  await writeFile(join(folder, '1.log'), text);
  expect((await attach(till, folder)).restored.kind).toBe('nothing');
  await sell(till);
  await sleepFor(50, new AbortController().signal);
  expect(await readFile(join(folder, '1.log'), 'utf8')).toBe(text);
});

test('[29] a till opens without its box when the folder cannot be read', async () => {
  const [till, folder] = [await setup(), await temporaryFolder()];
  const file = join(folder, 'a file');
  await writeFile(file, '');
  const { restored, faults } = await attach(till, file);
  expect(restored.kind).toBe('nothing');
  expect(faults).toHaveLength(1);
  expect((await sell(till)).receiptNumber).toBe('T1-000001');
});
