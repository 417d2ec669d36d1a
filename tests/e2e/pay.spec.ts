import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { launchBrowser } from './browser-process.ts';
import { officePage } from './office-page.ts';
import { onePaper } from './paper.ts';
import { test } from './shop.ts';
import { tillPage, type TillPage } from './till-page.ts';

const counter = { width: 1280, height: 800 };

/** Two samosas 120.00 and a beef bhuna, extra hot, 380.00. */
async function ringUp(till: TillPage): Promise<void> {
  await till.tap('Vegetable samosa');
  await till.tap('Vegetable samosa');
  await till.choose('Mains');
  await till.tap('Beef bhuna', 'Extra hot');
  await expect(till.lines).toHaveCount(2);
}

async function discount(till: TillPage, rate: string, reason: string): Promise<void> {
  const dialog = till.page.getByRole('dialog', { name: /^Discount on/ });
  await dialog.getByRole('button', { name: `${rate} %`, exact: true }).click();
  await dialog.getByRole('button', { name: reason }).click();
}

test('[M5] a discount with its reason is on the panel, on the paper and in the books', async ({
  page,
  product,
}) => {
  const till = tillPage(page);
  await till.begin(product);
  await ringUp(till);
  await till.lines.first().getByRole('button').first().click();
  await till.order.getByRole('button', { name: 'Discount', exact: true }).click();
  await discount(till, '10', 'Regular guest');
  await expectAccessible(page, 'discount');
  await page.screenshot({ path: 'test-results/pay-discount.png' });
  await page.getByRole('button', { name: /^Take off/ }).click();
  await expect(till.lines.first()).toContainText('Regular guest');

  await till.order.getByRole('button', { name: 'Discount on the whole order' }).click();
  await discount(till, '50', 'Offer of the day');
  await page.getByRole('button', { name: /^Take off/ }).click();
  await till.approve(product, 'Nusrat');
  await expect(till.order).toContainText('50 % · Offer of the day');
  await page.screenshot({ path: 'test-results/pay-discounted.png' });
  // 120.00 - 12.00 + 380.00 = 488.00, and half of it off.
  await till.pay();
  await expect(till.remaining).toHaveText('৳244.00');
  await page.getByRole('button', { name: /^Exact/ }).click();
  await expect(till.paid).toContainText('৳244.00');
  const receipt = await onePaper(product, 'counter', await till.receiptNumber());
  expect(receipt.text).toContain('Discount 50 % · Offer of the day');
  expect(receipt.text).toContain('-244.00');
  await till.expectAllSafe();
});

test('[M10] [S2] a bill split in three is paid by mixed tenders, over a browser that is killed in between', async ({
  page,
  product,
}) => {
  const profile = await mkdtemp(join(tmpdir(), 'galley-profile-'));
  let browser = await launchBrowser(profile);
  try {
    let till = tillPage(browser.page);
    await till.page.setViewportSize(counter);
    await till.begin(product);
    await ringUp(till);
    await till.pay();
    await till.page.getByRole('button', { name: 'Split bill' }).click();
    const dialog = till.page.getByRole('dialog', { name: /^Split/ });
    await dialog.getByRole('button', { name: 'More' }).click();
    await expect(dialog).toContainText('2 ×৳167.00');
    await expect(dialog).toContainText('1 ×৳166.00');
    await expectAccessible(till.page, 'split');
    await till.page.screenshot({ path: 'test-results/pay-split.png' });
    await dialog.getByRole('button', { name: 'Guests' }).click();
    await till.page.screenshot({ path: 'test-results/pay-split-guests.png' });
    await dialog.getByRole('button', { name: 'Items' }).click();
    await dialog.getByRole('button', { name: /samosa/ }).click();
    await till.page.screenshot({ path: 'test-results/pay-split-items.png' });
    await dialog.getByRole('button', { name: 'Equal parts' }).click();
    await dialog.getByRole('button', { name: 'More' }).click();
    await dialog.getByRole('button', { name: 'Take this part' }).click();
    await expect(till.remaining).toHaveText('৳167.00');
    await till.page.getByRole('button', { name: /৳200/ }).click();
    await expect(till.page.getByText('Part 1 is paid')).toBeVisible();
    await till.page.screenshot({ path: 'test-results/pay-part-paid.png' });
    await till.page.getByRole('button', { name: 'Next part' }).click();

    // 100.00 by wallet are on the counter when the browser dies.
    await till.page
      .getByRole('group', { name: 'Way to pay' })
      .getByRole('button', { name: 'Wallet' })
      .click();
    for (const key of '100') await till.page.keyboard.press(key);
    await till.page.getByRole('button', { name: 'Nagad' }).click();
    await till.page.getByLabel('Slip number').fill('4111111111111111');
    await expect(till.page.getByText('This looks like a card number.')).toBeVisible();
    await till.page.getByLabel('Slip number').fill('9G7A5X2KQ1');
    await till.page.getByRole('button', { name: /^Nagad taken/ }).click();
    await expect(till.remaining).toHaveText('৳67.00');
    await browser.kill();

    browser = await launchBrowser(profile);
    till = tillPage(browser.page);
    await till.page.setViewportSize(counter);
    await till.page.goto(`${product.url}/till`);
    await expect(till.remaining).toHaveText('৳67.00');
    await expect(till.page.getByText('Nagad ৳100.00')).toBeVisible();
    await till.page.screenshot({ path: 'test-results/pay-after-kill.png' });
    await till.page.getByRole('button', { name: 'Tip', exact: true }).click();
    await expectAccessible(till.page, 'tip');
    await till.page.screenshot({ path: 'test-results/pay-tip.png' });
    await till.page.getByRole('dialog').getByRole('button', { name: /10 %/ }).click();
    await expect(till.remaining).toHaveText('৳84.00');
    await till.page.getByRole('button', { name: /^Exact/ }).click();
    await expect(till.page.getByText('Part 2 is paid')).toBeVisible();
    await till.page.keyboard.press('Enter'); // goes on, and pays nothing
    await expect(till.remaining).toHaveText('৳166.00');

    await till.page
      .getByRole('group', { name: 'Way to pay' })
      .getByRole('button', { name: 'Card', exact: true })
      .click();
    await till.page.getByLabel('Slip number').fill('4821');
    await till.page.getByRole('button', { name: /^Card taken/ }).click();
    await expect(till.paid).toBeVisible();
    for (const [number, part] of [
      ['T1-000001', '167.00'],
      ['T1-000002', '167.00'],
      ['T1-000003', '166.00'],
    ] as const) {
      const receipt = await onePaper(product, 'counter', number);
      expect(receipt.text).toContain(part);
    }
    await till.expectAllSafe();

    const office = officePage(page);
    await office.signIn(product);
    await expect(office.count).toHaveText('3');
    await expect(office.total).toHaveText('৳500.00');
  } finally {
    await browser.kill();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});
