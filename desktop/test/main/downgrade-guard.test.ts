import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { versionSchema } from '@galley/shared/values/version.ts';
import { expect, onTestFinished, test } from 'vitest';
import {
  guardAgainstDowngrade, judgeVersions, type Seen, versionsFile,
} from '../../src/main/downgrade-guard.ts'; // prettier-ignore

const seen = (app: string, schema: number, chromium: number): Seen => ({
  app: versionSchema.parse(app),
  schema,
  chromium,
});
const before = seen('1.4.0', 4, 148);

test.each([
  ['an older app', seen('1.3.9', 4, 148)],
  ['an older schema', seen('1.4.0', 3, 148)],
  ['an older Chromium', seen('1.5.0', 4, 147)],
])('[27] %s alone is refused, in words that name the version to install', (_, own) => {
  const judged = judgeVersions(before, own);
  expect(judged).toMatchObject({ ok: false, code: 'olderBuild' });
  expect(judged.ok || judged.message).toContain('install Galley 1.4.0 or newer');
});

test.each([
  ['the first start', null, before],
  ['the same', before, before],
  ['a newer app', before, seen('1.10.0', 4, 148)],
  ['all newer', before, seen('2.0.0', 5, 152)],
])('[27] %s may open the profile, and is remembered', (_, was, own) => {
  expect(judgeVersions(was, own)).toEqual({ ok: true, value: own });
});

test('[27] what was seen lies beside the profile and outlives it', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'galley-guard-'));
  onTestFinished(() => rm(parent, { recursive: true }));
  const profile = join(parent, 'Galley');
  const file = versionsFile(profile);
  expect(file.startsWith(`${profile}/`)).toBe(false);
  const faults: unknown[] = [];
  const guard = (own: Seen) => guardAgainstDowngrade(file, own, (fault) => faults.push(fault));
  expect(guard(before).ok).toBe(true);
  expect(guard(seen('1.3.0', 4, 148))).toMatchObject({ code: 'olderBuild' });
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(before);
  expect(faults).toEqual([]);
  // A file that was damaged, and a folder that is not there, are told and stop nobody.
  await writeFile(file, '{');
  expect(guard(before).ok).toBe(true);
  const nowhere = guardAgainstDowngrade(join(parent, 'gone', 'x'), before, (fault) => faults.push(fault));
  expect([nowhere.ok, faults.length]).toEqual([true, 2]);
});
