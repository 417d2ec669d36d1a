import { report } from './support-report.ts';
import { withBusyTill } from './support-till.ts';

/**
 * How long printing keeps the till's screen from answering ('till.printBlocking'): 100 receipts are queued at once, and
 * every second until they are printed says what its longest task was, as a task sees that wants to run again and again.
 * 'till.idleBlocking' is the same page doing nothing.
 */
const jobs = 100;

await withBusyTill(2_000, async ({ page }) => {
  report('till.idleBlocking', await page.evaluate(longestOfEachSecond, 5), 'ms');
  await page.evaluate(queueJobs, jobs);
  report('till.printBlocking', await page.evaluate(longestOfEachSecond, 20), 'ms');
  const left = await page.evaluate(countWaiting);
  if (left > 0) throw new Error(`${left} of ${jobs} jobs were not handed over in time`);
});

/** Runs in the page: a timer that wants to run every 5 ms, and how late it was at worst. */
function longestOfEachSecond(seconds: number): Promise<number[]> {
  return new Promise((resolve) => {
    const longest: number[] = [];
    const begun = performance.now();
    let worst = 0;
    const tick = (due: number): void => {
      const now = performance.now();
      worst = Math.max(worst, now - due);
      if (now - begun > (longest.length + 1) * 1_000) {
        longest.push(worst);
        worst = 0;
      }
      if (longest.length >= seconds) resolve(longest);
      else setTimeout(tick, 5, performance.now() + 5);
    };
    tick(begun);
  });
}

/** Runs in the page: queues copies of its newest receipt, as if they had just been asked for. */
async function queueJobs(count: number): Promise<void> {
  const answer = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB')));
    });
  const db = await answer(indexedDB.open('galley-till'));
  const all = await answer<Record<string, unknown>[]>(
    db.transaction('printJobs').objectStore('printJobs').getAll(),
  );
  const receipt = all.find(({ id }) => String(id).startsWith('receipt:'));
  const write = db.transaction('printJobs', 'readwrite');
  for (let index = 0; index < count; index += 1) {
    const fresh = { id: `receipt:bench-${index}`, state: 'queued', handedOver: false };
    write.objectStore('printJobs').put({ ...receipt, ...fresh, createdAt: new Date().toISOString() });
  }
  await new Promise<void>((resolve) => write.addEventListener('complete', () => resolve()));
  db.close();
}

/** Runs in the page. */
async function countWaiting(): Promise<number> {
  const db = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open('galley-till');
    request.addEventListener('success', () => resolve(request.result));
  });
  const count = await new Promise<number>((resolve) => {
    const request = db.transaction('printJobs').objectStore('printJobs').index('state').count('queued');
    request.addEventListener('success', () => resolve(request.result));
  });
  db.close();
  return count;
}
