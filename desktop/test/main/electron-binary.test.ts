import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readSettings } from '../../src/main/settings.ts';
import { electronArguments, findElectron } from '../../electron-binary.mjs';

async function setup(files: readonly string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'galley-electron-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const file of files) {
    await mkdir(join(folder, file, '..'), { recursive: true });
    await writeFile(join(folder, file), 'electron\n');
  }
  return folder;
}

test.each([
  ['linux', 'dist/electron'],
  ['win32', 'dist/electron.exe'],
  ['darwin', 'dist/Electron.app/Contents/MacOS/Electron'],
] as const)('on %s the binary is found where the package keeps it', async (platform, file) => {
  const folder = await setup([file]);
  expect(findElectron({ package: folder, platform, uid: 1000 })).toBe(join(folder, file));
});

test("the package's own note of where its binary lies comes first", async () => {
  const folder = await setup(['path.txt', 'dist/electron']);
  expect(findElectron({ package: folder, platform: 'win32', uid: undefined })).toBe(
    join(folder, 'dist/electron'),
  );
});

test('without the binary there is none, and nothing is downloaded', async () => {
  const folder = await setup([]);
  expect(findElectron({ package: folder, platform: 'linux', uid: 1000 })).toBeNull();
});

test('as root there is none: Electron would want to run without its sandbox', async () => {
  const folder = await setup(['dist/electron']);
  expect(findElectron({ package: folder, platform: 'linux', uid: 0 })).toBeNull();
});

test('the arguments are what the shell reads', () => {
  const [app, ...line] = electronArguments({
    serverUrl: 'http://localhost:8090',
    hash: 'enrol=ABCD-2345',
    data: '/var/till',
  });
  expect(app).toMatch(/desktop.$/);
  expect(readSettings(line)).toEqual({
    server: 'http://localhost:8090',
    page: 'till',
    kiosk: false,
    hash: 'enrol=ABCD-2345',
    data: '/var/till',
  });
  expect(line.join(' ')).not.toContain('no-sandbox');
  expect(electronArguments({ serverUrl: 'http://localhost:8080' })).toHaveLength(2);
});
