import { execFile } from 'node:child_process';
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { fetchUpdate, type UpdateOptions } from '@galley/desktop/main/fetch-update.ts';
import { checkSignature } from '@galley/desktop/main/updates.ts';
import { versionSchema } from '@galley/shared/values/version.ts';
import { expectAccessible } from './axe.ts';
import { startProduct } from './product.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

test('[41] [44] [50] a release that the release script made is offered, fetched by people and tills, and is what was signed', async ({
  browser,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'galley-release-'));
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const built = join(folder, 'built');
  await mkdir(built);
  const files = [
    'windows-x64.exe',
    'macos-universal.dmg',
    'macos-universal.zip',
    'linux-x64.deb',
    'linux-x64.AppImage',
    'linux-arm64.AppImage',
    'linux-x64.rpm',
  ];
  for (const end of files) await writeFile(join(built, `galley-${version}-${end}`), randomBytes(1_200_000));
  await writeFile(join(built, 'sbom.cdx.json'), '{}');
  await writeFile(join(built, 'builder-debug.yml'), 'not for anybody');
  const script = [
    '--import',
    'tsx',
    'scripts/make-release.ts',
    '--artefacts',
    built,
    '--out',
    join(folder, 'releases'),
  ];
  await run(
    process.execPath,
    [
      ...script,
      '--chromium',
      '148',
      '--notes-en',
      'Search is faster.\nThe kitchen hears cancelled dishes at once.',
    ],
    {
      cwd: root,
      env: {
        ...process.env,
        GALLEY_RELEASE_PRIVATE_KEY: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
        GALLEY_RELEASE_KEY_NAME: 'spring',
      },
    },
  );
  const product = await startProduct({
    GALLEY_RELEASES: join(folder, 'releases'),
    GALLEY_RELEASE_KEYS: `spring=${String(publicKey.export({ format: 'jwk' }).x)}`,
  });
  try {
    const page = await browser.newPage({
      userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/148',
      locale: 'en',
    });
    await page.goto(`${product.url}/download`);
    const name = `galley-${version}-windows-x64.exe`;
    const bytes = await readFile(join(built, name));
    await expect(page.getByText(createHash('sha512').update(bytes).digest('hex'))).toBeVisible();
    await page.screenshot({ path: 'test-results/download.png', fullPage: true });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expectAccessible(page, `download, ${colorScheme}`);
    }
    const fetching = page.waitForEvent('download');
    await page.getByRole('link', { name: /^Download for Windows/ }).click();
    const fetched = await fetching;
    expect(fetched.suggestedFilename()).toBe(name);
    expect((await readFile(await fetched.path())).equals(bytes)).toBe(true);
    for (const link of await page.getByRole('link').all()) {
      const response = await page.request.get(
        new URL((await link.getAttribute('href')) ?? '', page.url()).href,
      );
      expect([await link.innerText(), response.status()]).toEqual([await link.innerText(), 200]);
    }
    await page.getByRole('link', { name: 'বাংলা' }).click();
    await expect(page.getByRole('heading', { name: 'গ্যালি নিন' })).toBeVisible();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.screenshot({ path: 'test-results/download-bn.png', fullPage: true });

    // An installed till whose line broke off fetches the rest, and believes only the signature.
    const updates = join(folder, 'updates');
    await mkdir(updates);
    await writeFile(join(updates, `${name}.part`), bytes.subarray(0, 300_000));
    const asked: (string | null)[] = [];
    const options: UpdateOptions = {
      serverUrl: product.url, folder: updates, keys: { spring: String(publicKey.export({ format: 'jwk' }).x) },
      check: checkSignature, now: Date.now, failed: () => [],
      installed: {
        channel: 'stable', platform: 'windows', architecture: 'x64', kind: 'nsis',
        version: versionSchema.parse('0.0.9'), schema: 1, chromium: 140,
      },
      fetch(input, init) {
        asked.push(new Headers(init?.headers).get('range'));
        return fetch(input, init);
      },
    }; // prettier-ignore
    const fetchedUpdate = await fetchUpdate(options, 'any branch');
    expect(fetchedUpdate).toMatchObject({ ok: true, value: { manifest: { version, chromium: 148 } } });
    expect(asked).toEqual([null, 'bytes=300000-']);
    expect((await readFile(join(updates, name))).equals(bytes)).toBe(true);
    const stranger = await fetchUpdate({ ...options, keys: {} }, 'any branch');
    expect(stranger).toMatchObject({ ok: false, code: 'unknownKey' });

    const phone = await browser.newPage({
      userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X)',
      viewport: { width: 390, height: 844 },
    });
    await phone.goto(`${product.url}/download`);
    await expect(phone.getByText('Add to Home Screen')).toBeVisible();
    await phone.screenshot({ path: 'test-results/download-phone.png' });
  } finally {
    await product.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
