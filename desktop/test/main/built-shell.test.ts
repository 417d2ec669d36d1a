import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import { expect, onTestFinished, test } from 'vitest';
import { channelNames } from '../../src/ipc.ts';
import { toArgument } from '../../src/preload/bridge-argument.ts';

const run = promisify(execFile);
const desktop = fileURLToPath(new URL('../..', import.meta.url));

/** Builds the shell into a folder of this project, where its packages are found, beside an Electron that only notes. */
async function setup() {
  await mkdir(join(desktop, 'dist'), { recursive: true });
  const folder = await mkdtemp(join(desktop, 'dist/shell-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await run(process.execPath, [join(desktop, 'build-electron.mjs'), folder]);
  await mkdir(join(folder, 'node_modules/electron'), { recursive: true });
  await writeFile(join(folder, 'node_modules/electron/package.json'), '{"type":"module","main":"index.js"}');
  await writeFile(join(folder, 'node_modules/electron/index.js'), notingElectron);
  return folder;
}

const notingElectron = `
const note = (...all) => console.log(all.join(' '));
const nothing = () => undefined;
export const app = {
  enableSandbox: nothing, on: nothing, getPath: () => '/nowhere', getVersion: () => '0.1.0', isPackaged: true, whenReady: async () => undefined,
  setPath: (name, path) => note('profile', path), requestSingleInstanceLock: () => true, exit: (code) => process.exit(code),
};
export class BrowserWindow {
  constructor(options) { note('preload', options.webPreferences.preload); }
  on() {}
  webContents = { on: nothing };
  async loadURL(address) { note('page', address); }
}
export const dialog = {}, powerSaveBlocker = {}, safeStorage = {}, screen = {}, utilityProcess = {};
export const ipcMain = { handle: (name) => note('channel', name) };
export const protocol = { registerSchemesAsPrivileged: nothing, handle: nothing };
const handlers = { setPermissionRequestHandler: nothing, setPermissionCheckHandler: nothing };
export const session = { defaultSession: { ...handlers, setDevicePermissionHandler: nothing, on: nothing } };
`;

test('the built main process boots: one file that finds its packages, its preload script and its settings', async () => {
  const folder = await setup();
  const main = (...line: string[]) => run(process.execPath, [join(folder, 'main.js'), ...line]);
  const { stdout } = await main(
    `--data=${join(folder, 'till')}`,
    '--server=http://localhost:8090',
    '--hash=enrol=ABCD-2345',
  );
  expect(stdout.trim().split('\n')).toEqual([
    `profile ${join(folder, 'till')}`,
    ...channelNames.map((name) => `channel ${name}`),
    `preload ${join(folder, 'preload.cjs')}`,
    'page app://galley/till#enrol=ABCD-2345',
  ]);
  await expect(main('--server=nowhere')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('--server needs'),
  });
});

test('[3] the built preload script needs Electron only, and gives a page the contract and nothing else', async () => {
  const folder = await setup();
  const exposed: Record<string, Record<string, unknown>> = {};
  const invoked: unknown[] = [];
  const electron = {
    contextBridge: {
      exposeInMainWorld: (name: string, face: Record<string, unknown>) => (exposed[name] = face),
    },
    ipcRenderer: { invoke: (...all: unknown[]) => invoked.push(all) },
  };
  const require = (name: string) => {
    if (name !== 'electron') throw new Error(`a sandboxed script cannot load ${name}`);
    return electron;
  };
  const argv = [toArgument({ serverUrl: 'http://localhost:8080', kiosk: false, channels: channelNames })];
  runInContext(
    await readFile(join(folder, 'preload.cjs'), 'utf8'),
    createContext({ require, process: { argv } }),
  );
  expect(Object.keys(exposed)).toEqual(['galley']);
  expect(Object.keys(exposed['galley'] ?? {}).toSorted()).toEqual(
    [...channelNames, 'kiosk', 'serverUrl'].toSorted(),
  );
  const { cancelPrintJob } = exposed['galley'] ?? {};
  if (typeof cancelPrintJob === 'function') cancelPrintJob({ id: 'x' });
  expect(invoked).toEqual([['cancelPrintJob', { id: 'x' }]]);
});
