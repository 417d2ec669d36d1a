import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventEmitter } from 'node:events';
import { expect, onTestFinished, test, vi } from 'vitest';
import { uuidv7 } from '@galley/shared/values/ids.ts';
import { versionSchema } from '@galley/shared/values/version.ts';
import { boot } from '../../src/main/boot.ts';
import { type Seen, versionsFile } from '../../src/main/downgrade-guard.ts';
import { channelNames } from '../../src/ipc.ts';
import { readUpdateState, updateStateFile, writeUpdateState } from '../../src/main/update-trial.ts';
import { createFakeElectron } from './fake-electron.ts';

const versions: Seen = { app: versionSchema.parse('1.4.0'), schema: 4, chromium: 148 };

const till = { url: 'app://galley/till', parent: null };

async function setup(options?: { readonly lock?: boolean; readonly seen?: Seen; readonly kiosk?: boolean }) {
  const parent = await mkdtemp(join(tmpdir(), 'galley-shell-'));
  onTestFinished(() => rm(parent, { recursive: true }));
  const profile = join(parent, 'profile');
  const app = join(parent, 'dist');
  await mkdir(app);
  await mkdir(profile);
  if (options?.seen) await writeFile(versionsFile(profile), JSON.stringify(options.seen));
  await writeFile(join(app, 'till.html'), 'the till');
  const faults: unknown[] = [];
  const fake = createFakeElectron(options);
  await boot(fake.electron, {
    serverUrl: 'http://192.168.1.10:8080',
    page: 'till',
    hash: 'enrol=ABCD-2345',
    profile,
    app,
    preload: '/preload.cjs',
    printProcess: '/print-process.js',
    kiosk: options?.kiosk ?? false,
    platform: 'win32',
    versions,
    report: (fault) => faults.push(fault),
  });
  return { ...fake, profile, faults };
}

test('[2] [21] sandbox, profile, scheme and lock come before Electron is ready, the page last', async () => {
  const { steps, profile, addresses } = await setup();
  const scheme = [
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ];
  expect(steps).toEqual([
    'enableSandbox',
    `setPath userData ${profile}`,
    `scheme ${JSON.stringify(scheme)}`,
    'lock',
    'ready',
    'serve app',
    'window',
  ]);
  expect(addresses).toEqual(['app://galley/till#enrol=ABCD-2345']);
});

test('[21] a second Galley on the same profile opens nothing and goes', async () => {
  const { steps, windows, channels } = await setup({ lock: false });
  expect(steps.slice(-2)).toEqual(['lock', 'quit']);
  expect([windows.length, channels.size]).toEqual([0, 0]);
});

test('[27] an older build than was here before says so and ends before anything is opened', async () => {
  const { steps, windows } = await setup({ seen: { ...versions, chromium: 150 } });
  expect(steps.at(-2)).toMatch(/^error .*install Galley 1\.4\.0 or newer/);
  expect([steps.at(-1), steps.includes('ready'), windows.length]).toEqual(['exit', false, 0]);
});

test('[21] the first Galley comes to the front when a second one is started', async () => {
  const { app, steps, focused } = await setup();
  app.emit('second-instance');
  expect(steps).toContain('restore');
  expect(focused()).toBe(1);
});

test('[4] [5] exactly the channels of the contract are answered, and only to our own top frame', async () => {
  const { channels, invoke } = await setup();
  expect([...channels.keys()]).toEqual(channelNames);
  const ours = { url: 'app://galley/till', parent: null };
  const request = { after: 0, waitSeconds: 0 };
  expect(await invoke('readPrintReports', ours, request)).toMatchObject({ ok: true, value: { reports: [] } });
  for (const frame of [null, { ...ours, parent: {} }, { ...ours, url: 'https://example.com/till' }]) {
    expect(await invoke('readPrintReports', frame, request)).toMatchObject({ ok: false, code: 'forbidden' });
  }
});

test('[11] the app is served under its policy', async () => {
  const { fetch } = await setup();
  const page = await fetch('app://galley/till');
  expect([page.status, await page.text()]).toEqual([200, 'the till']);
  expect(page.headers.get('content-security-policy')).toContain(
    "connect-src 'self' http://192.168.1.10:8080;",
  );
  expect((await fetch('app://galley/till', 'POST')).status).toBe(405);
});

test('[14] [15] [34] the session denies by default: permissions asked or looked up, devices, downloads', async () => {
  const { mayAsk, mayHave, session } = await setup();
  expect(mayAsk('persistent-storage', 'app://galley/till')).toBe(true);
  expect(mayAsk('persistent-storage', 'app://galley/till', false)).toBe(false);
  expect(mayAsk('media', 'app://galley/till')).toBe(false);
  expect(mayHave('local-network-access', 'app://galley')).toBe(true);
  expect(mayHave('usb', 'app://galley')).toBe(false);
  expect(session.devices()).toBe(false);
  expect(download(session, 'https://example.com/a.exe')).toEqual({ kept: false, path: null });
  expect(download(session, 'blob:app://galley/1')).toEqual({ kept: true, path: null });
});

