import { join } from 'node:path';
import { expect } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { officePage } from './office-page.ts';
import { onePaper } from './paper.ts';
import { test } from './shop.ts';
import { tillPage } from './till-page.ts';

test('[P8] [P9] the office sets up a printer, says what stands on papers and where items go, and a till prints so', async ({
  browser,
  product,
}) => {
  const till = tillPage(await browser.newPage());
  await till.begin(product);
  const office = officePage(await browser.newPage());
  const { page } = office;
  await page.setViewportSize({ width: 1280, height: 1500 });
  await office.signIn(product);
  await page.getByRole('navigation', { name: 'Office' }).getByRole('button', { name: 'Printing' }).click();
  const printers = page.getByRole('region', { name: 'Printers' });
  await printers.getByRole('button', { name: 'Add a printer' }).click();
  await page.getByLabel('What people call it').fill('Bar printer');
  await page.getByLabel('Where it is').fill('192.168.77.60');
  await page.getByLabel('Kind of printer').selectOption({ label: 'ESC/POS, 58 mm, no cutter, answers GS r' });
  await expectAccessible(page, 'printer');
  await page.screenshot({ path: 'test-results/office-printer.png' });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(printers.getByRole('button', { name: /Bar printer/ })).toContainText(
    'tcp://192.168.77.60:9100',
  );

  await page
    .getByRole('region', { name: 'Stations' })
    .getByRole('button', { name: /^Kitchen/ })
    .click();
  await page.getByLabel('If that fails (2)').selectOption({ label: 'Bar printer' });
  await page.screenshot({ path: 'test-results/office-station.png' });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('region', { name: 'Stations' })).toContainText('Bar printer');

  const routes = page.getByRole('region', { name: 'Who makes what' });
  await routes.getByRole('button', { name: 'Make rules' }).click();
  await routes.getByLabel('New rule: Category').selectOption({ index: 1 });
  await routes.getByLabel('New rule: Item').selectOption({ label: 'Chotpoti' });
  await routes.getByLabel('Goes to').nth(1).selectOption({ label: 'Bar' });
  await routes.getByLabel('Item', { exact: true }).fill('chotp');
  await expect(routes.getByRole('group', { name: 'Where does this go, and why?' })).toContainText(
    /Bar · Counter printer.*by a rule for this item/,
  );
  await routes.getByRole('button', { name: 'Save' }).click();
  await expect(routes).toContainText('Saved.');

  const papers = page.getByRole('region', { name: 'Papers' });
  await papers.getByLabel('Choose a logo').setInputFiles(join('desktop/public', 'icon-192.png'));
  await papers.getByLabel(/^Head/).fill('Kacchi House\nHouse 12, Road 27, Dhanmondi');
  await papers.getByLabel(/^Foot/).fill('আবার আসবেন');
  await papers.getByRole('button', { name: 'Save' }).click();
  await expect(papers).toContainText('Saved.');
  await papers.getByLabel('As this printer prints it').selectOption({ label: 'Bar printer' });
  // 58 mm of paper have 464 dots, shown at half their size.
  await expect(papers.getByAltText('The paper as it will be printed')).toHaveJSProperty('naturalWidth', 232);
  await expectAccessible(page, 'printing');
  await page.screenshot({ path: 'test-results/office-printing.png', fullPage: true });

  await expect.poll(() => till.page.evaluate(headOnTill)).toContain('Kacchi House');
  await till.tap('Chotpoti');
  await till.payExact();
  const receipt = await onePaper(product, 'counter', 'Kacchi House');
  expect(receipt.text).toContain('[picture');
});

/** What this till would print at the head of a receipt. */
async function headOnTill(): Promise<string> {
  for (const { name = '' } of await indexedDB.databases()) {
    const rows = await new Promise<unknown>((resolve) => {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => {
        const db = opening.result;
        if (!db.objectStoreNames.contains('branches')) return resolve([]);
        const reading = db.transaction('branches').objectStore('branches').getAll();
        reading.onsuccess = () => {
          db.close();
          resolve(reading.result);
        };
      };
    });
    if (JSON.stringify(rows).includes('receiptHead')) return JSON.stringify(rows);
  }
  return '';
}
