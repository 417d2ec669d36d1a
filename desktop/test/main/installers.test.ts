import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { listPackage } from '@electron/asar';
import { expect, onTestFinished, test } from 'vitest';
import config, { fuses } from '../../electron-builder.config.mjs';
import { makeIcons } from '../../make-icons.mjs';
import { appOrigin } from '../../src/ipc.ts';
import { profileFolder } from '../../src/main/profile-folder.ts';

const run = promisify(execFile);
const desktop = fileURLToPath(new URL('../..', import.meta.url));

test('[26] origin, ids, names and folders are what they were: what a till has stored hangs on them', () => {
  expect(appOrigin).toBe('app://galley');
  expect([config.appId, config.productName, config.linux?.executableName]).toEqual([
    'app.galley.till',
    'Galley',
    'galley',
  ]);
  const folder = profileFolder({ platform: 'linux', appData: '/home/x/.config', localAppData: undefined });
  expect(folder).toBe('/home/x/.config/Galley');
  expect(config.nsis).toMatchObject({ deleteAppDataOnUninstall: false });
});

test('[19] every fuse is decided, and nothing can be started through the app', () => {
  expect(fuses).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
    resetAdHocDarwinSignature: true,
  });
});

test('[38] targets and file names say version, system and chip, as the release script reads them', () => {
  const targets = [config.win, config.mac, config.linux].map((system) => system?.target);
  expect(targets).toEqual([
    [{ target: 'nsis', arch: ['x64', 'arm64'] }],
    [{ target: 'dmg', arch: ['universal'] }, { target: 'zip', arch: ['universal'] }],
    [{ target: 'AppImage', arch: ['x64', 'arm64'] }, { target: 'deb', arch: ['x64'] }, { target: 'rpm', arch: ['x64'] }],
  ]); // prettier-ignore
  expect(config.mac?.minimumSystemVersion).toBe('13.0');
  for (const system of [config.win, config.mac, config.linux, config.deb, config.rpm, config.appImage]) {
    expect(system?.artifactName).toMatch(
      /^galley-\$\{version\}-(windows|macos|linux)-(\$\{arch\}|x64)\.(\$\{ext\}|deb|rpm)$/,
    );
  }
});

test('[38] every icon is drawn from the one picture, and each system names its own', async () => {
  const icons = await makeIcons();
  expect(icons.size).toBe(6);
  for (const [path, bytes] of icons) {
    expect([path, (await readFile(join(desktop, path))).equals(bytes)]).toEqual([path, true]);
  }
  const named = [config.win, config.mac, config.linux].map((system) => String(system?.icon));
  expect(named.map((path) => path.slice(path.lastIndexOf('/build/') + 1))).toEqual([
    'build/icon.ico',
    'build/icon.icns',
    'build/icon.png',
  ]);
  for (const path of named) expect(existsSync(path)).toBe(true);
});

test('[2] nothing in this project starts Electron without its sandbox', async () => {
  const { stdout } = await run(
    'git',
    ['grep', '-lF', '-e', '--no-sandbox', '--', 'desktop', 'scripts', '.github'],
    { cwd: join(desktop, '..') },
  );
  // Where it stands it is said that it is never passed.
  expect(stdout.trim().split('\n').toSorted()).toEqual([
    'desktop/electron-binary.mjs',
    'desktop/test/main/installers.test.ts',
  ]);
});

/** A folder that looks like Electron's, as far as electron-builder looks at it. */
async function stubElectron(folder: string): Promise<string> {
  const stub = join(folder, 'electron');
  await mkdir(join(stub, 'locales'), { recursive: true });
  await mkdir(join(stub, 'resources'));
  await writeFile(join(stub, 'electron'), '#!/bin/sh\n');
  await chmod(join(stub, 'electron'), 0o755);
  await writeFile(join(stub, 'version'), '45.4.1');
  for (const file of ['LICENSE', 'LICENSES.chromium.html', 'locales/en-US.pak', 'locales/de.pak'])
    await writeFile(join(stub, file), '');
  return stub;
}

const isBuilt = existsSync(join(desktop, 'dist/till.html'));

// `npm test` builds first.
test.skipIf(!isBuilt)(
  '[38] electron-builder makes a real package with a stand-in Electron: what is in it, and what is not',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'galley-dist-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const env = {
      ...process.env,
      GALLEY_STAND_IN: 'yes',
      GALLEY_ELECTRON_DIST: await stubElectron(folder),
      GALLEY_DIST_OUT: join(folder, 'out'),
    };
    await run(process.execPath, [join(desktop, 'dist.mjs'), '--linux', 'dir'], {
      env,
      cwd: desktop,
    });
    const asar = join(folder, 'out/linux-unpacked/resources/app.asar');
    const files = listPackage(asar, { isPack: false }).map((file) => file.replaceAll('\\', '/'));
    expect(files).toEqual(expect.arrayContaining([
    '/package.json', '/dist/till.html', '/dist/office.html', '/dist/kitchen.html', '/dist/display.html',
    '/dist-electron/main.js', '/dist-electron/print-process.js', '/dist-electron/preload.cjs',
    '/node_modules/harfbuzzjs/package.json', '/node_modules/zod/package.json',
    '/node_modules/@expo-google-fonts/noto-sans-bengali/500Medium/NotoSansBengali_500Medium.ttf',
  ])); // prettier-ignore
    const odd = files.filter(
      (file) => /\.(ts|tsx|tsbuildinfo|map)$/.test(file) && !file.startsWith('/node_modules/'),
    );
    expect(odd).toEqual([]);
    expect(
      files.filter(
        (file) => /(test|vite|playwright|react)(\/|$)/.test(file) && !file.startsWith('/node_modules/'),
      ),
    ).toEqual([]);
    expect(files.some((file) => file.includes('100Thin') || file.startsWith('/dist/types'))).toBe(false);
    expect((await readFile(asar)).length).toBeLessThan(60_000_000);
  },
  120_000,
);
