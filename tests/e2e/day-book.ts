import { expect, type Page } from '@playwright/test';
import type { TillPage } from './till-page.ts';

/** What a day should come to, in taka, kept by whoever stands beside the till and writes down what its screen says. */
export type DayBook = {
  sales: number;
  total: number;
  readonly taken: { cash: number; card: number; wallet: number };
  /** Of the cash. */
  tips: number;
  /** Cash that was in the drawer at the beginning and what went in and out besides sales. */
  drawer: number;
};

export function openBook(float: number): DayBook {
  return { sales: 0, total: 0, taken: { cash: 0, card: 0, wallet: 0 }, tips: 0, drawer: float };
}

/** The amount in a text such as ‘৳1,240.00’. */
export function takaIn(text: string): number {
  const digits = /[\d,]+\.\d\d/.exec(text)?.[0].replaceAll(',', '');
  if (digits === undefined) throw new Error(`There is no amount in ‘${text}’`);
  return Number(digits);
}

export function inTaka(amount: number): string {
  return amount.toLocaleString('en', { minimumFractionDigits: 2 });
}

export type Way = 'exact' | 'note' | 'card' | 'bKash' | 'mixed';

/** Takes the money for the order on screen in one of the ways that guests pay, and writes it down. */
export async function payAs(till: TillPage, book: DayBook, way: Way): Promise<number> {
  await till.pay();
  const due = await takeMoney(till, book, way);
  await expect(till.paid).toBeVisible();
  return due;
}

/** The same where the cash for it is asked for already, as for a part of a bill; what it comes to before cash is rounded. */
export async function takeMoney(till: TillPage, book: DayBook, way: Way): Promise<number> {
  await expect(till.remaining).toBeVisible();
  const inCash = takaIn(await till.remaining.innerText());
  const [rounded] = await till.page.locator('.due').getByText('rounded from').allInnerTexts();
  const due = rounded === undefined ? inCash : takaIn(rounded);
  if (way === 'mixed') {
    await slip(till.page, 'Card', '30');
    book.taken.card += 30;
    await expect(till.remaining).toContainText(inTaka(inCash - 30));
    await till.page.getByRole('button', { name: 'Cash', exact: true }).click();
  }
  if (way === 'card') await slip(till.page, 'Card');
  else if (way === 'bKash') await slip(till.page, 'Wallet');
  else if (way === 'note') await till.page.getByRole('button', { name: /৳1,000/ }).click();
  else await till.page.getByRole('button', { name: /^Exact/ }).click();
  book.sales += 1;
  book.total += due;
  if (way === 'card') book.taken.card += due;
  else if (way === 'bKash') book.taken.wallet += due;
  else book.taken.cash += way === 'mixed' ? inCash - 30 : inCash;
  return due;
}

async function slip(page: Page, kind: 'Card' | 'Wallet', amount = ''): Promise<void> {
  const ways = page.getByRole('group', { name: 'Way to pay' });
  await ways.getByRole('button', { name: kind, exact: true }).click();
  for (const key of amount) await page.keyboard.press(key, { delay: 60 });
  if (kind === 'Wallet') await page.getByRole('button', { name: 'bKash', exact: true }).click();
  await page.getByLabel('Slip number').fill('A-1042');
  await page.getByRole('button', { name: kind === 'Card' ? /^Card taken/ : /^bKash taken/ }).click();
}
