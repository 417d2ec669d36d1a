import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { instant } from '@galley/shared/values/time.ts';
import { createCatalogue } from '../src/downloads/catalogue.ts';
import { createFolderStore } from '../src/downloads/folder-store.ts';
import { machineOf } from '../src/downloads/machine.ts';
import { createS3Store } from '../src/downloads/s3-store.ts';
import { serveDownloads, type TurnOf } from '../src/downloads/serve.ts';
import type { ReleaseStore } from '../src/downloads/store.ts';

const pair = generateKeyPairSync('ed25519');
const keys = { lab: String(pair.publicKey.export({ format: 'jwk' }).x) };
const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/148';
const day = 24 * 3_600_000;

const setups = [
  ['NSIS', 'windows', 'x64', 'nsis', 'exe'],
  ['DMG', 'macos', 'universal', 'dmg', 'dmg'],
  ['ZIP', 'macos', 'universal', 'zip', 'zip'],
  ['DEB', 'linux', 'x64', 'deb', 'deb'],
  ['AppImage', 'linux', 'arm64', 'appImage', 'AppImage'],
] as const;

/** A release made of stand-in artefacts, as the release script writes it. */
async function makeRelease(folder: string, version: string, changes: object = {}): Promise<string> {
  const place = join(folder, 'stable', version);
  await mkdir(place, { recursive: true });
  const artefacts = [];
  for (const [name, platform, architecture, kind, extension] of setups) {
    const bytes = Buffer.concat([Buffer.from(name), randomBytes(5000)]);
    const file = `galley-${version}-${platform}-${architecture}.${extension}`;
    await writeFile(join(place, file), bytes);
    const sha512 = createHash('sha512').update(bytes).digest('hex');
    artefacts.push({ name: file, platform, architecture, kind, size: bytes.length, sha512 });
  }
  await writeFile(join(place, `${artefacts[0]?.name}.blockmap`), 'blocks');
  const manifest = JSON.stringify({
    product: 'galley', format: 1, channel: 'stable', version, chromium: 150, schema: 4,
    releasedAt: instant(Date.now() - day), expiresAt: instant(Date.now() + 90 * day),
    notes: { en: 'Faster <b>search</b>', bn: 'দ্রুত খোঁজা' }, artefacts, revokedKeys: [], ...changes,
  }); // prettier-ignore
  const signature = sign(null, Buffer.from(manifest), pair.privateKey).toString('base64url');
  await writeFile(
    join(place, 'release.json'),
    JSON.stringify({ manifest, signatures: [{ key: 'lab', signature }] }),
  );
  return place;
}

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'galley-releases-'));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

async function serve(
  store: ReleaseStore,
  now = () => Date.now(),
  turnOf: TurnOf = () => Promise.resolve(undefined),
) {
  const app = express();
  serveDownloads(
    app,
    { store, look: createCatalogue({ store, keys, now }) },
    pino({ level: 'silent' }),
    turnOf,
  );
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return (path: string, headers: Record<string, string> = {}) => fetch(url + path, { headers });
}

