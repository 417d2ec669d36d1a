import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import type {} from '@galley/desktop/renderer/host/bridge.ts';
import { officePage } from './office-page.ts';
import { onePaper } from './paper.ts';
import { listenForViolations } from './policy.ts';
import { startProduct } from './product.ts';
import { openShell, standInOrigin } from './shell/open-shell.ts';
import { tillPage } from './till-page.ts';

test('[4] [11] [12] [25] the real main process drives the real page: a sale on paper and in the black box, a wiped profile that lost nothing', async ({
  browser,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'galley-shell-'));
  const profile = join(folder, 'Galley');
  const product = await startProduct({ GALLEY_ORIGINS: `app://galley,${standInOrigin}` });
  const device = { serverUrl: product.url, profile };
  try {
    const { hash } = new URL(product.tills[0]?.link ?? '');
    let shell = await openShell({ ...device, hash: hash.slice(1) });
    let context = await browser.newContext();
    let violations = await listenForViolations(context);
    let till = tillPage(await shell.openWindow(context));
    await expect(till.page.getByRole('heading', { name: 'Who is selling?' })).toBeVisible();
    expect(await readProtection(till.page)).toEqual({
      ok: true,
      value: expect.objectContaining({ protection: 'system' }),
    });
    await till.signIn(product);
    await till.openShift('2000');
    expect(shell.fake.steps).toContain('awake prevent-display-sleep');
    await till.tap('Chotpoti');
    await till.payExact();
    const paper = await onePaper(product, 'counter', await till.receiptNumber());
    expect(paper.text).toContain('110.00');
    await expect.poll(() => readBox(profile)).toContain('T1-000001');
    await till.expectAllSafe();

    // The guest's window has the same face, and no right to use it.
    await till.page.getByRole('button', { name: 'All safe' }).click();
    await till.page.getByRole('button', { name: 'Show the guest’s display' }).click();
    await expect.poll(() => shell.fake.addresses.at(-1)).toBe('app://galley/display');
    const guest = await shell.openWindow(context);
    expect(await readProtection(guest)).toMatchObject({ ok: false, code: 'forbidden' });
    await guest.close();
    // Only a manager leaves the full screen.
    await till.page.getByRole('button', { name: 'Leave the full screen' }).click();
    await till.approve(product, 'Nusrat', 'A visit of the technician');
    await expect.poll(() => shell.fake.steps.at(-1)).toBe('kiosk false');
    await till.page.keyboard.press('Escape');

    expect(violations).toEqual([]);
    expect(await runInlineScript(till.page)).toBe(false);
    await expect.poll(() => violations).toEqual([expect.stringContaining('script-src')]);
    violations.length = 0;

    await context.setOffline(true);
    for (let sale = 0; sale < 3; sale += 1) {
      await till.tap('Chotpoti');
      await till.payExact();
    }
    await expect.poll(() => readBox(profile)).toContain('T1-000004');
    await context.close(); // and with it all that this browser has stored
    await shell.quit();
    expect([shell.faults, violations]).toEqual([[], []]);

    shell = await openShell({ ...device, hash: '' });
    context = await browser.newContext();
    violations = await listenForViolations(context);
    till = tillPage(await shell.openWindow(context));
    await expect(till.page.getByRole('heading', { name: 'Who is selling?' })).toBeVisible(); // no new code
    const office = officePage(await browser.newPage());
    await office.signIn(product);
    await expect(office.count).toHaveText('4', { timeout: 45_000 });
    await till.signIn(product);
    await till.tap('Chotpoti');
    await till.payExact();
    await till.expectAllSafe();
    await expect(office.count).toHaveText('5', { timeout: 45_000 });
    await shell.quit();
    expect([shell.faults, violations]).toEqual([[], []]);
    await context.close();
  } finally {
    await product.stop();
    await rm(folder, { recursive: true, force: true });
  }
});

/** What the shell's face answers to a page that asks how well secrets are kept. */
function readProtection(page: Page): Promise<unknown> {
  return page.evaluate(() => globalThis.galley?.readSecret({ name: 'signingKey' }));
}

function runInlineScript(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'globalThis.injected = true';
    document.body.append(script);
    return 'injected' in globalThis;
  });
}

async function readBox(profile: string): Promise<string> {
  const folder = `${profile} black box`;
  const texts = (await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8'));
  return (await Promise.all(texts)).join('');
}
