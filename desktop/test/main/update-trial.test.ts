import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { versionSchema } from '@galley/shared/values/version.ts';
import { expect, onTestFinished, test } from 'vitest';
import { guardAgainstDowngrade, type Seen, versionsFile } from '../../src/main/downgrade-guard.ts';
import { goBackIfBroken } from '../../src/main/go-back.ts';
import {
  noUpdate, readUpdateState, started, type UpdateState, updateStateFile, writeUpdateState,
} from '../../src/main/update-trial.ts'; // prettier-ignore

const seen = (app: string, chromium = 148, schema = 5): Seen => ({
  app: versionSchema.parse(app),
  chromium,
  schema,
});
const [former, next] = [seen('1.4.0'), seen('1.5.0')];
const wayBack = { kind: 'appImage', path: '/x/Galley.AppImage.previous', sha512: '' } as const;
const onTrial = (starts: number, was = former): UpdateState => ({
  trial: { version: next.app, starts, former: was, wayBack },
  failed: [],
});

test('a version that was put in place is started three times before it is given up', () => {
  let state = onTrial(0);
  for (const starts of [1, 2, 3]) {
    const begun = started(state, next);
    expect([begun.judged, begun.state.trial?.starts]).toEqual(['goOn', starts]);
    ({ state } = begun);
  }
  expect(started(state, next)).toEqual({ state: { trial: null, failed: ['1.5.0'] }, judged: 'goBack' });
});

test('nothing is on trial once it was not installed, or never was', () => {
  expect(started(onTrial(3), former)).toEqual({ state: noUpdate, judged: 'goOn' });
  expect(started(noUpdate, next)).toEqual({ state: noUpdate, judged: 'goOn' });
});

test.each([
  ['a newer Chromium', onTrial(3, seen('1.4.0', 147))],
  ['newer records', onTrial(3, seen('1.4.0', 148, 4))],
  ['no file that was kept', { ...onTrial(3), trial: { ...onTrial(3).trial, wayBack: null } } as UpdateState],
])('[27] after %s there is no way back that keeps the sales, so none is taken', (_, state) => {
  expect(started(state, next).judged).toBe('cannotGoBack');
});

async function setup(starts: number, kept = 'old') {
  const folder = await mkdtemp(join(tmpdir(), 'galley-trial-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const [profile, appImage] = [join(folder, 'Galley'), join(folder, 'Galley.AppImage')];
  await writeFile(appImage, 'new');
  await writeFile(`${appImage}.previous`, kept);
  const way = {
    kind: 'appImage' as const,
    path: `${appImage}.previous`,
    sha512: createHash('sha512').update('old').digest('hex'),
  };
  const trial = { version: next.app, starts, former, wayBack: way };
  writeUpdateState(updateStateFile(profile), { trial, failed: [] });
  const said: string[] = [];
  const faults: unknown[] = [];
  const electron = {
    app: {
      exit: () => said.push('exit'),
      relaunch: ({ execPath }: { execPath: string }) => said.push(`relaunch ${execPath}`),
    },
    dialog: { showErrorBox: (_title: string, words: string) => said.push(words) },
  } as unknown as Parameters<typeof goBackIfBroken>[0]; // the part of it that is used
  const report = (fault: unknown) => void faults.push(fault);
  const start = (versions: Seen) => {
    const ended = goBackIfBroken(electron, { profile, versions, report });
    if (!ended) guardAgainstDowngrade(versionsFile(profile), versions, report);
    return ended;
  };
  return { profile, appImage, said, faults, start };
}

test('an AppImage that never draws its till gives way to the one before, which opens the records and does not take it again', async () => {
  const { profile, appImage, said, faults, start } = await setup(0);
  expect([1, 2, 3].map(() => start(next))).toEqual([false, false, false]);
  expect(start(next)).toBe(true);
  expect(said).toEqual([`relaunch ${appImage}`, 'exit']);
  expect([await readFile(appImage, 'utf8'), existsSync(`${appImage}.previous`)]).toEqual(['old', false]);
  expect(start(former)).toBe(false);
  expect(JSON.parse(await readFile(versionsFile(profile), 'utf8'))).toEqual(former);
  expect(readUpdateState(updateStateFile(profile), () => undefined).failed).toEqual(['1.5.0']);
  expect(faults).toEqual([]);
});

test('[41] a kept file that is not what was kept is not started: this version goes on, and says so once', async () => {
  const { appImage, said, faults, start } = await setup(3, 'somebody else’s');
  expect(start(next)).toBe(false);
  expect([said, faults.length]).toEqual([[expect.stringContaining('Nothing is lost')], 1]);
  expect(await readFile(appImage, 'utf8')).toBe('new');
  expect(start(next)).toBe(false);
  expect(said).toHaveLength(1);
});

test('a state that cannot be read puts nothing on trial', async () => {
  const { profile, faults, start } = await setup(3);
  await writeFile(updateStateFile(profile), '{');
  expect([start(next), faults.length]).toEqual([false, 1]);
});
