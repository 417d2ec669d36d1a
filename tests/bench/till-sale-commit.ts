import { report } from './support-report.ts';
import { measureTap, withBusyTill } from './support-till.ts';

/**
 * From the tap on Exact until the whole sale is on disk in one strict transaction ('till.saleCommit'), and until the
 * frame that says paid ('till.tapToPaid'), with 100,000 sales in the database.
 */
const sales = 60;

await withBusyTill(100_000, async (till) => {
  const commits: number[] = [];
  const frames: number[] = [];
  for (let sale = 0; sale < sales; sale += 1) {
    await till.choose('Mains');
    await till.tap('Beef kala bhuna');
    await till.tap('Dal makhani');
    await till.choose('Sweets');
    await till.tap('Firni');
    await till.lines.nth(2).waitFor();
    await till.pay();
    await till.page.locator('.cash-keys .first').waitFor();
    frames.push(await measureTap(till.page, '.cash-keys .first', '.change-due'));
    commits.push(await till.page.evaluate(() => Number(document.body.dataset['committed'])));
  }
  report('till.saleCommit', commits, 'ms');
  report('till.tapToPaid', frames, 'ms');
});
