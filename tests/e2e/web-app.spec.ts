import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type Page, test as base } from '@playwright/test';
import { z } from 'zod';
import { launchBrowser } from './browser-process.ts';
import { listenForViolations } from './policy.ts';
import { type Product, startProduct } from './product.ts';
import { test } from './shop.ts';
import { tillPage } from './till-page.ts';

const apps = [
  ['till', 'Galley'],
  ['kitchen', 'Galley kitchen'],
  ['office', 'Galley office'],
] as const;
const dist = fileURLToPath(new URL('../../desktop/dist', import.meta.url));

test('[12] each of the apps can be installed, starts without a server, and breaks no rule of its own policy', async ({
  product,
}) => {
  // A browser window of a person: one that forgets everything cannot install anything.
  const profile = await mkdtemp(join(tmpdir(), 'galley-profile-'));
  const browser = await launchBrowser(profile);
  try {
    const context = browser.page.context();
    const broken = await listenForViolations(context);
    const till = tillPage(browser.page);
    await till.begin(product);
    await till.tap('Chotpoti');
    await till.payExact();
    await till.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
    for (const [app, name] of apps) {
      await till.page.goto(`${product.url}/${app}`);
      const cdp = await context.newCDPSession(till.page);
      await expect
        .poll(async () => (await cdp.send('Page.getInstallabilityErrors')).installabilityErrors)
        .toEqual([]);
      const manifest = z
        .looseObject({ name: z.string(), start_url: z.string(), display: z.string() })
        .parse(JSON.parse((await cdp.send('Page.getAppManifest')).data ?? ''));
      expect(manifest).toMatchObject({ name, start_url: `/${app}`, display: 'standalone' });
    }
    await expectInstallButton(till.page); // of the office, whose page it is by now

    process.kill(product.pids.server, 'SIGKILL');
    await context.setOffline(true); // before somebody starts it again
    const again = tillPage(await context.newPage());
    await till.page.close();
    await again.page.goto(`${product.url}/till`);
    await again.tap('Chotpoti');
    await again.payExact();
    expect(await again.receiptNumber()).toBe('T1-000002');
    await again.page.goto(`${product.url}/office`);
    await expect(again.page.getByRole('heading', { name: 'Galley' })).toBeVisible();
    expect(broken).toEqual([]);
  } finally {
    await browser.kill();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});

/** Words while the browser has made no offer; a button with its own question behind it as soon as it has. */
async function expectInstallButton(page: Page): Promise<void> {
  await expect(page.getByText('as an app on this device').or(installButton(page))).toBeVisible();
  await page.evaluate(() => {
    const prompt = () => Promise.resolve((document.title = 'asked'));
    window.dispatchEvent(Object.assign(new Event('beforeinstallprompt', { cancelable: true }), { prompt }));
  });
  await installButton(page).click();
  await expect(page).toHaveTitle('asked');
  await expect(installButton(page)).toBeHidden();
}

function installButton(page: Page) {
  return page.getByRole('button', { name: 'Install Galley on this device' });
}

/** A shop whose built apps are a copy that can be changed, as an upgrade of the server does. */
const drill = base.extend<{
  shop: { product: Product; publish: (build: string, how?: 'broken') => Promise<void> };
}>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures from this pattern
  shop: async ({}, lend) => {
    const apps = await mkdtemp(join(tmpdir(), 'galley-apps-'));
    await cp(dist, apps, { recursive: true });
    const [page, worker] = await Promise.all([
      readFile(join(dist, 'till.html'), 'utf8'),
      readFile(join(dist, 'sw.js'), 'utf8'),
    ]);
    const version = /[`"']([0-9a-f]{16})[`"']/.exec(worker)?.[1] ?? '';
    expect(version).not.toBe('');
    const product = await startProduct({ GALLEY_APPS: apps });
    await lend({
      product,
      async publish(build, how) {
        const marked = page.replace('<head>', `<head><meta name="build" content="${build}">`);
        await writeFile(
          join(apps, 'till.html'),
          how === 'broken' ? marked.replaceAll(/<script[^>]*><\/script>/g, '') : marked,
        );
        await writeFile(join(apps, 'sw.js'), worker.replaceAll(version, build.repeat(16)));
      },
    });
    await product.stop();
    await rm(apps, { recursive: true, force: true });
  },
});

drill(
  '[39] a new version waits while a shift is open, whatever is reloaded, and comes by itself when it is closed',
  async ({ browser, shop }) => {
    const { product, publish } = shop;
    const context = await browser.newContext();
    const till = tillPage(await context.newPage());
    await till.begin(product);
    await till.expectAllSafe();
    await till.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));

    await publish('b');
    await fetchNewest(till.page, 'b');
    expect(await buildOf(till.page)).toBe('first');
    await till.tap('Chotpoti'); // with the screen, the worker and the chunks of the old one
    await till.payExact();
    await till.page.reload();
    expect(await buildOf(till.page)).toBe('first');
    // As after a crash of the browser: no page is left, so the browser puts the new worker in place by itself.
    await till.page.close();
    const again = tillPage(await context.newPage());
    await again.page.goto(`${product.url}/till`);
    await expect(again.page.getByRole('region', { name: 'Menu' })).toBeVisible();
    expect(await buildOf(again.page)).toBe('first');
    // Another app of the same browser does not change it under the till either.
    const kitchen = await context.newPage();
    await kitchen.goto(`${product.url}/kitchen`);
    await kitchen.waitForTimeout(11_000);
    expect(await buildOf(again.page)).toBe('first');
    await kitchen.close();

    await closeShift(again.page);
    await again.page.reload(); // what the test changed behind the till's back it sees at its next start
    await expect.poll(() => buildOf(again.page), { timeout: 40_000 }).toBe('b');
    expect(await again.page.evaluate(() => caches.keys().then((names) => names.length))).toBe(3);

    // The next one does not even start: after three tries this browser goes back to the one that did.
    await publish('c', 'broken');
    await fetchNewest(again.page, 'c');
    // A busy machine may cut off the fetching of a version; the browser then tries again at its next look.
    await expect
      .poll(() => lookForNewer(again.page).then(() => buildOf(again.page)), { timeout: 40_000 })
      .toBe('c');
    for (let start = 0; start < 3; start += 1) await again.page.reload();
    expect(await buildOf(again.page)).toBe('b');
    await expect(again.page.getByRole('heading', { name: 'Open the shift' })).toBeVisible();
  },
);

function buildOf(page: Page): Promise<string> {
  return page
    .evaluate(() => document.querySelector<HTMLMetaElement>('meta[name=build]')?.content ?? 'first')
    .catch(() => 'being loaded');
}

/** What the browser does at each start and every half an hour. */
async function lookForNewer(page: Page): Promise<void> {
  await page
    .evaluate(() =>
      navigator.serviceWorker.getRegistration().then(async (found) => void (await found?.update())),
    )
    .catch(() => undefined); // the page may be changing to the newer version at this moment
}

async function fetchNewest(page: Page, build: string): Promise<void> {
  await lookForNewer(page);
  await expect
    .poll(() => page.evaluate(() => caches.keys().then((names) => names.join(' '))), { timeout: 20_000 })
    .toContain(build.repeat(16));
}

/** The shift of this till ends, and nothing is on its way any more. */
function closeShift(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open('galley-till');
        opening.addEventListener('success', () => {
          const stores = opening.result.transaction(['shifts', 'printJobs'], 'readwrite');
          for (const name of ['shifts', 'printJobs']) stores.objectStore(name).clear();
          stores.addEventListener('complete', () => resolve());
        });
      }),
  );
}
