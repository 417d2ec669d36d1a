import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test, vi } from 'vitest';
import { judgeCrash } from '../../src/main/crashes.ts';
import { isBlockedKey, type KeyPress } from '../../src/main/keys.ts';
import { createPrintService } from '../../src/main/print-service.ts';
import { createSecrets, protectionOf, type SafeStorage } from '../../src/main/secrets.ts';
import { createStayAwake } from '../../src/main/stay-awake.ts';
import { startPrintChild } from './fake-electron.ts';

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'galley-parts-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

test('[16] two crashes within a minute are started again, each after a longer moment; the third is told', () => {
  const first = judgeCrash([], 1_000);
  const second = judgeCrash(first.crashes, 20_000);
  expect([first.restartAfterMs, second.restartAfterMs]).toEqual([250, 500]);
  expect(judgeCrash(second.crashes, 60_999).restartAfterMs).toBeNull();
  expect(judgeCrash(second.crashes, 61_001).restartAfterMs).toBe(500);
  // A clock that is put back does not make old crashes of new ones.
  expect(judgeCrash(second.crashes, 500).restartAfterMs).toBe(250);
});

test('[16] a printing process that crashes answers what it was asked with words, comes back, and at the third time stays away', async () => {
  const folder = await temporaryFolder();
  const started: ReturnType<typeof startPrintChild>[] = [];
  const faults: unknown[] = [];
  const service = createPrintService({
    fork: () => {
      const child = startPrintChild(join(folder, 'printing'));
      started.push(child);
      return child;
    },
    now: Date.now,
    report: (fault) => faults.push(fault),
  });
  const ask = (waitSeconds = 0) => service.handlers.readPrintReports({ after: 0, waitSeconds });
  expect(await ask()).toMatchObject({ ok: true });
  const waiting = ask(30);
  started[0]?.kill();
  expect(await waiting).toMatchObject({ ok: false, code: 'hostAway' });
  expect(await ask()).toMatchObject({ code: 'hostAway' });
  await vi.waitFor(() => expect(started).toHaveLength(2));
  started[1]?.kill();
  await vi.waitFor(() => expect(started).toHaveLength(3), 3000);
  started[2]?.kill();
  expect(await ask()).toMatchObject({
    code: 'hostAway',
    message: expect.stringContaining('three times in a minute'),
  });
  expect([started.length, faults.length]).toEqual([3, 3]);
  await service.close();
});

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  type: 'keyDown', key, control: false, meta: false, alt: false, shift: false, ...held,
}); // prettier-ignore

test.each([
  ['reload', press('r', { control: true })],
  ['reload', press('F5')],
  ['reload on a Mac', press('r', { meta: true })],
  ['hard reload', press('R', { control: true, shift: true })],
  ['print', press('p', { control: true })],
  ['zoom', press('+', { control: true })],
  ['close', press('w', { control: true })],
  ['inspect', press('I', { control: true, shift: true })],
  ['inspect', press('F12')],
  ['back', press('ArrowLeft', { alt: true })],
])('[33] a page never gets the key for %s', (_, key) => {
  for (const kiosk of [true, false]) expect(isBlockedKey(key, { kiosk, devTools: false })).toBe(true);
  expect(isBlockedKey(key, { kiosk: false, devTools: true })).toBe(false);
});

test('[33] closing by key is kept from a kiosk only, and what a till types always arrives', () => {
  const close = press('F4', { alt: true });
  expect(isBlockedKey(close, { kiosk: true, devTools: false })).toBe(true);
  expect(isBlockedKey(close, { kiosk: false, devTools: false })).toBe(false);
  const typed = fc.constantFrom(
    ...'abcdefghijklmnopqrstuvwxyz0123456789.,/*-+ '.split(''),
    'Enter',
    'Escape',
    'Backspace',
    'Tab',
    'ArrowUp',
    'F2',
  );
  fc.assert(
    fc.property(typed, fc.boolean(), (key, shift) => {
      expect(isBlockedKey(press(key, { shift }), { kiosk: true, devTools: false })).toBe(false);
    }),
  );
});

test('[35] the display is kept awake from the first open shift to its end, once', () => {
  const said: string[] = [];
  const awake = createStayAwake({ start: () => said.push('on'), stop: () => said.push('off') });
  for (const wanted of [false, true, true, false, false, true]) awake.set(wanted);
  expect(said).toEqual(['on', 'off', 'on']);
});

function storage(changes: Partial<SafeStorage> = {}): SafeStorage {
  return {
    isEncryptionAvailable: () => true,
    encryptString: (text) => Buffer.from(text).reverse(),
    decryptString: (bytes) => Buffer.from(bytes).reverse().toString(),
    ...changes,
  };
}

test.each([
  ['Windows', 'win32', {}, 'system'],
  ['macOS', 'darwin', {}, 'system'],
  ['Linux with a keyring', 'linux', { getSelectedStorageBackend: (): string => 'gnome_libsecret' }, 'system'],
  ['Linux without one', 'linux', { getSelectedStorageBackend: (): string => 'basic_text' }, 'weak'],
  ['Linux that does not say', 'linux', {}, 'weak'],
  ['a system without a store', 'win32', { isEncryptionAvailable: () => false }, 'weak'],
] as const)('[31] %s is told for what it is', (_, platform, changes, protection) => {
  expect(protectionOf(storage(changes), platform)).toBe(protection);
});

test("[31] a secret is sealed, outlives the profile, is nobody else's to read, and says when it cannot be opened", async () => {
  const file = join(await temporaryFolder(), 'Galley secrets.json');
  const faults: unknown[] = [];
  const open = (changes: Partial<SafeStorage> = {}) =>
    createSecrets({
      file,
      storage: storage(changes),
      platform: 'win32',
      report: (fault) => faults.push(fault),
    });
  expect(await open().readSecret({ name: 'signingKey' })).toMatchObject({ ok: true, value: { value: null } });
  expect(await open().keepSecret({ name: 'signingKey', value: 'the key' })).toEqual({
    ok: true,
    value: { protection: 'system' },
  });
  expect(await readFile(file, 'utf8')).not.toContain('the key');
  expect((await stat(file)).mode & 0o077).toBe(0);
  expect(await open().readSecret({ name: 'signingKey' })).toMatchObject({ value: { value: 'the key' } });
  const changed = { decryptString: () => { throw new Error('another keyring'); } }; // prettier-ignore
  expect(await open(changed).readSecret({ name: 'signingKey' })).toMatchObject({ ok: false, code: 'sealed' });
  expect(faults).toHaveLength(1);
  // Without a store it is kept in the clear, and said so.
  const none = open({ isEncryptionAvailable: () => false });
  expect(await none.keepSecret({ name: 'signingKey', value: 'plain' })).toEqual({
    ok: true,
    value: { protection: 'weak' },
  });
  expect(await none.readSecret({ name: 'signingKey' })).toMatchObject({
    value: { value: 'plain', protection: 'weak' },
  });
});
