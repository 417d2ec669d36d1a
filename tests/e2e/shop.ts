import { test as base } from '@playwright/test';
import { type Product, startProduct } from './product.ts';

/** Every test has a shop of its own, so none finds what another has sold. */
export const test = base.extend<{ product: Product }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures from this pattern
  product: async ({}, lend) => {
    const product = await startProduct();
    await lend(product);
    await product.stop();
  },
});
