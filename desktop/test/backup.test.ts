import 'fake-indexeddb/auto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ok } from '@galley/shared/values/result.ts';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { createBackupFiles } from '../src/main/backups.ts';
import { keepBackup } from '../src/renderer/black-box/keep-backup.ts';
import { readBackup } from '../src/renderer/black-box/read-backup.ts';
import { restore } from '../src/renderer/black-box/restore.ts';
import { GalleyDatabase, readMeta } from '../src/renderer/db/database.ts';
import { readGate } from '../src/renderer/till/queries.ts';
import { codeOf, outbox, present, sell, setup, till1, value, type World } from './world.ts';

async function backupOf(till: World): Promise<{ readonly name: string; readonly text: string }> {
  const files: { name: string; text: string }[] = [];
  value(
    await keepBackup(till, async (file) => {
      files.push(file);
      return ok({ path: file.name });
    }),
  );
  return present(files[0]);
}

test('[S5] a backup holds what the server has not settled, and reads back as it was', async () => {
  const till = await setup();
  await sell(till);
  await sell(till);
  const { name, text } = await backupOf(till);
  expect(name).toBe('2026-11-21-080000-T1.galley');
  const { entries, place } = value(readBackup(text));
  expect(entries.map(({ id, hash, body }) => ({ id, hash, body }))).toEqual(
    (await outbox(till)).map(({ id, hash, body }) => ({ id, hash, body })),
  );
  expect(place.identity.till).toEqual(till1);
  expect(await readMeta(till.db, 'backup')).toMatchObject({ entries: 3, place: name, fault: null });
  // Nothing that opens anything: neither a PIN nor a key is in it.
  expect(text).not.toMatch(/"pin"|signingKey/);
});

test('[S3] a backup that was cut or changed anywhere is refused whole, in words', async () => {
  const till = await setup();
  await sell(till);
  const { text } = await backupOf(till);
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.nat(25), (at, letter) => {
      const other = String.fromCharCode(97 + letter);
      fc.pre(text[at] !== other && text[at]?.toLowerCase() !== other);
      expect(readBackup(text.slice(0, at)).ok).toBe(false);
      expect(readBackup(text.slice(0, at) + other + text.slice(at + 1)).ok).toBe(false);
    }),
    { numRuns: 200 },
  );
  const lines = text.split('\n');
  expect(codeOf(readBackup([...lines.slice(0, -2), ''].join('\n')))).toBe('damagedFile');
  expect(codeOf(readBackup('receipts, 2026'))).toBe('notABackup');
});

test('[S10] on a new device a backup waits for the code of its till, and twice is once', async () => {
  const till = await setup();
  await sell(till);
  const backup = value(readBackup((await backupOf(till)).text));
  const fresh = new GalleyDatabase(`fresh ${till.db.name}`);
  expect(await restore(fresh, backup)).toEqual({ kind: 'lost', entries: 2 });
  expect(await restore(fresh, backup)).toEqual({ kind: 'nothing', entries: 0 });
  expect(await readGate(fresh)).toMatchObject({ step: 'enrol', rebuilt: { till: 'Till 1', entries: 2 } });
  expect(await outbox({ db: fresh })).toEqual(await outbox(till));
});

test('[S2] the shell keeps backups whole under their names, and only the newest of them', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'galley-backups-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const { keepBackup: keep } = createBackupFiles(folder);
  for (let day = 1; day <= 32; day += 1) {
    const name = `2026-12-${String(day).padStart(2, '0')}-T1.galley`;
    expect(value(await keep({ name, text: name }))).toEqual({ path: join(folder, name) });
  }
  const names = (await readdir(folder)).sort();
  expect(names).toHaveLength(30);
  expect(names[0]).toBe('2026-12-03-T1.galley');
  expect(await readFile(join(folder, present(names[29])), 'utf8')).toBe(names[29]);
});
