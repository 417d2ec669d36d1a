// Dexie looks for IndexedDB when it is loaded, so this comes first.
import 'fake-indexeddb/auto';
import { ok } from '@galley/shared/values/result.ts';
import { must } from '@galley/shared/values/must.ts';
import { keepBackup } from '@galley/desktop/renderer/black-box/keep-backup.ts';
import { readBackup } from '@galley/desktop/renderer/black-box/read-backup.ts';
import { restoreBackup } from '@galley/desktop/renderer/sync/restore-backup.ts';
import { uuidv7 } from '@galley/shared/values/ids.ts';
import { expect, test } from 'vitest';
import { openBranch } from './branch.ts';
import type { Till } from './till.ts';

test('[S10] what a dead till had not sent is handed in from its backup at another till, once however often', async () => {
  await using branch = await openBranch('direct');
  const { first, second } = branch;
  const arrived = await first.sell('Borhani');
  await branch.settle();
  first.cut();
  const lost = await first.sell('Borhani', 'Firni');
  const backup = await backupOf(first);
  await first.stop(); // the device is gone for good

  expect(await giveBack(second, backup)).toEqual({ fresh: 1, known: 2, notTaken: 0 });
  expect(await giveBack(second, backup)).toEqual({ fresh: 0, known: 3, notTaken: 0 });
  await expect
    .poll(async () => (await second.db.sales.toArray()).map(({ id }) => id).sort(), { timeout: 20_000 })
    .toEqual([arrived.id, lost.id].sort());
  const { rows } = await branch.world.db.pool.query<{ count: string }>('select count(*) from fork');
  expect(rows[0]?.count).toBe('0');
  // The till that handed it in has its own log, and nothing of the other one in it.
  const names = (await second.outbox()).map(({ name }) => name);
  expect(names.filter((name) => name === 'note')).toHaveLength(2);
  expect(names).not.toContain('completeSale');
});

async function backupOf({ db }: Till) {
  let text = '';
  const kept = await keepBackup({ db, now: Date.now }, async (file) => {
    ({ text } = file);
    return ok({ path: file.name });
  });
  const read = readBackup(text);
  if (!kept.ok || !read.ok) throw new Error('the backup is good');
  return read.value;
}

async function giveBack({ db, network }: Till, backup: Awaited<ReturnType<typeof backupOf>>) {
  const manager = must(await db.staff.filter(({ role }) => role === 'manager').first(), 'the demo has one');
  const given = await restoreBackup(
    { db, now: Date.now, ids: () => uuidv7(), fetch: network.fetch },
    { backup, staffId: manager.id, approval: undefined, appVersion: 'development' },
  );
  if (!given.ok) throw new Error(given.message);
  return given.value;
}