test('a till that is drawn ends the trial of its version', async () => {
  const { profile, invoke } = await setup();
  const file = updateStateFile(profile);
  const trial = { version: versions.app, starts: 1, former: versions, wayBack: null };
  writeUpdateState(file, { trial, failed: [versionSchema.parse('1.3.9')] });
  expect(await invoke('reportHealthy', till, { drawn: true })).toEqual({ ok: true, value: {} });
  expect(readUpdateState(file, fail)).toEqual({ trial: null, failed: ['1.3.9'] });
});

test('[34] a kiosk saves what a page has made without a dialog, under a name that leads nowhere else', async () => {
  const { session } = await setup({ kiosk: true });
  expect(download(session, 'blob:app://galley/1', '../../menu.csv')).toEqual({
    kept: true,
    path: join('/home/till/downloads', 'menu.csv'),
  });
  expect(download(session, 'data:text/plain,x')).toEqual({ kept: false, path: null });
});

test('[8] [9] every page is kept on our pages, without windows or views of its own', async () => {
  const { app } = await setup();
  const opens: (() => unknown)[] = [];
  const contents = Object.assign(new EventEmitter(), {
    setWindowOpenHandler: (open: () => unknown) => opens.push(open),
  });
  app.emit('web-contents-created', {}, contents);
  const to = (url: string, isMainFrame = true) =>
    prevented(contents, 'will-frame-navigate', { url, isMainFrame });
  expect([to('app://galley/office'), to('app://galley/office', false), to('https://example.com')]).toEqual([
    false,
    true,
    true,
  ]);
  expect(prevented(contents, 'will-redirect', { url: 'app://galley/till' })).toBe(true);
  expect(prevented(contents, 'will-attach-webview')).toBe(true);
  expect(opens.map((open) => open())).toEqual([{ action: 'deny' }]);
});

test('[21] a kiosk fills the screen; a manager leaves it, and only the till may ask for that', async () => {
  const { windows, steps, invoke } = await setup({ kiosk: true });
  expect(windows[0]?.kiosk).toBe(true);
  const request = { approvedBy: uuidv7() };
  const office = { url: 'app://galley/office', parent: null };
  expect(await invoke('leaveKiosk', office, request)).toMatchObject({ code: 'forbidden' });
  expect(await invoke('leaveKiosk', till, request)).toEqual({ ok: true, value: {} });
  expect(steps.at(-1)).toBe('kiosk false');
});

test("the guest's window opens once, full screen on the second screen, and goes with the till's", async () => {
  const { windows, opened, addresses, invoke } = await setup({ kiosk: true });
  await invoke('showDisplay', till, { shown: true });
  await invoke('showDisplay', till, { shown: true });
  expect(windows).toHaveLength(2);
  expect(windows[1]).toMatchObject({ x: 1280, fullscreen: true, kiosk: false });
  expect(addresses.at(-1)).toBe('app://galley/display');
  let closed = 0;
  opened[1]?.on('closed', () => (closed += 1));
  opened[0]?.emit('closed');
  expect(closed).toBe(1);
});

test('[16] a page that crashes is loaded anew; the third time within a minute says so', async () => {
  const { opened, steps } = await setup();
  const crash = () => opened[0]?.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
  crash();
  await vi.waitFor(() => expect(steps.filter((step) => step === 'reload')).toHaveLength(1), 2000);
  crash();
  crash();
  expect(steps.at(-1)).toMatch(/^error This page has crashed three times/);
});

test('[35] the display stays awake while the till says that a shift is open', async () => {
  const { steps, invoke } = await setup();
  for (const awake of [true, true, false]) await invoke('keepAwake', till, { awake });
  expect(steps.slice(-2)).toEqual(['awake prevent-display-sleep', 'asleep 7']);
});

test('it ends with its last window, once what prints has ended', async () => {
  const { app, steps, invoke, faults } = await setup();
  await invoke('readPrintReports', { url: 'app://galley/till', parent: null }, { after: 0, waitSeconds: 0 });
  app.emit('window-all-closed');
  expect(steps.at(-1)).toBe('quit');
  expect(prevented(app, 'will-quit')).toBe(true);
  await vi.waitFor(() => expect(steps.at(-1)).toBe('exit'));
  expect(prevented(app, 'will-quit')).toBe(false);
  expect(faults).toEqual([]);
});

function fail(fault: unknown): never {
  throw fault;
}

function download(session: EventEmitter, url: string, name = 'menu.csv') {
  let kept = true;
  let path: string | null = null;
  const item = {
    getURL: () => url,
    getFilename: () => name,
    setSavePath: (chosen: string) => void (path = chosen),
  };
  session.emit('will-download', { preventDefault: () => (kept = false) }, item);
  return { kept, path };
}

function prevented(emitter: EventEmitter, event: string, details: object = {}): boolean {
  let was = false;
  emitter.emit(event, { ...details, preventDefault: () => (was = true) });
  return was;
}
