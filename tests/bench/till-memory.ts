import { report } from './support-report.ts';
import { countWaiting, withBusyTill } from './support-till.ts';
import type { TillPage } from '../e2e/till-page.ts';

/**
 * What the page of a till holds in memory after 1,000 sales, as a part of what it held after 100 ('till.memoryGrowth', in
 * percent; the bar is within 20 % of 100), when all is safe and on paper and what nobody needs is swept away: a thousand
 * sales come faster here than any printer prints.
 */
await withBusyTill(0, async (till) => {
  const { page } = till;
  await till.choose('Mains');
  await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.product-tile')]
      .find((tile) => tile.innerText.includes('Dal makhani'))
      ?.setAttribute('data-bench', 'tap'),
  );
  await page.evaluate(sell, 100);
  const early = await bytesHeld(till);
  await page.evaluate(sell, 900);
  const late = await bytesHeld(till);
  report('till.memoryAfter1000', [late / 2 ** 20], 'MiB');
  report('till.memoryGrowth', [(100 * late) / early], '%');
});

async function bytesHeld(till: TillPage): Promise<number> {
  const { page } = till;
  while ((await page.evaluate(countWaiting)) > 0) await page.waitForTimeout(500);
  await till.expectAllSafe();
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}

/** Runs in the page: an item and exact cash, each by one tap or key, so many times. */
async function sell(count: number): Promise<void> {
  const until = (isThere: () => boolean) =>
    new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('the till did not answer')), 30_000);
      const look = () => {
        if (!isThere()) return;
        observer.disconnect();
        clearTimeout(late);
        resolve();
      };
      const observer = new MutationObserver(look);
      observer.observe(document.body, {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true,
      });
      look();
    });
  for (let sale = 0; sale < count; sale += 1) {
    document.querySelector<HTMLElement>('[data-bench="tap"]')?.click();
    await until(() => document.querySelector('.order-lines .quantity') !== null);
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'F9', bubbles: true, cancelable: true }));
    await until(() => document.querySelector('.change-due') !== null);
  }
}