/** A bucket on this machine: a folder behind the part of the S3 protocol that we speak, with the signature demanded. */
async function startBucket(
  root: string,
): Promise<{ readonly endpoint: string; readonly unsigned: () => number }> {
  const files = createFolderStore(root);
  let unsigned = 0;
  const tagOf = (tag: string) => `"${createHash('md5').update(tag).digest('hex')}"`;
  const answer = async (request: IncomingMessage): Promise<[number, string | Buffer]> => {
    const url = new URL(request.url ?? '', 'http://bucket');
    if (
      !/^AWS4-HMAC-SHA256 Credential=ID\/\d{8}\/eu\/s3\/aws4_request/.test(
        request.headers.authorization ?? '',
      )
    ) {
      unsigned += 1;
      return [403, 'unsigned'];
    }
    const all = await files.list();
    if (url.pathname === '/galley') {
      // One at a time, so that the pages of a listing are followed.
      const at = Number(url.searchParams.get('continuation-token') ?? 0);
      const file = all[at];
      const entry = file
        ? `<Contents><Key>apps/${file.path}</Key><ETag>${tagOf(file.tag).replaceAll('"', '&quot;')}</ETag><Size>${file.size}</Size></Contents>`
        : '';
      const more = at + 1 < all.length;
      return [
        200,
        `<ListBucketResult><IsTruncated>${more}</IsTruncated>${more ? `<NextContinuationToken>${at + 1}</NextContinuationToken>` : ''}${entry}</ListBucketResult>`,
      ];
    }
    const file = all.find(({ path }) => url.pathname === `/galley/apps/${path}`);
    if (!file) return [404, ''];
    if (request.headers['if-match'] !== tagOf(file.tag)) return [412, ''];
    const bytes = await readFile(join(root, file.path));
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
    return from === undefined ? [200, bytes] : [206, bytes.subarray(Number(from), Number(to) + 1)];
  };
  const server = createServer((request, response) => {
    void answer(request).then(([status, body]) => response.writeHead(status).end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, unsigned: () => unsigned };
}

const stores = [
  ['a folder', (root: string) => Promise.resolve(createFolderStore(root))],
  [
    'an S3-compatible bucket',
    async (root: string) => {
      const { endpoint } = await startBucket(root);
      return createS3Store({
        endpoint, bucket: 'galley', prefix: 'apps/', region: 'eu', accessKeyId: 'ID', secretAccessKey: 'secret',
      }); // prettier-ignore
    },
  ],
] as const;

test.each(stores)('[41] a release in %s goes through page, feed, ranges and verifier', async (_, open) => {
  const root = await folder();
  const place = await makeRelease(root, '1.5.0');
  const get = await serve(await open(root));
  const name = 'galley-1.5.0-windows-x64.exe';
  const bytes = await readFile(join(place, name));

  const page = await (await get('/download', { 'user-agent': windows, 'accept-language': 'en' })).text();
  expect(page).toContain('Download for Windows');
  expect(page).toContain(`href="/download/files/stable/1.5.0/${name}"`);
  expect(page).toContain(createHash('sha512').update(bytes).digest('hex'));
  expect(page).toContain('Faster &lt;b&gt;search');
  expect(page).toContain('Signed with Ed25519 by lab.');

  const signed = await get('/download/feed/branch-1/latest.json');
  expect(await signed.text()).toBe(await readFile(join(place, 'release.json'), 'utf8'));
  const feed = await get('/download/feed/branch-1/latest.yml');
  expect(JSON.parse(await feed.text())).toMatchObject({
    version: '1.5.0',
    path: name,
    sha512: createHash('sha512').update(bytes).digest('base64'),
    files: [{ url: name, size: bytes.length }],
  });
  expect(JSON.parse(await (await get('/download/feed/b/latest-mac.yml')).text()).path).toMatch(/\.zip$/);
  expect((await get(`/download/feed/b/${name}.blockmap`)).status).toBe(200);

  const whole = await get(`/download/feed/branch-1/${name}`);
  expect(Buffer.from(await whole.arrayBuffer()).equals(bytes)).toBe(true);
  const file = `/download/files/stable/1.5.0/${name}`;
  for (const [asked, from, to] of [
    ['0-9', 0, 10],
    ['100-', 100, bytes.length],
    ['-7', bytes.length - 7, bytes.length],
  ] as const) {
    const part = await get(file, { range: `bytes=${asked}`, 'if-range': whole.headers.get('etag') ?? '' });
    expect([part.status, part.headers.get('content-range')]).toEqual([
      206,
      `bytes ${from}-${to - 1}/${bytes.length}`,
    ]);
    expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(from, to))).toBe(true);
  }
  expect((await get(file, { range: `bytes=${bytes.length}-` })).status).toBe(416);
  // Several at once, and a part of what it was before: all of it.
  expect((await get(file, { range: 'bytes=0-1,5-6' })).status).toBe(200);
  expect((await get(file, { range: 'bytes=0-1', 'if-range': '"other"' })).status).toBe(200);
});

test.each(stores)(
  '[41] in %s nothing that is torn, tampered with or missing is offered anywhere',
  async (_, open) => {
    const root = await folder();
    const place = await makeRelease(root, '1.5.0');
    const [exe, dmg, deb] = ['windows-x64.exe', 'macos-universal.dmg', 'linux-x64.deb'].map(
      (end) => `galley-1.5.0-${end}`,
    ) as [string, string, string];
    const bytes = await readFile(join(place, exe));
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    await writeFile(join(place, exe), bytes);
    await writeFile(join(place, dmg), 'torn');
    await rm(join(place, deb));
    const get = await serve(await open(root));
    const page = await (await get('/download', { 'user-agent': windows })).text();
    for (const name of [exe, dmg, deb]) {
      expect(page).not.toContain(name);
      expect((await get(`/download/files/stable/1.5.0/${name}`)).status).toBe(404);
      expect((await get(`/download/feed/b/${name}`)).status).toBe(404);
    }
    expect((await get('/download/feed/b/latest.yml')).status).toBe(404);
    expect(page).toContain('galley-1.5.0-linux-arm64.AppImage');
    expect((await get('/download/feed/b/latest-linux-arm64.yml')).status).toBe(200);
  },
);

