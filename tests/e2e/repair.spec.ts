import { expect } from '@playwright/test';
import { chain } from '@galley/shared/values/hash.ts';
import { expectAccessible } from './axe.ts';
import { officePage } from './office-page.ts';
import { test } from './shop.ts';
import { tillPage, type TillPage } from './till-page.ts';

test('[S14] what the server cannot read is tried again, sent afresh, or set aside by a manager at the till or in the office', async ({
  browser,
  product,
}) => {
  const context = await browser.newContext();
  const till = tillPage(await context.newPage());
  const { page } = till;
  await till.begin(product);
  await till.expectAllSafe();
  await context.setOffline(true);
  await till.tap('Chotpoti');
  await till.payExact();
  const lost = await till.receiptNumber();
  await spoilLast(till);
  await till.tap('Fish fingers');
  await till.payExact();
  const other = await till.receiptNumber();
  await spoilLast(till);
  await till.tap('Fish fingers');
  await till.payExact();
  const third = await till.receiptNumber();
  await spoilLast(till);
  // A push that was under way had read the entry before; the next one reads it anew.
  await page.waitForEvent('requestfailed', (request) => request.url().endsWith('/sync/push'));
  await context.setOffline(false);

  await page.getByRole('button', { name: 'Action needed' }).click({ timeout: 45_000 });
  const held = page.getByRole('list', { name: 'For somebody to look at' }).getByRole('article');
  await expect(held).toHaveCount(3);
  await expectAccessible(page, 'held back');
  const sale = held.filter({ hasText: `Sale ${lost}` });
  await expect(sale).toContainText('৳');
  await expect(sale).toContainText('Rahim');
  await sale.getByRole('button', { name: 'Try again' }).click();
  await expect(sale).toContainText('still is not in the books', { timeout: 30_000 });
  await sale.getByRole('button', { name: 'Send it afresh' }).click();
  await expect(held).toHaveCount(2, { timeout: 30_000 });

  const second = held.filter({ hasText: `Sale ${other}` });
  await second.getByRole('button', { name: 'Set aside' }).click();
  await page.getByLabel('Why?').fill('Counted by hand');
  await expectAccessible(page, 'set aside');
  await second.getByRole('button', { name: 'Set aside' }).click();
  await till.approve(product, 'Nusrat');
  await expect(held).toHaveCount(1, { timeout: 30_000 });

  const office = officePage(await browser.newPage());
  await office.signIn(product);
  const review = office.page.getByRole('list', { name: 'To look at' }).getByRole('listitem');
  const last = review.filter({ hasText: `Sale ${third}` });
  await expect(last).toContainText('Till 1');
  await last.getByRole('button', { name: 'Set aside' }).click();
  await last.getByLabel('Why?').fill('Rung up again');
  await expectAccessible(office.page, 'set aside in the office');
  await office.page.screenshot({ path: 'test-results/review.png' });
  await last.getByRole('button', { name: 'Set aside' }).click();
  await expect(review.filter({ hasText: 'Set aside by nusrat' })).toContainText('Rung up again');
  await expect(held).toHaveCount(0, { timeout: 30_000 });
  await page.keyboard.press('Escape');
  await till.expectAllSafe();
  await expect(office.count).toHaveText('1');
  await expect(office.latest.filter({ hasText: lost })).toHaveCount(1);
});

/** The newest entry becomes what a bug of an older version would have written: bytes that nobody can read. */
async function spoilLast({ page }: TillPage): Promise<void> {
  type Row = { number: number; body: string; hash: string };
  const rows = await page.evaluate(
    () =>
      new Promise<Row[]>((resolve) => {
        const opening = indexedDB.open('galley-till');
        opening.addEventListener('success', () => {
          const reading = opening.result.transaction('outbox').objectStore('outbox').getAll();
          reading.addEventListener('success', () => resolve(reading.result));
        });
      }),
  );
  const [before, last] = rows.slice(-2);
  if (!before || !last) throw new Error('a shift and a sale are in the outbox');
  const body = last.body.replace(/"total":\d+,"/, '"total":"a lot","');
  const hash = chain(before.hash as Parameters<typeof chain>[0], body);
  await page.evaluate(
    ([row, newHash]) =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open('galley-till');
        opening.addEventListener('success', () => {
          const stores = opening.result.transaction(['outbox', 'meta'], 'readwrite');
          stores.objectStore('outbox').put(row);
          const meta = stores.objectStore('meta');
          const reading = meta.get('counters');
          reading.addEventListener('success', () => {
            const { key, value } = reading.result;
            meta.put({ key, value: { ...value, mutationHash: newHash } });
          });
          stores.addEventListener('complete', () => resolve());
        });
      }),
    [{ ...last, body, hash }, hash] as const,
  );
}
