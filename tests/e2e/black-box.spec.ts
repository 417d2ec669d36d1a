import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { launchBrowser } from './browser-process.ts';
import { officePage } from './office-page.ts';
import { test } from './shop.ts';
import { tillPage } from './till-page.ts';

const sales = 50;

test('[S2] [25] the records of a till are wiped with 50 unsent sales in them: all arrive once, from its black box', async ({
  page,
  product,
}) => {
  test.slow();
  const profile = await mkdtemp(join(tmpdir(), 'galley-profile-'));
  let browser = await launchBrowser(profile);
  try {
    let till = tillPage(browser.page);
    await till.begin(product);
    await till.expectAllSafe();
    await browser.page.context().setOffline(true);
    for (let sale = 0; sale < sales; sale += 1) {
      await till.tap('Chotpoti');
      await till.payExact();
    }
    const last = await till.receiptNumber();
    expect(last).toBe('T1-000050');
    await expect.poll(() => readBox(browser.page)).toContain(last);
    await browser.kill();
    await rm(join(profile, 'Default/IndexedDB'), { recursive: true });

    browser = await launchBrowser(profile);
    till = tillPage(browser.page);
    await browser.page.goto(`${product.url}/till`);
    await expect(browser.page.getByRole('heading', { name: 'Make this device Till 1 again' })).toBeVisible();
    await expect(browser.page.getByText('entries stayed in its black box')).toBeVisible();
    await expectAccessible(browser.page, 'rebuilt');
    await browser.page.screenshot({ path: 'test-results/rebuilt.png' });
    const office = officePage(page);
    await office.signIn(product);
    await browser.page.getByLabel('Code').fill(await newCode(page, 'Till 1'));
    await browser.page.getByRole('button', { name: 'Enrol' }).click();
    await expect(browser.page.getByRole('heading', { name: 'Who is selling?' })).toBeVisible();
    await page.goto(product.office.url);
    await expect(office.count).toHaveText(String(sales), { timeout: 45_000 });
    await expect(office.total).toHaveText('৳5,500.00');

    // It goes on selling, in the shift that was open, under new receipt numbers.
    await till.signIn(product);
    await till.tap('Chotpoti');
    await till.payExact();
    expect(await till.receiptNumber()).not.toBe(last);
    await till.expectAllSafe();
    await expect(office.count).toHaveText(String(sales + 1), { timeout: 45_000 });
  } finally {
    await browser.kill();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});

/** What the black box holds, read beside the worker that writes it. */
function readBox(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('black-box');
    let text = '';
    for await (const name of (folder as unknown as { keys(): AsyncIterable<string> }).keys()) {
      text += await (await (await folder.getFileHandle(name)).getFile()).text();
    }
    return text;
  });
}

async function newCode(page: Page, till: string): Promise<string> {
  await page.getByRole('button', { name: 'Tills' }).click();
  await page.getByRole('article', { name: till }).getByRole('button', { name: 'New code' }).click();
  return page
    .getByRole('dialog')
    .getByText(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/)
    .innerText();
}
