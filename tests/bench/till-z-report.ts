import { report } from './support-report.ts';
import { withBusyTill } from './support-till.ts';

/** From the last digit of the PIN that accepts the difference until the Z of a shift of 3,000 sales is on disk and told. */
await withBusyTill(3000, async ({ page }) => {
  await page.getByRole('button', { name: 'Shift', exact: true }).click();
  const view = page.getByRole('region', { name: 'Shift', exact: true });
  await view.getByRole('button', { name: 'Close the shift' }).click();
  await page.getByRole('button', { name: 'All counted' }).click();
  await page.getByLabel('Why does the cash differ?').fill('nothing was counted');
  await page.getByRole('button', { name: 'Close and print Z' }).click();
  const pad = page.getByRole('dialog').getByRole('group', { name: 'Number keys' });
  for (const digit of '432') await pad.getByRole('button', { name: digit, exact: true }).click();
  const start = performance.now();
  await pad.getByRole('button', { name: '1', exact: true }).click();
  await page.getByText('T1-Z0001 closed by').waitFor();
  report('till.zReport3000', [performance.now() - start], 'ms');
});
