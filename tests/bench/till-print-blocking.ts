import type { CDPSession } from '@playwright/test';
import { z } from 'zod';
import { report } from './support-report.ts';
import { countWaiting, withBusyTill } from './support-till.ts';

/**
 * How long printing keeps the till's screen from answering: 100 receipts are queued at once, and the browser's own
 * trace says how long each task of the page was. 'till.printBlocking' is the longest task of every second until they
 * are handed over, 'till.idleBlocking' the same of the page doing nothing, 'till.printWork' what a receipt takes of the
 * page's time. A task lasts as long as it worked: time in which the machine ran something else instead is not the page's.
 */
const jobs = 100;
const seconds = 20;

type Task = { readonly atMs: number; readonly workedMs: number };

const traceSchema = z.object({
  value: z.array(
    z.looseObject({
      name: z.string(),
      ph: z.string(),
      pid: z.int(),
      tid: z.int(),
      /** Microseconds, on the wall and of the thread. */
      ts: z.number(),
      dur: z.number().optional(),
      tdur: z.number().optional(),
      args: z.looseObject({ name: z.string().optional() }).optional(),
    }),
  ),
});

await withBusyTill(2_000, async ({ page }) => {
  const cdp = await page.context().newCDPSession(page);
  // What loading the page left behind is done, and its garbage collected.
  await page.waitForTimeout(5_000);
  const idle = await tasksDuring(cdp, () => page.waitForTimeout(seconds * 1_000));
  const printing = await tasksDuring(cdp, async () => {
    await page.evaluate(queueJobs, jobs);
    await page.waitForTimeout(seconds * 1_000);
  });
  report('till.idleBlocking', longestOfEachSecond(idle), 'ms');
  report('till.printBlocking', longestOfEachSecond(printing), 'ms');
  report('till.printWork', [(workOf(printing) - workOf(idle)) / jobs], 'ms');
  const left = await page.evaluate(countWaiting);
  if (left > 0) throw new Error(`${left} of ${jobs} jobs were not handed over in time`);
});

/** The tasks of the page's main thread while `work` goes on. */
async function tasksDuring(cdp: CDPSession, work: () => Promise<void>): Promise<Task[]> {
  const events: z.infer<typeof traceSchema>['value'] = [];
  const gather = (part: unknown) => events.push(...traceSchema.parse(part).value);
  cdp.on('Tracing.dataCollected', gather);
  await cdp.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel'], excludedCategories: ['*'] },
  });
  await work();
  const complete = new Promise<void>((resolve) => cdp.once('Tracing.tracingComplete', () => resolve()));
  await cdp.send('Tracing.end');
  await complete;
  cdp.off('Tracing.dataCollected', gather);
  const tasks = events.filter(({ name, ph }) => name === 'ThreadControllerImpl::RunTask' && ph === 'X');
  const mains = events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain');
  const threads = mains.map((main) => tasks.filter(({ pid, tid }) => pid === main.pid && tid === main.tid));
  const page = threads.toSorted((a, b) => b.length - a.length)[0] ?? [];
  const begun = page.reduce((first, { ts }) => Math.min(first, ts), Infinity);
  return page.map(({ ts, dur = 0, tdur = dur }) => ({
    atMs: (ts - begun) / 1_000,
    workedMs: Math.min(dur, tdur) / 1_000,
  }));
}

function longestOfEachSecond(tasks: readonly Task[]): number[] {
  const longest = Array.from({ length: seconds }, () => 0);
  for (const { atMs, workedMs } of tasks) {
    const second = Math.min(seconds - 1, Math.floor(atMs / 1_000));
    longest[second] = Math.max(longest[second] ?? 0, workedMs);
  }
  return longest;
}

function workOf(tasks: readonly Task[]): number {
  return tasks.reduce((sum, { workedMs }) => sum + workedMs, 0);
}

/** Runs in the page: queues copies of a receipt, as if they had just been asked for. */
async function queueJobs(count: number): Promise<void> {
  const answer = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB')));
    });
  const db = await answer(indexedDB.open('galley-till'));
  const receipts = IDBKeyRange.bound('receipt:', 'receipt;');
  const [receipt] = await answer(db.transaction('printJobs').objectStore('printJobs').getAll(receipts, 1));
  const write = db.transaction('printJobs', 'readwrite');
  for (let index = 0; index < count; index += 1) {
    const fresh = { id: `receipt:bench-${index}`, state: 'queued', handedOver: false };
    write.objectStore('printJobs').put({ ...receipt, ...fresh, createdAt: new Date().toISOString() });
  }
  await new Promise<void>((resolve) => write.addEventListener('complete', () => resolve()));
  db.close();
}
