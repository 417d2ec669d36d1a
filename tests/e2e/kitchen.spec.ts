import { expect } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { test } from './shop.ts';
import { tillPage } from './till-page.ts';

test('a kitchen screen is enrolled by its code, bumps and recalls, and the till sees it; what is void has to be seen', async ({
  browser,
  product,
}) => {
  const till = tillPage(await browser.newPage({ viewport: { width: 1280, height: 800 } }));
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  const screen = await context.newPage();
  await screen.goto(product.kitchen);
  await till.begin(product);
  await till.seat('5', 2);
  await till.choose('Mains');
  await till.tap('Dal makhani');
  await till.tap('Beef kala bhuna');
  await till.lines.nth(1).getByRole('button').first().click();
  await till.lines.nth(1).getByRole('button', { name: 'Course 2' }).click();
  await till.choose('Drinks');
  await till.tap('Borhani');
  await till.send();

  const kitchen = screen.getByRole('region', { name: 'Kitchen' });
  const bar = screen.getByRole('region', { name: 'Bar' });
  const cards = kitchen.getByRole('article');
  await expect(cards).toHaveCount(1);
  await expect(cards.first()).toContainText('HOLD · course 2');
  await expect(bar.getByRole('article')).toHaveText([/Borhani/]);
  await expect(kitchen.getByRole('list', { name: 'To make, all together' })).toHaveText('1 Dal makhani');
  // Two more orders, one of them taken back, one moved.
  await till.seat('7', 4);
  await till.choose('Mains');
  await till.tap('Dal makhani');
  await till.tap('Begun bhaji');
  await till.send();
  await till.lines.nth(1).getByRole('button').first().click();
  await till.order.getByRole('button', { name: 'Void', exact: true }).click();
  await till.page.getByRole('button', { name: 'Wrong item' }).click();
  await expect(kitchen.getByRole('list', { name: 'To make, all together' })).toHaveText('2 Dal makhani');
  await expect(cards).toHaveCount(3);
  await till.showTables();
  await till.table('5').click();
  await till.order.getByRole('button', { name: 'Fire course 2' }).click();
  await expect(cards).toHaveCount(4);
  await screen.screenshot({ path: 'test-results/kitchen-1920.png' });
  await expectAccessible(screen, 'kitchen');

  // A notice goes when a cook has seen it, a ticket when it is done; the till hears of both.
  await cards.filter({ hasText: 'Wrong item' }).getByRole('button', { name: 'Seen' }).click();
  await expect(cards).toHaveCount(3);
  await cards.first().getByRole('button', { name: 'Start' }).click();
  await expect(till.mark(till.lines.first())).toHaveClass(/preparing/);
  await cards.first().getByRole('button', { name: 'Done' }).click();
  await expect(cards).toHaveCount(2);
  await expect(till.mark(till.lines.first())).toHaveClass(/ready/);
  await till.showTables();
  await expect(till.table('5')).toContainText('1 ticket ready');
  await screen.getByRole('button', { name: 'Recall' }).click();
  await screen
    .getByRole('dialog')
    .getByRole('button', { name: /Table 5/ })
    .click();
  await expect(cards).toHaveCount(3);
  await expect(till.table('5')).not.toContainText('ready');

  // Without a network the screen goes on with what it has, and says later what was done.
  await context.setOffline(true);
  await screen.keyboard.press('2'); // the first of the kitchen's: the bar's is the first of all
  await expect(cards).toHaveCount(2);
  await expect(screen.getByText('1 not sent yet')).toBeVisible();
  await context.setOffline(false);
  await expect(till.table('5')).toContainText('1 ticket ready', { timeout: 30_000 });
  await till.table('5').click();
  await till.order.getByRole('button', { name: 'Bill, courses, split and move' }).click();
  await till.page
    .getByRole('dialog')
    .getByRole('button', { name: /^Served/ })
    .click();
  await expect(till.mark(till.lines.first())).toHaveClass(/served/);
});
