import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { columns, cut, documentOf, line, row, rule, span } from '@galley/printer/document/blocks.ts';
import { openSpooler } from '@galley/printer/spool/spooler.ts';
import { startVirtualPrinter } from '@galley/printer/virtual/virtual-printer.ts';
import { instant } from '@galley/shared/values/time.ts';
import { report } from './support-report.ts';

/**
 * Queueing: 20 tills send a ticket to each of 5 printers, again and again, through one host. 'print.queue' is the time
 * until a ticket is laid out, checked and on the disk, tills coming as they come; 'print.queueStorm' the same for each of
 * 100 tickets when all tills send at the same moment, on the average of the storm.
 */
const tills = 20;
const rounds = 15;

const folder = await mkdtemp(join(tmpdir(), 'galley-bench-queue-'));
const printers = await Promise.all(Array.from({ length: 5 }, () => startVirtualPrinter()));
const spooler = await openSpooler({ folder });
const document = documentOf([
  line('Grill', { align: 'center', bold: true, size: 'tall' }),
  row('Table 5', 'T1-42', { bold: true, size: 'large' }),
  rule('double'),
  ...Array.from({ length: 8 }, () =>
    columns(
      { spans: [span('2', { bold: true, size: 'large' })], width: 3 },
      { spans: [span('Chicken tikka', { bold: true, size: 'large' })], width: 'fill' },
    ),
  ),
  cut,
]);
let count = 0;

async function queue(address: string): Promise<number> {
  const begun = performance.now();
  const taken = await spooler.submit({
    id: `job-${(count += 1)}`,
    printer: { address, profile: 'epson-80' },
    kind: 'kitchen',
    label: 'Kitchen ticket',
    document,
    createdAt: instant(Date.now()),
  });
  if (!taken.ok) throw new Error(taken.message);
  return performance.now() - begun;
}

await Promise.all(printers.map(({ address }) => queue(address))); // warms up
const times: number[] = [];
await Promise.all(
  Array.from({ length: tills }, async (_, till) => {
    for (let round = 0; round < rounds; round += 1) {
      await pause(((till * 61 + round * 37) % 100) * 10);
      for (const { address } of printers) times.push(await queue(address));
    }
  }),
);
report('print.queue', times, 'ms');

const storms: number[] = [];
for (let storm = 0; storm < 10; storm += 1) {
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: tills }).flatMap(() => printers.map(({ address }) => queue(address))),
  );
  storms.push((performance.now() - begun) / (tills * printers.length));
  await pause(200);
}
report('print.queueStorm', storms, 'ms');

await spooler.close();
for (const printer of printers) await printer.close();
await rm(folder, { recursive: true, force: true });
process.exit(0);
