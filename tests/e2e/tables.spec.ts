import { expect } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { onePaper } from './paper.ts';
import { test } from './shop.ts';
import { tillPage } from './till-page.ts';

test('a table is opened with two taps, resumed with one, and found by its number or an item', async ({
  page,
  product,
}) => {
  const till = tillPage(page);
  await till.begin(product);
  await till.seat('5', 3);
  await expect(till.order).toContainText('Table 5 · 3 guests');
  await till.choose('Mains');
  await till.tap('Dal makhani');
  await till.send();
  // By keys: the room, the number of the table, Enter.
  await page.keyboard.press('F3', { delay: 60 });
  await expect(till.table('5')).toContainText('3 guests');
  for (const key of ['1', '2', 'Enter']) await page.keyboard.press(key, { delay: 90 });
  await page.getByRole('dialog').getByRole('button', { name: '2', exact: true }).click();
  await expect(till.order).toContainText('Table 12 · 2 guests');
  await till.tap('Begun bhaji');

  await till.showTables();
  await expect(till.table('12')).toContainText('1 item not sent');
  await page.screenshot({ path: 'test-results/tables-1280.png' });
  await till.table('5').click();
  await expect(till.lines).toHaveText([/Dal makhani/]);

  await page.getByRole('button', { name: /^Orders/ }).click();
  await page.getByLabel('Table, name or item').fill('begun');
  const found = page.getByRole('region', { name: 'Open orders' }).getByRole('listitem');
  await expect(found).toHaveText([/Table 12/]);
});

test('two waiters at one table: both keep their lines, one takes it elsewhere, the kitchen hears of it, and the bill is split', async ({
  browser,
  product,
}) => {
  const one = tillPage(await browser.newPage({ viewport: { width: 1280, height: 800 } }));
  const two = tillPage(await browser.newPage({ viewport: { width: 1024, height: 768 } }));
  await one.begin(product);
  await two.enrol(product, 1);
  await two.signIn(product, 'Karim');
  await two.openShift('1000');
  await one.seat('5', 4);
  await one.choose('Mains');
  await one.tap('Dal makhani');
  await one.tap('Beef kala bhuna');
  await one.send();

  // The other till sees who sits there, and adds to it.
  await two.showTables();
  await expect(two.table('5')).toContainText('4 guests');
  await two.table('5').click();
  await expect(two.lines).toHaveCount(2);
  await two.choose('Drinks');
  await two.tap('Borhani');
  await two.send();
  await expect(one.lines).toHaveCount(3);

  // To another table: the kitchen gets a paper that says so, and nothing is made twice.
  await one.order.getByRole('button', { name: /^Table 5/ }).click();
  await one.page.getByRole('dialog').getByRole('button', { name: '7', exact: true }).click();
  await one.page.getByRole('button', { name: 'Save' }).click();
  await expect(two.order).toContainText('Table 7');
  const notice = await onePaper(product, 'kitchen', 'MOVED');
  expect(notice.text).toContain('Table 7');
  expect(notice.text).toContain('Table 5 > 7');

  // A bill for the table, counted; then one guest pays for himself.
  await one.order.getByRole('button', { name: 'Bill, courses, split and move' }).click();
  const dialog = one.page.getByRole('dialog');
  await one.page.screenshot({ path: 'test-results/order-actions-1280.png' });
  await expectAccessible(one.page, 'order actions');
  await dialog.getByRole('button', { name: 'Print the bill' }).click();
  const bill = await onePaper(product, 'counter', 'NOT A RECEIPT');
  expect(bill.text).toContain('Dal makhani');
  await two.showTables();
  await expect(two.table('7')).toContainText('bill shown');
  await two.page.screenshot({ path: 'test-results/tables-1024.png' });
  await one.order.getByRole('button', { name: 'Bill, courses, split and move' }).click();
  await expect(dialog.getByRole('button', { name: /shown 1/ })).toBeVisible();
  await dialog.getByRole('button', { name: /Borhani/ }).click();
  await dialog.getByRole('button', { name: 'A bill of its own' }).click();
  await expect(one.lines).toHaveCount(2);
  await expect(two.table('7')).toContainText('2 orders');

  // And back: the two become one again.
  await one.showTables();
  await one.table('7').click();
  await one.page
    .getByRole('dialog')
    .getByRole('button', { name: /Borhani/ })
    .click();
  await one.order.getByRole('button', { name: 'Bill, courses, split and move' }).click();
  await dialog.getByRole('button', { name: 'All', exact: true }).click();
  await dialog.getByRole('button', { name: /^Table 7/ }).click();
  await expect(one.lines).toHaveCount(3);
  await expect(two.table('7')).not.toContainText('2 orders');

  // What the other one adds while the bill is paid is not lost: whoever sells is told, and it goes on a bill of its own.
  await two.table('7').click();
  await two.page.context().setOffline(true);
  await two.choose('Drinks');
  await two.tap('Cola 250 ml');
  await two.send();
  await one.payExact();
  await two.page.context().setOffline(false);
  const late = one.page.getByRole('alert').filter({ hasText: 'Came after the bill was paid: Table 7' });
  await late.getByRole('button', { name: 'Show' }).click({ timeout: 30_000 });
  await one.page.getByRole('button', { name: 'New bill' }).click();
  await expect(one.lines).toHaveText([/Cola 250 ml/]);
  await expect(late).toBeHidden();
  await one.payExact();
  await two.showTables();
  await expect(two.table('7')).toContainText('seats');
});

test('a later course is held, fired with one tap, and comes out as such; an order of which all is void is closed', async ({
  page,
  product,
}) => {
  const till = tillPage(page);
  await till.begin(product);
  await till.seat('3', 2);
  await till.choose('Mains');
  await till.tap('Dal makhani');
  await till.tap('Beef kala bhuna');
  await till.lines.nth(1).getByRole('button').first().click();
  await till.lines.nth(1).getByRole('button', { name: 'Course 2' }).click();
  await till.lines.nth(1).getByRole('group', { name: 'Seat' }).getByRole('button', { name: 'More' }).click();
  await page.screenshot({ path: 'test-results/line-course-1280.png' });
  await till.send();
  const first = await onePaper(product, 'kitchen', 'Dal makhani');
  expect(first.text).toContain('HOLD 2');
  expect(first.text).toContain('Seat 1');
  await till.showTables();
  await expect(till.table('3')).toContainText('course 2 waits');
  await till.order.getByRole('button', { name: 'Fire course 2' }).click();
  await onePaper(product, 'kitchen', 'START COURSE 2');
  await expect(till.table('3')).not.toContainText('course 2 waits');
  await till.table('3').click();

  for (const index of [0, 1]) {
    await till.lines.nth(index).getByRole('button').first().click();
    await till.order.getByRole('button', { name: 'Void', exact: true }).click();
    await page.getByRole('button', { name: 'Wrong item' }).click();
    await expect(till.lines.nth(index)).toContainText('void · Wrong item');
  }
  await till.order.getByRole('button', { name: 'Bill, courses, split and move' }).click();
  await page.getByRole('button', { name: 'Close this order' }).click();
  await till.showTables();
  await expect(till.table('3')).toContainText('2 seats');
});