test('[41] a file that changes after it was verified is not sent', async () => {
  const root = await folder();
  const place = await makeRelease(root, '1.5.0');
  const get = await serve(createFolderStore(root));
  const file = '/download/files/stable/1.5.0/galley-1.5.0-linux-x64.deb';
  expect((await get(file)).status).toBe(200);
  const path = join(place, 'galley-1.5.0-linux-x64.deb');
  const { length } = await readFile(path);
  await writeFile(path, randomBytes(length));
  await utimes(path, new Date(), new Date(Date.now() + 5000));
  expect((await get(file)).status).toBe(404);
});

test.each([
  ['that nobody signed', {}, 'signature'],
  ['that has expired', { expiresAt: instant(Date.now() - 1) }, null],
  ['that says it is another version', { version: '1.6.0' }, null],
  ['whose key was revoked', { revokedKeys: ['lab'] }, null],
])('[41] [42] a release %s is not offered', async (_, changes, spoil) => {
  const root = await folder();
  const place = await makeRelease(root, '1.5.0', changes);
  if (spoil) {
    const text = await readFile(join(place, 'release.json'), 'utf8');
    await writeFile(join(place, 'release.json'), text.replace('150', '151'));
  }
  const get = await serve(createFolderStore(root));
  const page = await (await get('/download', { 'accept-language': 'en' })).text();
  expect(page).toContain('no installer yet');
  expect((await get('/download/files/stable/1.5.0/galley-1.5.0-linux-x64.deb')).status).toBe(404);
});

test('[40] a branch gets the newest release that is meant for it by now', async () => {
  const root = await folder();
  await makeRelease(root, '1.4.0');
  const place = await makeRelease(root, '1.5.0');
  await writeFile(join(place, 'ring.json'), JSON.stringify({ percent: 0, canaries: ['pilot'] }));
  let now = Date.now();
  const turnOf: TurnOf = (branch) => Promise.resolve(branch === 'eager' ? 'first' : undefined);
  const get = await serve(createFolderStore(root), () => now, turnOf);
  const versionFor = async (branch: string) =>
    JSON.parse(await (await get(`/download/feed/${branch}/latest.yml`)).text()).version as string;
  expect([await versionFor('pilot'), await versionFor('other')]).toEqual(['1.5.0', '1.4.0']);
  await writeFile(join(place, 'ring.json'), JSON.stringify({ percent: 0.001 }));
  now += 60_000;
  expect([await versionFor('eager'), await versionFor('other')]).toEqual(['1.5.0', '1.4.0']);
  for (const ring of ['{"frozen":true,"canaries":["pilot"]}', 'not JSON']) {
    await writeFile(join(place, 'ring.json'), ring);
    now += 60_000;
    expect(await versionFor('pilot')).toBe('1.4.0');
  }
});

test('nothing leads out of the store', async () => {
  const root = await folder();
  await makeRelease(join(root, 'inside'), '1.5.0');
  await writeFile(join(root, 'secret'), 'secret');
  const get = await serve(createFolderStore(join(root, 'inside')));
  for (const path of [
    '/download/files/stable/1.5.0/..%2f..%2f..%2f..%2fsecret',
    '/download/files/../../secret/x',
    '/download/files/stable/1.5.0/ring.json',
  ]) {
    expect((await get(path)).status).toBe(404);
  }
});

test.each([
  [windows, { platform: 'windows', hint: 'chromium' }],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605', { platform: 'macos', hint: 'chromium' }],
  [
    'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    { platform: 'linux', hint: 'firefox' },
  ],
  ['Mozilla/5.0 (Linux; Android 15) Chrome/148', { platform: null, hint: 'android' }],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X)', { platform: null, hint: 'ios' }],
  ['', { platform: null, hint: 'chromium' }],
])('the page for %s', (agent, machine) => {
  expect(machineOf(agent)).toEqual(machine);
});
