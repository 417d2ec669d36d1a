import { expect, type Locator, type Page } from '@playwright/test';
import type { Product } from './product.ts';

/** What a cashier does at a till, in a cashier's words. */
export function tillPage(page: Page) {
  const order = page.getByRole('complementary', { name: 'Order' });
  const lines = order.getByRole('list', { name: 'Items' }).getByRole('listitem');

  return {
    page,
    order,
    lines,
    remaining: page.getByTestId('remaining'),
    paid: order.getByRole('status', { name: 'Paid' }),
    /** The state of one line on its way to the kitchen. */
    mark: (line: Locator) => line.locator('.kitchen-mark'),

    async enrol(product: Product, index = 0) {
      await page.goto(product.tills[index]?.link ?? '');
      await expect(page.getByRole('heading', { name: 'Who is selling?' })).toBeVisible();
    },

    async signIn(product: Pick<Product, 'staff'>, name = 'Rahim') {
      const person = product.staff.find((each) => each.name === name);
      await page.getByRole('group', { name: 'People' }).getByRole('button', { name }).click();
      const pad = page.getByRole('group', { name: 'Number keys' });
      for (const digit of person?.pin ?? '')
        await pad.getByRole('button', { name: digit, exact: true }).click();
    },

    /** Somebody else says that it may be done, with the reason that stands there already or with this one. */
    async approve(product: Product, name: string, reason?: string) {
      const dialog = page.getByRole('dialog', { name: 'Somebody has to approve this' });
      await dialog.getByRole('button', { name, exact: true }).click();
      if (reason !== undefined) await dialog.getByLabel('Why?').fill(reason);
      const pad = dialog.getByRole('group', { name: 'Number keys' });
      for (const digit of product.staff.find((each) => each.name === name)?.pin ?? '')
        await pad.getByRole('button', { name: digit, exact: true }).click();
      await expect(dialog).toBeHidden();
    },

    async openShift(float: string) {
      // The pad of the PIN looks the same, and is there until the PIN is checked.
      await expect(page.getByText('How much cash')).toBeVisible();
      const pad = page.getByRole('group', { name: 'Number keys' });
      for (const digit of float) await pad.getByRole('button', { name: digit, exact: true }).click();
      await page.getByRole('button', { name: 'Open the shift' }).click();
      await expect(page.getByRole('region', { name: 'Menu' })).toBeVisible();
    },

    async begin(product: Product) {
      await this.enrol(product);
      await this.signIn(product);
      await this.openShift('2000');
    },

    async choose(category: string) {
      await page
        .getByRole('navigation', { name: 'Categories' })
        .getByRole('button', { name: category })
        .click();
    },

    /** Taps an item and then its choices. */
    async tap(item: string, ...choices: string[]) {
      await page.locator('.product-tile').filter({ hasText: item }).click();
      const dialog = page.getByRole('dialog');
      for (const choice of choices)
        await dialog.getByRole('button', { name: new RegExp(`^${choice}`) }).click();
      const add = dialog.getByRole('button', { name: /^Add/ });
      if (choices.length > 0 && (await add.isVisible())) await add.click();
    },

    async showTables() {
      await page.getByRole('button', { name: 'Tables', exact: true }).click();
      await expect(page.getByRole('region', { name: 'Tables' })).toBeVisible();
    },

    /** A table on the floor plan. */
    table: (name: string) =>
      page
        .getByRole('region', { name: 'Tables' })
        .getByRole('button', { name: new RegExp(`^Table ${name}(?!\\d)`) }),

    /** Opens a free table for so many guests. */
    async seat(name: string, guests: number) {
      await this.showTables();
      await this.table(name).click();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: `${guests}`, exact: true })
        .click();
    },

    async send() {
      await order.getByRole('button', { name: /^Send/ }).click();
    },

    async pay() {
      await order.getByRole('button', { name: 'Pay', exact: true }).click();
    },

    async payExact() {
      await this.pay();
      await page.getByRole('button', { name: /^Exact/ }).click();
      await expect(this.paid).toBeVisible();
    },

    /** The number on the receipt of the sale just made. */
    async receiptNumber(): Promise<string> {
      const words = await this.paid.getByText(/^Receipt /).innerText();
      return words.replace('Receipt ', '');
    },

    async expectAllSafe() {
      await expect(page.getByRole('button', { name: 'All safe' })).toBeVisible({ timeout: 45_000 });
    },
  };
}
export type TillPage = ReturnType<typeof tillPage>;
