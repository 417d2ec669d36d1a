import { expect, test } from 'vitest';
import {
  type BranchUpdates, mayUpdate, updateBlocks, type UpdateFacts,
} from '@galley/shared/domain/update-gate.ts'; // prettier-ignore
import { ok, refuse, type Result } from '@galley/shared/values/result.ts';
import { keepBackup } from '../src/renderer/black-box/keep-backup.ts';
import { readMeta, writeMeta } from '../src/renderer/db/database.ts';
import { readWarnings } from '../src/renderer/till/status/queries.ts';
import { warningWords } from '../src/renderer/till/status/warning-words.ts';
import { blockWords } from '../src/renderer/till/update/block-words.ts';
import { installUpdate, lookForUpdate, noteProtection } from '../src/renderer/till/update/follow-shell.ts';
import { readUpdateFacts } from '../src/renderer/till/update/may-update.ts';
import { updateWords } from '../src/renderer/till/update/update-words.ts';
import { curry, present, sell, setup, tap, value } from './world.ts';

async function blocks(till: Awaited<ReturnType<typeof setup>>) {
  const judged = mayUpdate(await readUpdateFacts(till.db));
  return judged.ok ? [] : judged.blocks;
}

test('[39] a till says itself what stands in the way of an update', async () => {
  const till = await setup({ shift: false });
  expect(await blocks(till)).toEqual([]);
  await writeMeta(till.db, 'blackBox', { place: 'browser', fault: 'full' });
  await writeMeta(till.db, 'storage', { freeBytes: 1000, persisted: true });
  expect(await blocks(till)).toEqual(['noBackup', 'noRoom']);
});

test('[39] an open shift, an open order, a job on its way to paper and what is not sent each hold it up', async () => {
  const till = await setup();
  expect(await blocks(till)).toEqual(['shiftOpen', 'unconfirmed']);
  await sell(till);
  await till.db.outbox.toCollection().modify({ state: 'settled' });
  expect(await blocks(till)).toEqual(['shiftOpen', 'printing']);
  await till.db.printJobs.toCollection().modify({ state: 'printed' });
  value(await tap(till, null, curry));
  expect(await blocks(till)).toEqual(['shiftOpen', 'openOrders']);
  // Closed without a line in it: nobody will ever pay that one.
  await till.db.orders.toCollection().modify({ status: 'closed' });
  expect(await blocks(till)).toEqual(['shiftOpen']);
});

test('[39] what the server has not confirmed, and a person has in a backup file, holds nothing up', async () => {
  const till = await setup();
  expect(await blocks(till)).toEqual(['shiftOpen', 'unconfirmed']);
  value(await keepBackup(till, ({ name }) => Promise.resolve(ok({ path: name }))));
  expect(await blocks(till)).toEqual(['shiftOpen']);
  till.clock.ms += 1;
  await sell(till);
  await till.db.printJobs.clear();
  expect(await blocks(till)).toEqual(['shiftOpen', 'unconfirmed']);
});

test('[39] the branch says by its feed at what hours its devices may change, and that they shall not', async () => {
  const till = await setup({ shift: false });
  const branch = present(await till.db.branches.toCollection().first());
  const at = async (time: string, updates: BranchUpdates) => {
    await till.db.branches.put({ ...branch, timeZone: 'Asia/Dhaka', updates });
    const judged = mayUpdate(await readUpdateFacts(till.db, Date.parse(`2026-11-21T${time}:00+06:00`)));
    return judged.ok ? [] : judged.blocks;
  };
  const window = { from: '23:00', to: '05:00' };
  expect([await at('02:00', { window }), await at('12:00', { window })]).toEqual([[], ['notNow']]);
  expect(await at('02:00', { window, frozen: true })).toEqual(['frozen']);
});

