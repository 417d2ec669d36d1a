import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { documentOf, cut, line } from '../src/document/blocks.ts';
import { openSpooler } from '../src/spool/spooler.ts';
import { openConnection } from '../src/transport/open.ts';
import { playRow, reached, trials } from './fault-bench.ts';
import { startVirtualPrinter, type VirtualPrinter } from '../src/virtual/virtual-printer.ts';
import { openWorkbench, papersOf, quick, temporaryFolder } from './workbench.ts';

/** Rows of docs/printing-faults.md that are the host's own: its journal, its bytes. */

test('[P4] row 16: a program that dies at any byte it sends leaves doubt after its next start, and nothing repeats', async () => {
  await using bench = await openWorkbench();
  const length = await lengthOfJob(bench.printer.port);
  const printers = await Promise.all(Array.from({ length: 10 }, () => startVirtualPrinter()));
  const verdicts = new Map<string, number>();
  const papers = (id: string): number => printers.reduce((sum, printer) => sum + papersOf(printer, id), 0);
  const die = async (trial: number, printer: VirtualPrinter): Promise<void> => {
    const id = `die-${String(trial).padStart(3, '0')}`;
    const cutAt = Math.floor((trial / trials) * length);
    const [folder, left] = [await temporaryFolder(), await temporaryFolder()];
    let died: () => void = () => undefined;
    const death = new Promise<void>((resolve) => (died = resolve));
    const dying = await openSpooler({
      folder,
      timing: { ...quick, stopMs: 1 },
      open: async (address, timeoutMs) => {
        const connection = await openConnection(address, timeoutMs);
        let sent = 0;
        return {
          ...connection,
          async write(bytes) {
            if (bytes[0] === 0x10) return connection.write(bytes); // a question about its state
            const room = cutAt - sent;
            sent += bytes.length;
            if (bytes.length <= room) return connection.write(bytes);
            await connection.write(bytes.subarray(0, Math.max(0, room)));
            // All that the dead program leaves behind is its journal and what the printer has.
            await copyFile(join(folder, 'jobs.journal'), join(left, 'jobs.journal'));
            await connection.close(0);
            died();
            return new Promise(() => undefined);
          },
        };
      },
    });
    const job = bench.job(id, { printer: { address: printer.address, profile: 'epson-80' } });
    await dying.submit(job);
    await death;
    const next = await openSpooler({ folder: left, timing: quick });
    expect(next.stateOf(id)).toMatchObject({ state: 'unknown' });
    expect(await next.submit(job)).toMatchObject({ ok: true, value: { state: 'unknown' } });
    expect(papers(id)).toBeLessThanOrEqual(1);
    verdicts.set(id, papers(id));
    await dying.close();
    await next.close();
  };
  const waiting = Array.from({ length: trials }, (_, trial) => trial);
  await Promise.all(
    printers.map(async (printer) => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await die(next, printer);
    }),
  );
  expect(verdicts.size).toBe(trials);
  for (const [id, then] of verdicts) expect(papers(id)).toBe(then);
  for (const printer of printers) await printer.close();
}, 120_000);

async function lengthOfJob(port: number): Promise<number> {
  await using measured = await openWorkbench();
  let sent = 0;
  const spooler = await openSpooler({
    folder: await temporaryFolder(),
    timing: quick,
    open: async (address, timeoutMs) => {
      const connection = await openConnection(address, timeoutMs);
      return {
        ...connection,
        write: (bytes) => {
          if (bytes[0] !== 0x10) sent += bytes.length;
          return connection.write(bytes);
        },
      };
    },
  });
  expect(port).not.toBe(measured.printer.port);
  await spooler.submit(measured.job('die-000'));
  await reached(spooler, 'die-000', ['printed']);
  await spooler.close();
  return sent;
}

test('[P2] row 18: on a disk that is full at any byte a job is refused in words, never half kept', async () => {
  const folder = await temporaryFolder();
  await mkdir(folder, { recursive: true });
  const child = spawn(
    'sh',
    ['-c', `ulimit -f 12; exec "$0" --import tsx "$1" "$2" ${trials}`, process.execPath, fill, folder],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let said = '';
  child.stdout.on('data', (piece: Buffer) => (said += piece.toString()));
  expect(await once(child, 'close')).toEqual([0, null]);
  const runs = said.trim().split('\n');
  expect(runs).toHaveLength(trials);
  const judge = async (run: string): Promise<void> => {
    const [name = '', kept = '', words = ''] = run.split('\t');
    expect(words).toMatch(/journal cannot be written. Is the disk full/);
    const spooler = await openSpooler({ folder: join(folder, name), timing: quick });
    const known = spooler.statesSince(0).states.map(({ id }) => id);
    expect(known.toSorted()).toEqual(kept.split(',').toSorted());
    await spooler.close();
  };
  await Promise.all(runs.map(judge));
}, 120_000);
const fill = join(import.meta.dirname, 'fill-disk.ts');

test('[P9] row 19: a character that nothing here can draw is refused before it is queued', async () => {
  await playRow({
    async play({ id, spooler, cutAt, job, submit, reached: reachedState }) {
      const odd = String.fromCodePoint(0x1f300 + (cutAt % 200));
      const document = documentOf([line(`Tea ${odd}`), cut]);
      expect(await spooler.submit(job({ document }))).toMatchObject({ ok: false, code: 'cannotDraw' });
      expect(spooler.stateOf(id)).toBeUndefined();
      await submit();
      await reachedState('printed');
    },
  });
});

test('[P10] row 23: whatever another program left set in the printer, a ticket looks the same', async () => {
  await playRow({
    async play({ id, printer, cutAt, submit, reached: reachedState }) {
      const mess = [
        [0x1b, 0x74, cutAt % 20], // another code page
        [0x1d, 0x21, 0x11], // large letters
        [0x1b, 0x61, 2], // to the right
        [0x1b, 0x33, 200], // far apart
        [0x1b, 0x45, 1], // bold
        [0x1c, 0x26], // two-byte characters
      ].flat();
      const other = connect(printer.port, '127.0.0.1');
      other.end(Uint8Array.from(mess));
      other.resume();
      await once(other, 'close');
      await submit();
      await reachedState('printed');
      const paper = printer.roll.papers().find(({ text }) => text.includes(id));
      expect(paper?.text.replace(id, 'job')).toBe(
        'TICKET job\n2 Chicken tikka                           640.00\n1 Garlic naan                              70.00\n',
      );
    },
  });
});

test('[P2] the journal of a program that was killed is whole up to its last promise', async () => {
  await using bench = await openWorkbench();
  await bench.spooler().submit(bench.job('kept'));
  const journal = await readFile(join(bench.folder, 'jobs.journal'), 'utf8');
  expect(journal).toContain('"id":"kept"');
  expect(journal.endsWith('\n')).toBe(true);
});
