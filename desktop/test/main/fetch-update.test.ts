import { createHash, generateKeyPairSync, randomBytes, sign, verify, createPublicKey } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { instant } from '@galley/shared/values/time.ts';
import { type Version, versionSchema } from '@galley/shared/values/version.ts';
import { fetchUpdate, mayInstall, type UpdateOptions } from '../../src/main/fetch-update.ts';
import { keepFormer } from '../../src/main/keep-former.ts';

const day = 24 * 3_600_000;
const pair = generateKeyPairSync('ed25519');
const keys = { present: String(pair.publicKey.export({ format: 'jwk' }).x) };
const bytes = randomBytes(200_000);
const artefact = {
  name: 'galley-1.5.0-windows-x64.exe', platform: 'windows', architecture: 'x64', kind: 'nsis', size: bytes.length,
  sha512: createHash('sha512').update(bytes).digest('hex'),
} as const; // prettier-ignore
const clear = {
  shiftOpen: false, zDone: true, openOrders: 0, pendingPayments: 0, printing: 0, unconfirmed: 0, exported: false,
  backupVerified: true, freeBytes: null, neededBytes: 0, inWindow: true, inRing: true, frozen: false,
} as const; // prettier-ignore

/** A server that answers as ours does, and can break off or lie. */
async function setup(
  how: { readonly cutAt?: number; readonly send?: Buffer; readonly changes?: object } = {},
) {
  const folder = await mkdtemp(join(tmpdir(), 'galley-update-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const manifest = JSON.stringify({
    product: 'galley', format: 1, channel: 'stable', version: '1.5.0', chromium: 150, schema: 4,
    releasedAt: instant(Date.now() - day), expiresAt: instant(Date.now() + day), notes: { en: '', bn: '' },
    artefacts: [artefact], revokedKeys: [], ...how.changes,
  }); // prettier-ignore
  const signature = sign(null, Buffer.from(manifest), pair.privateKey).toString('base64url');
  const state = { ...how, ranges: [] as (string | null)[], failed: [] as Version[] };
  const fetch: UpdateOptions['fetch'] = (input, init) => {
    const { url } = new Request(input);
    if (url.endsWith('/latest.json')) {
      return Promise.resolve(
        new Response(JSON.stringify({ manifest, signatures: [{ key: 'present', signature }] })),
      );
    }
    const range = new Headers(init?.headers).get('range');
    state.ranges.push(range);
    const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
    const sent = state.send ?? bytes;
    const body = new ReadableStream<Uint8Array>({
      start(stream) {
        stream.enqueue(new Uint8Array(sent.subarray(from, state.cutAt)));
        if (state.cutAt === undefined) stream.close();
        else stream.error(new Error('the line is cut'));
      },
    });
    return Promise.resolve(new Response(body, { status: range === null ? 200 : 206 }));
  };
  const options: UpdateOptions = {
    serverUrl: 'http://server', folder, keys, fetch, now: Date.now, failed: () => state.failed,
    check: (text, signed, key) =>
      verify(null, Buffer.from(text), createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key }, format: 'jwk' }), Buffer.from(signed, 'base64url')),
    installed: {
      channel: 'stable', platform: 'windows', architecture: 'x64', kind: 'nsis',
      version: versionSchema.parse('1.4.0'), schema: 4, chromium: 148,
    },
  }; // prettier-ignore
  return { folder, options, state, run: () => fetchUpdate(options, 'branch') };
}

test('[44] a download that breaks off goes on where it was, and has its name only when it is whole', async () => {
  const { folder, state, run } = await setup({ cutAt: 70_000 });
  await expect(run()).rejects.toThrow();
  expect(await readdir(folder)).toEqual([`${artefact.name}.part`]);
  const { size } = { size: (await readFile(join(folder, `${artefact.name}.part`))).length };
  delete (state as { cutAt?: number }).cutAt;
  expect(await run()).toMatchObject({ ok: true, value: { artefact } });
  expect(state.ranges).toEqual([null, size > 0 ? `bytes=${size}-` : null]);
  expect((await readFile(join(folder, artefact.name))).equals(bytes)).toBe(true);
  // The next day nothing is fetched again.
  expect((await run()).ok).toBe(true);
  expect(state.ranges).toHaveLength(2);
});

test.each([
  ['other bytes of the same length', randomBytes(bytes.length), 'wrongHash'],
  ['too few bytes', bytes.subarray(0, 100), 'wrongSize'],
  ['too many bytes', Buffer.concat([bytes, bytes]), 'wrongSize'],
])('[44] %s are never installed', async (_, send, code) => {
  const { folder, run } = await setup({ send });
  expect(await run()).toMatchObject({ ok: false, code });
  expect(await readdir(folder)).not.toContain(artefact.name);
});

test('[41] what is not newer is no update, and what nobody signed is none either', async () => {
  const older = await setup({ changes: { version: '1.4.0' } });
  expect(await older.run()).toEqual({ ok: true, value: null });
  const foreign = await setup();
  expect(await fetchUpdate({ ...foreign.options, keys: {} }, 'branch')).toMatchObject({
    ok: false,
    code: 'unknownKey',
  });
  expect(foreign.state.ranges).toEqual([]);
});

test('a version that did not work on this device is not fetched again', async () => {
  const { state, run } = await setup();
  state.failed.push(versionSchema.parse('1.5.0'));
  expect(await run()).toEqual({ ok: true, value: null });
  expect(state.ranges).toEqual([]);
});

test('the installer of the version that runs is kept as the way back, by its own signed release', async () => {
  const { folder, options, run } = await setup();
  await run();
  const other = await setup({ changes: { version: '1.5.0' } });
  const running = { ...other.options.installed, version: versionSchema.parse('1.5.0') };
  const release = `${options.serverUrl}/download/files/stable/1.5.0/release.json`;
  // The release of the running version is signed as any other; what nobody has signed is no way back.
  const fetch: UpdateOptions['fetch'] = (input, init) =>
    new Request(input).url === release
      ? options.fetch(`${options.serverUrl}/latest.json`, init)
      : options.fetch(input, init);
  const kept = await keepFormer({ ...options, installed: running, fetch });
  expect(kept).toEqual({ kind: 'nsis', path: join(folder, artefact.name), sha512: artefact.sha512 });
  expect(await keepFormer({ ...options, installed: running, fetch, keys: {} })).toBeNull();
  const offline = () => Promise.reject(new TypeError('offline'));
  expect(await keepFormer({ ...options, installed: running, fetch: offline })).toBeNull();
});

test('[39] [44] it is put in place through the gate only, and only while it is still what was signed', async () => {
  const { folder, run } = await setup();
  const fetched = await run();
  const ready = fetched.ok ? fetched.value : null;
  if (!ready) throw new Error('it was fetched');
  expect(await mayInstall(ready, clear)).toMatchObject({ ok: true });
  expect(await mayInstall(ready, { ...clear, shiftOpen: true })).toMatchObject({
    ok: false,
    code: 'updateBlocked',
  });
  await writeFile(join(folder, artefact.name), randomBytes(bytes.length));
  expect(await mayInstall(ready, clear)).toMatchObject({ ok: false, code: 'wrongHash' });
});
