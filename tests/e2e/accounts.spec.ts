import { expect } from '@playwright/test';
import { totpCode, totpStepSeconds } from '../../server/src/accounts/totp.ts';
import { expectAccessible } from './axe.ts';
import { officePage } from './office-page.ts';
import { test } from './shop.ts';

test('an owner invites an accountant by a link, who chooses a password and sets up a second factor that the next sign-in asks for', async ({
  browser,
  product,
}) => {
  const owner = officePage(await browser.newPage());
  await owner.signIn(product);
  const pages = owner.page.getByRole('navigation', { name: 'Office' });
  await pages.getByRole('button', { name: 'Accounts' }).click();
  await owner.page.getByRole('button', { name: 'Invite somebody' }).click();
  await owner.page.getByLabel('Name').fill('salma');
  await owner.page.getByRole('button', { name: 'Accountant' }).click();
  await expectAccessible(owner.page, 'account');
  await owner.page.screenshot({ path: 'test-results/account-invite.png' });
  await owner.page.getByRole('button', { name: 'Save' }).click();
  const link = await owner.page.getByText('#join=').innerText();
  await owner.page.screenshot({ path: 'test-results/account-link.png' });
  await owner.page.keyboard.press('Escape');
  await expectAccessible(owner.page, 'accounts');
  await owner.page.screenshot({ path: 'test-results/accounts.png' });

  const { page } = officePage(await (await browser.newContext()).newPage());
  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'Welcome, salma' })).toBeVisible();
  await page.getByLabel('New password').fill('rice and lentils');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation', { name: 'Office' }).getByRole('button', { name: 'Accounts' }).click();
  await expect(page.getByRole('list', { name: 'Accounts' })).toBeHidden();
  await page.getByRole('button', { name: 'Set it up' }).click();
  const secret = (await page.getByRole('dialog').locator('code').innerText()).replaceAll(' ', '');
  await expectAccessible(page, 'second factor');
  await page.screenshot({ path: 'test-results/account-totp.png' });
  const step = Math.floor(Date.now() / 1000 / totpStepSeconds);
  await page.getByLabel('Code', { exact: true }).fill(totpCode(secret, step));
  await page.getByRole('button', { name: 'Go on' }).click();
  const codes = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
  await expect(codes).toHaveCount(8);
  const recovery = await codes.first().innerText();
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await expect(page.getByText('asks for the code of your app, too')).toBeVisible();

  await page.getByRole('button', { name: 'Sign out salma' }).click();
  await page.getByLabel('Name').fill('salma');
  await page.getByLabel('Password').fill('rice and lentils');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('Code', { exact: true }).fill(recovery);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByTestId('total')).toBeVisible();
});
