import { checkDigit } from '@galley/shared/domain/barcode.ts';
import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { officePage } from './office-page.ts';
import { scan } from './scan.ts';
import { test } from './shop.ts';
import { tillPage } from './till-page.ts';

const cola = '8941100500019';
/** 750 grams of what the scale calls 04711. */
const sweets = '210471100750' + checkDigit('210471100750');
const screenshots = process.env['SCREENSHOTS'];

test('no scan of ten a second is lost, whatever is open, and what nobody knows stays in sight', async ({
  page,
  product,
}) => {
  const till = tillPage(page);
  await till.begin(product);
  await till.choose('Starters');
  for (let count = 1; count <= 30; count += 1) {
    // A question of another product, the search with the focus, the pay screen: the scanner does not look.
    if (count === 6) await page.locator('.product-tile').filter({ hasText: 'Fuchka' }).click();
    if (count === 16) await page.keyboard.press('Escape');
    if (count === 17) await page.getByLabel('Search the menu').focus();
    if (count === 24) await till.pay();
    await scan(page, cola);
  }
  await expect(till.lines).toHaveCount(1);
  await expect(till.lines.first()).toContainText('1,200.00');
  await scan(page, sweets);
  await expect(till.lines.nth(1)).toContainText('0.75');
  await expect(till.lines.nth(1)).toContainText('450.00');
  await scan(page, '4006381333931');
  await scan(page, cola);
  await expect(till.lines.first()).toContainText('1,240.00');
  await expect(page.getByText('Nothing on the menu has the code 4006381333931')).toBeVisible();
  await page.getByRole('button', { name: 'Understood' }).click();
  await expect(page.getByText('Nothing on the menu has the code')).toBeHidden();
});

test('[M14] a set asks for each course and goes on by itself; a price and a weight are typed', async ({
  page,
  product,
}) => {
  const till = tillPage(page);
  await till.begin(product);
  await till.choose('Sets');
  await page.locator('.product-tile').filter({ hasText: 'Lunch set' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /^Chicken tikka masala/ }).click();
  await expect(dialog.getByRole('button', { name: 'Mild' })).toBeFocused();
  await dialog.getByRole('button', { name: 'Extra hot', exact: true }).click();
  await expect(dialog.getByRole('button', { name: 'Borhani' })).toBeFocused();
  await dialog.getByRole('button', { name: 'Borhani' }).click();
  await expectAccessible(page, 'set');
  await shoot(page, 'set');
  await dialog.getByRole('button', { name: 'Add · ৳430.00' }).click();
  await expect(till.lines).toHaveCount(3);
  await expect(till.order).toContainText('430.00');

  await till.choose('Sweets');
  await page.locator('.product-tile').filter({ hasText: 'Sweets by weight' }).click();
  await page.keyboard.type('0.265', { delay: 90 });
  await expect(dialog.getByText('Net 0.25 kg')).toBeVisible();
  await expectAccessible(page, 'weight');
  await shoot(page, 'weight');
  await dialog.getByRole('button', { name: 'Add · ৳150.00' }).click();
  await page.locator('.product-tile').filter({ hasText: 'Cake to order' }).click();
  for (const key of ['1', '2', '00']) await dialog.getByRole('button', { name: key, exact: true }).click();
  await dialog.getByRole('button', { name: 'for a child' }).click();
  await shoot(page, 'open-price');
  await dialog.getByRole('button', { name: 'Add · ৳1,200.00' }).click();
  await expect(till.lines).toHaveCount(5);
  await till.lines.nth(0).getByRole('button').first().click();
  await page.getByRole('button', { name: 'Number', exact: true }).click();
  await page.keyboard.type('2', { delay: 90 });
  await dialog.getByRole('button', { name: 'Set', exact: true }).click();
  await shoot(page, 'lines');
  await till.payExact();
  await expect(till.paid).toContainText('2,210.00');
});

