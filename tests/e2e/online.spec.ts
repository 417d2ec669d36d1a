import { expect } from '@playwright/test';
import { productSchema } from '@galley/shared/domain/menu.ts';
import { snapshotLineSchema } from '@galley/shared/wire/changes.ts';
import { must } from '@galley/shared/values/must.ts';
import { openOrderingPage, orderOf } from '../../server/test/ordering-page.ts';
import { expectAccessible } from './axe.ts';
import { test } from './shop.ts';
import { tillPage } from './till-page.ts';

test('an order from the web rings at the till, is printed there, and is handed over; the next one is refused', async ({
  page,
  product,
}) => {
  const web = await openOrderingPage({ url: product.url });
  const lines = await fetch(`${product.url}/sync/snapshot`, { headers: { cookie: web.cookie } });
  const dishes = (await lines.text())
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => snapshotLineSchema.parse(JSON.parse(line)))
    .flatMap((line) => ('entity' in line && line.entity === 'product' && line.data ? [line.data] : []));
  const dish = productSchema.parse(
    must(dishes.find(({ name }) => name === 'Dal makhani') ?? null, 'it is on the menu'),
  );
  const till = tillPage(page);
  await till.begin(product);

  const { id } = await web.place(orderOf(dish, 2, { note: 'Less salt, please' }));
  const news = page.getByRole('alert').filter({ hasText: 'New web order WEB-1' });
  await expect(news).toContainText('Rahim');
  await news.getByRole('button', { name: 'Show' }).click();
  const card = page.getByRole('article', { name: 'WEB-1 Rahim' });
  await expect(card).toContainText('Paid online: take no money');
  await expect(card).toContainText('•••• 3344');
  await expect(card).toContainText('On paper in the kitchen since');
  await expectAccessible(page, 'web orders at the till');
  await card.getByRole('button', { name: 'Ready' }).click();
  await card.getByRole('button', { name: 'Handed over' }).click();
  await expect(page.getByText('No web order is open.')).toBeVisible();
  await web.until(id, ({ status }) => status === 'DELIVERED');

  const second = await web.place(orderOf(dish, 1, { type: 'delivery', address: 'House 12, Road 27' }));
  await page.getByRole('article', { name: 'WEB-2 Rahim' }).getByRole('button', { name: 'Refuse' }).click();
  await page.getByRole('dialog', { name: 'Refuse WEB-2' }).getByRole('button', { name: 'Too busy' }).click();
  await till.approve(product, 'Nusrat');
  const over = await web.until(second.id, ({ refund }) => refund === 'done');
  expect(over.cancelled).toMatchObject({ code: 'refused', reason: 'Too busy' });

  await page.goto(product.office.url);
  await page.getByLabel('Name').fill(product.office.name);
  await page.getByLabel('Password').fill(product.office.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Web orders' }).click();
  await expect(page.getByRole('list', { name: 'Web orders' }).getByRole('listitem')).toHaveCount(2);
  await expect(page.getByRole('button', { name: 'Take back kacchi.example' })).toBeVisible();
  await page.screenshot({ path: 'test-results/web-office.png' });
  await expectAccessible(page, 'web orders in the office');
});
