import { join } from 'node:path';
import { instant } from '@galley/shared/values/time.ts';
import { JournalFault } from '../src/spool/journal.ts';
import { openSpooler } from '../src/spool/spooler.ts';
import { documentOf, cut, line } from '../src/document/blocks.ts';

/**
 * Runs with a limit on the size of a file, which fails a write as a full disk does. Fills one journal after the other,
 * each to another byte, and prints what was promised before the refusal: folder, ids, words.
 */
const [folder = '', count = '1'] = process.argv.slice(2);

async function fill(run: number): Promise<void> {
  const spooler = await openSpooler({ folder: join(folder, String(run)) });
  const kept: string[] = [];
  let words = '';
  while (words === '') {
    const id = `job-${kept.length}-${'x'.repeat(run % 80)}`;
    try {
      const answer = await spooler.submit({
        id,
        // Nothing listens there, so nothing but its acceptance changes a job.
        printer: { address: 'tcp://127.0.0.1:9', profile: 'epson-80' },
        kind: 'kitchen',
        label: 'Ticket',
        document: documentOf([line('y'.repeat(1 + run * 3)), cut]),
        createdAt: instant(Date.now()),
      });
      if (!answer.ok) throw new Error(answer.message);
      kept.push(id);
    } catch (fault) {
      if (!(fault instanceof JournalFault)) throw fault;
      words = fault.message;
    }
  }
  process.stdout.write(`${run}\t${kept.join(',')}\t${words}\n`);
  await spooler.close();
}

await Promise.all(Array.from({ length: Number(count) }, (_, run) => fill(run)));
process.exit(0);
