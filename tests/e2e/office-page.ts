import { expect, type Page } from '@playwright/test';
import type { Product } from './product.ts';

/** What a manager sees. */
export function officePage(page: Page) {
  const latest = page.getByRole('list', { name: 'Latest sales' }).getByRole('listitem');
  return {
    page,
    total: page.getByTestId('total'),
    count: page.getByTestId('count'),
    latest,
    /** The parts of the office, as its head offers them. */
    views: page.getByRole('navigation', { name: 'Office' }).getByRole('button'),
    stock: (name: string) =>
      page.getByRole('list', { name: 'Stock' }).getByRole('listitem').filter({ hasText: name }),

    async signIn({ office }: Product) {
      await page.goto(office.url);
      await page.getByLabel('Name').fill(office.name);
      await page.getByLabel('Password').fill(office.password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await expect(this.total).toBeVisible();
    },
  };
}
