import { expect } from '@playwright/test';
import { test } from './shop.ts';
import { tillPage } from './till-page.ts';

test('[S2] [29] fault 10: on a disk that is full the cashier is told, nothing is half done, and the next sale takes the same number', async ({
  page,
  product,
}) => {
  const till = tillPage(page);
  await till.begin(product);
  await till.tap('Chotpoti');
  await till.pay();
  // From here on the browser has no room for another sale, as when its quota is used up.
  await page.evaluate(() => {
    // oxlint-disable-next-line typescript/unbound-method -- it is called with the store as its `this` just below
    const { add } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.add = function full(this: IDBObjectStore, ...row: [unknown]) {
      if (this.name === 'outbox')
        throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
      return add.apply(this, row);
    };
  });
  await page.getByRole('button', { name: /^Exact/ }).click();
  await expect(page.getByRole('heading', { name: 'Something went wrong on this screen' })).toBeVisible();
  await expect(till.paid).toBeHidden();
  await page.getByRole('button', { name: 'Reload' }).click();
  await expect(till.lines).toHaveCount(1);
  await till.payExact();
  expect(await till.receiptNumber()).toBe('T1-000001');
  await till.expectAllSafe();
});
