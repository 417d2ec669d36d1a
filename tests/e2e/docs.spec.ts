import { expect } from '@playwright/test';
import { test } from './shop.ts';

test('the description of HTTP is read from the server alone, under its strict content policy', async ({
  page,
  product,
}) => {
  const elsewhere: string[] = [];
  const complaints: string[] = [];
  const { origin } = new URL(product.url);
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol !== 'data:' && url.origin !== origin) elsewhere.push(request.url());
  });
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));

  const response = await page.goto(`${product.url}/docs`);
  expect(response?.headers()['content-security-policy']).toContain("script-src 'self';");
  await expect(page.getByRole('cell', { name: 'wrongIncarnation' })).toBeVisible();
  await page.getByText('/sync/push', { exact: true }).click();
  await expect(page.getByText('storedUpTo').first()).toBeVisible();
  expect({ elsewhere, complaints }).toEqual({ elsewhere: [], complaints: [] });
});
