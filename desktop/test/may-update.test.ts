import { expect, test } from 'vitest';
import { mayUpdate } from '@galley/shared/domain/update-gate.ts';
import { writeMeta } from '../src/renderer/db/database.ts';
import { readUpdateFacts } from '../src/renderer/till/may-update.ts';
import { curry, sell, setup, tap, value } from './world.ts';

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
});
