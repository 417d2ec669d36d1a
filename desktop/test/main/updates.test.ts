import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { instant } from '@galley/shared/values/time.ts';
import { versionSchema } from '@galley/shared/values/version.ts';
import type { Artefact, Manifest } from '@galley/shared/domain/release.ts';
import { checkSignature, installedKind, putInPlace } from '../../src/main/updates.ts';

const artefact: Artefact = {
  name: 'galley-1.5.0-linux-x64.AppImage', platform: 'linux', architecture: 'x64', kind: 'appImage', size: 3,
  sha512: 'a'.repeat(128),
}; // prettier-ignore
const manifest: Manifest = {
  product: 'galley', format: 1, channel: 'stable', version: versionSchema.parse('1.5.0'), releasedAt: instant(0),
  expiresAt: instant(1), chromium: 150, schema: 4, notes: { en: '', bn: '' }, artefacts: [artefact], revokedKeys: [],
}; // prettier-ignore

test('an AppImage is replaced whole, the one before stays beside it, and Galley starts again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'galley-place-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const [appImage, path] = [join(folder, 'Galley.AppImage'), join(folder, 'new')];
  await writeFile(appImage, 'old');
  await writeFile(path, 'new');
  const said: string[] = [];
  const host = {
    appImage,
    begin: async () => void said.push(`begin ${await readFile(`${appImage}.previous`, 'utf8')}`),
    quit: () => said.push('quit'),
    relaunch: () => said.push('relaunch'),
  };
  expect(await putInPlace({ manifest, artefact, path }, host)).toEqual({ ok: true, value: {} });
  expect([await readFile(appImage, 'utf8'), await readFile(`${appImage}.previous`, 'utf8'), said]).toEqual([
    'new',
    'old',
    ['begin old', 'relaunch'],
  ]);
  expect((await stat(appImage)).mode & 0o111).not.toBe(0);
  const byHand = await putInPlace({ manifest, artefact: { ...artefact, kind: 'deb' }, path }, host);
  expect(byHand).toMatchObject({ ok: false, code: 'byHand', message: expect.stringContaining(path) });
});

test('what is installed is known by what started it', () => {
  expect([
    installedKind('win32', undefined),
    installedKind('darwin', undefined),
    installedKind('linux', '/x.AppImage'),
  ]).toEqual(['nsis', 'dmg', 'appImage']);
  expect(['deb', 'rpm']).toContain(installedKind('linux', undefined));
  expect(checkSignature('text', 'signature', 'no key')).toBe(false);
});