test('what is sold out at one till is grey at the other, and counts down at both', async ({
  browser,
  product,
}) => {
  const [one, two] = [
    tillPage(await (await browser.newContext()).newPage()),
    tillPage(await (await browser.newContext()).newPage()),
  ];
  await one.begin(product);
  await two.enrol(product, 1);
  await two.signIn(product);
  await two.openShift('2000');
  for (const till of [one, two]) await till.choose('Starters');
  const tile = (till: typeof one, name: string) =>
    till.page.locator('.product-tile').filter({ hasText: name });

  await tile(one, 'Chotpoti').click({ button: 'right' });
  await one.page.getByRole('button', { name: '86 · sold out…' }).click();
  await expectAccessible(one.page, 'sold out');
  await shoot(one.page, 'sold-out');
  await one.page.getByRole('button', { name: 'Sold out', exact: true }).click();
  for (const till of [one, two]) await expect(tile(till, 'Chotpoti')).toContainText('86');
  await shoot(two.page, 'sold-out-tile');

  await tile(two, 'Chotpoti').click();
  await expect(two.page.getByText('Said by Rahim')).toBeVisible();
  await two.page.getByRole('group', { name: 'Number keys' }).getByRole('button', { name: '3' }).click();
  await two.page.getByRole('button', { name: 'Count down from this' }).click();
  for (const till of [one, two]) await expect(tile(till, 'Chotpoti')).toContainText('3 left');
  await one.tap('Chotpoti');
  await one.payExact();
  for (const till of [one, two]) await expect(tile(till, 'Chotpoti')).toContainText('2 left');
});

test("[M9] a price that the office changes is the till's at once, but for what is on an order; two who edit see each other", async ({
  browser,
  product,
}) => {
  const till = tillPage(await (await browser.newContext()).newPage());
  await till.begin(product);
  await till.choose('Drinks');
  await till.tap('Borhani');
  const [mine, theirs] = [
    await (await browser.newContext()).newPage(),
    await (await browser.newContext()).newPage(),
  ];
  for (const page of [mine, theirs]) {
    await officePage(page).signIn(product);
    await page.getByRole('navigation', { name: 'Office' }).getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('searchbox').fill('borh');
    await page.getByRole('button', { name: /Borhani/ }).click();
  }
  await shoot(mine, 'editor');
  await expectAccessible(mine, 'menu editor');
  const dialog = (page: Page) => page.getByRole('dialog');
  await dialog(mine).getByLabel('Price', { exact: true }).fill('95');
  await dialog(mine).getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog(mine)).toBeHidden();
  const tile = till.page.locator('.product-tile').filter({ hasText: 'Borhani' });
  await expect(tile).toContainText('95');
  await tile.click();
  await expect(till.lines).toHaveCount(2);
  await expect(till.order).toContainText('185.00');

  await dialog(theirs).getByLabel('Name', { exact: true }).fill('Borhani, large');
  await dialog(theirs).getByRole('button', { name: 'Save', exact: true }).click();
  await expect(theirs.getByText('Changed by nusrat')).toBeVisible();
  await shoot(theirs, 'conflict');
  await expectAccessible(theirs, 'conflict');
  await theirs.getByRole('button', { name: 'Go on from what nusrat has' }).click();
  await expect(dialog(theirs).getByLabel('Price', { exact: true })).toHaveValue('95');
  await dialog(theirs).getByLabel('Name', { exact: true }).fill('Borhani, large');
  await dialog(theirs).getByRole('button', { name: 'Save', exact: true }).click();
  await expect(till.page.locator('.product-tile').filter({ hasText: 'Borhani, large' })).toContainText('95');

  await mine.getByRole('searchbox').fill('');
  await shoot(mine, 'office-menu');
  await expectAccessible(mine, 'office menu');
  await mine.getByRole('button', { name: 'Import' }).click();
  const csv =
    'sku,name,category,price,taxes,station\nS-1,Rose sherbet,Drinks,110,VAT,Bar\nS-2,Bad,Drinks,1.234,,\n';
  await mine
    .locator('input[type=file]')
    .setInputFiles({ name: 'menu.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await expect(mine.getByText(/1 items are understood: 1 new/)).toBeVisible();
  await expect(mine.getByText(/^Line 3: price/)).toBeVisible();
  await shoot(mine, 'import');
  await mine.getByRole('button', { name: 'Import now' }).click();
  await expect(till.page.locator('.product-tile').filter({ hasText: 'Rose sherbet' })).toContainText('110');
});

async function shoot(page: Page, name: string): Promise<void> {
  if (screenshots !== undefined) await page.screenshot({ path: `${screenshots}/${name}.png` });
}