test('[39] what an update waits for is said in words, all of it, in both languages', async () => {
  const facts = await readUpdateFacts((await setup()).db);
  const waiting = { version: '0.2.0', problem: null };
  const words = () => updateWords(waiting, { ...facts, openOrders: 2 });
  expect(words()).toEqual({
    text: 'Update 0.2.0 waits: a shift is open, orders are open, not everything is on the server yet.',
    ready: false,
  });
  const clear = { ...facts, shiftOpen: false, unconfirmed: 0 };
  expect(updateWords(waiting, clear)).toEqual({
    text: 'Update 0.2.0 is ready; it takes about a minute.',
    ready: true,
  });
  const byHand = updateWords({ ...waiting, problem: refuse('byHand', '/tmp/galley.deb') }, clear);
  expect(byHand).toEqual({ text: expect.stringContaining('looks after this device'), ready: false });
  // Every block has words of its own.
  expect(new Set(updateBlocks.map(blockWords)).size).toBe(updateBlocks.length);
});

/** A shell with an update of a version, whose black box has what it was given. */
function shellWith(version: string | null, place: Result<Record<string, never>> = ok({})) {
  const placed: UpdateFacts[] = [];
  let box = '';
  const write = ({ text }: { text: string }) => Promise.resolve(ok({ bytes: (box = text).length }));
  return {
    placed,
    fetchUpdate: () => Promise.resolve(ok({ version })),
    installUpdate: ({ facts }: { facts: UpdateFacts }) => (placed.push(facts), Promise.resolve(place)),
    readBlackBox: () => Promise.resolve(ok({ segments: [box], bytes: box.length })),
    appendBlackBox: write,
    replaceBlackBox: write,
  };
}

test('[30] [39] an update is put in place by itself only where nobody stands, and never without a whole copy', async () => {
  const till = await setup({ shift: false });
  const shell = shellWith('0.2.0');
  await lookForUpdate(shell, till.db);
  expect([shell.placed.length, await readMeta(till.db, 'update')]).toEqual([
    1,
    { version: '0.2.0', problem: null },
  ]);
  await writeMeta(till.db, 'signedIn', till.staffId);
  await lookForUpdate(shell, till.db);
  expect(shell.placed).toHaveLength(1);
  await lookForUpdate(shellWith(null), till.db);
  expect(await readMeta(till.db, 'update')).toBeUndefined();
});

test('[30] [39] a copy that lacks what may still be needed holds an update up, whoever asks for it', async () => {
  const till = await setup();
  await sell(till);
  await till.db.outbox.toCollection().modify({ state: 'stored' });
  for (const table of [till.db.shifts, till.db.printJobs]) await table.clear();
  await writeMeta(till.db, 'update', { version: '0.2.0', problem: null });
  const shell = shellWith('0.2.0');
  await installUpdate(shell, till.db);
  const facts = await readUpdateFacts(till.db);
  expect(mayUpdate(facts).ok).toBe(true);
  expect(shell.placed).toEqual([]);
  expect(updateWords(present(await readMeta(till.db, 'update')), facts).text).toMatch(/second copy/);
});

test('what only a person can install is said, and asked for again with the next version', async () => {
  const till = await setup({ shift: false });
  const byHand = refuse('byHand', 'Whoever looks after this device installs it.');
  await lookForUpdate(shellWith('0.2.0', byHand), till.db);
  expect(await readMeta(till.db, 'update')).toEqual({ version: '0.2.0', problem: byHand });
  await lookForUpdate(shellWith('0.3.0'), till.db);
  expect(await readMeta(till.db, 'update')).toEqual({ version: '0.3.0', problem: null });
});

test('[31] a system that keeps the key of a till openly is told at the till', async () => {
  const till = await setup();
  const vault = (protection: 'weak' | 'system') => ({
    readSecret: () => Promise.resolve(ok({ value: null, protection })),
  });
  await noteProtection(vault('weak'), till.db);
  expect(warningWords(await readWarnings(till.db))).toEqual([expect.stringContaining('Encrypt its disk')]);
  await noteProtection(vault('system'), till.db);
  expect(warningWords(await readWarnings(till.db))).toEqual([]);
});
