import { chromium } from '@playwright/test';
import { createEnrolmentCode } from '@galley/server/sync/enrolment.ts';
import { tillIdSchema } from '@galley/shared/values/ids.ts';
import { cursorToText } from '@galley/shared/wire/changes.ts';
import { givePast } from './support-past.ts';
import { report } from './support-report.ts';
import { startBenchServer } from './support-server.ts';

/**
 * A new till of a shop with 20,000 products and 50,000 sales of history, in a real browser on a real disk: seconds from
 * the code to the screen where staff sign in ('till.firstStart20k'), and the longest that its page was not to be spoken
 * to meanwhile ('till.firstStartLongestTask'). And how long the sums of what a till must have take the server, the rows
 * that count being 40,000 of 220,000 ('feed.sums40kOf220k').
 */
const runs = 3;

await using server = await startBenchServer();
const reader = await givePast(server, { products: 20_000, sales: 50_000 });
const { id } = await server.db.prisma.till.findFirstOrThrow({ where: { code: 'T1' } });
const tillId = tillIdSchema.parse(id);
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
  ],
});
const cursor = { epoch: reader.identity.epoch, stream: server.branchId, scope: 'till' as const, version: 0 };
const sums: number[] = [];
for (let count = 0; count < 20; count += 1) {
  const start = performance.now();
  await (await reader.request('GET', `/sync/sums?cursor=${cursorToText(cursor)}&floor=200000`)).text();
  sums.push(performance.now() - start);
}
report('feed.sums40kOf220k', sums, 'ms');
const seconds: number[] = [];
const longest: number[] = [];
try {
  for (let run = 0; run < runs; run += 1) {
    const code = await createEnrolmentCode(server.db.pool, tillId, 10);
    const context = await browser.newContext();
    await context.addInitScript(watchLongTasks);
    const page = await context.newPage();
    const start = performance.now();
    await page.goto(`${server.url}/till#enrol=${code}`);
    await page.getByRole('heading', { name: 'Who is selling?' }).waitFor({ timeout: 120_000 });
    seconds.push((performance.now() - start) / 1000);
    longest.push(Number(await page.evaluate(() => document.body.dataset['longest'] ?? '0')));
    await context.close();
  }
} finally {
  await browser.close();
}

report('till.firstStart20k', seconds, 's');
report('till.firstStartLongestTask', longest, 'ms');

/** Runs in the page. */
function watchLongTasks(): void {
  let most = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) most = Math.max(most, entry.duration);
    document.body.dataset['longest'] = String(most);
  }).observe({ type: 'longtask' });
}
