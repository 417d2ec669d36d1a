import { expect } from 'vitest';
import { must } from '@galley/shared/values/must.ts';
import { instant } from '@galley/shared/values/time.ts';
import type { PrintState } from '@galley/shared/wire/print-jobs.ts';
import type { JobStatus, SpoolJob } from '../src/spool/job.ts';
import { encodeJob } from '../src/spool/spooled-job.ts';
import { openSpooler, type Spooler } from '../src/spool/spooler.ts';
import type { Timing } from '../src/spool/timing.ts';
import type { OpenConnection } from '../src/transport/transport.ts';
import { startVirtualPrinter, type VirtualPrinter } from '../src/virtual/virtual-printer.ts';
import { pause, quick, temporaryFolder, ticketFor } from './workbench.ts';

/** How often each row of the fault table is played, each time cut at another byte. */
export const trials = 200;
const lanes = 40;

/** One play of a row: a printer that nobody else uses just now, and a job that nobody else has. */
export type Trial = {
  readonly id: string;
  readonly printer: VirtualPrinter;
  readonly spooler: Spooler;
  /** A byte of the job's data, another one every time. */
  readonly cutAt: number;
  readonly job: (more?: Partial<SpoolJob>) => SpoolJob;
  readonly submit: (more?: Partial<SpoolJob>) => Promise<void>;
  readonly reached: (...states: readonly PrintState[]) => Promise<JobStatus>;
  /** Moves the clock of the whole bench. */
  readonly advance: (ms: number) => void;
};

export type Row = {
  readonly timing?: Partial<Timing>;
  readonly profile?: string;
  readonly open?: OpenConnection;
  /** Plays the fault, mends it, and leaves the job where it stays. */
  readonly play: (trial: Trial) => Promise<void>;
};

/**
 * Plays a row 200 times at random bytes and judges every job by the papers that really came out: none is called printed
 * without one, none has two that look the same, none is lost.
 */
export async function playRow({ timing = {}, profile = 'epson-80', open, play }: Row): Promise<void> {
  const seed = Date.now() & 0xffffff; // told with a failure, so that it can be played again
  const random = randomFrom(seed);
  let skew = 0;
  const now = (): number => Date.now() + skew;
  const folder = await temporaryFolder();
  const setting = { folder, clock: now, timing: { ...swift, ...timing } };
  const spooler = await openSpooler(open ? { ...setting, open } : setting);
  const printers = await Promise.all(Array.from({ length: lanes }, () => startVirtualPrinter()));
  const ids = Array.from({ length: trials }, (_, at) => `job-${String(at).padStart(3, '0')}`);
  try {
    const waiting = ids.map((id) => ({ id, part: random() }));
    await Promise.all(
      printers.map(async (printer) => {
        for (let next = waiting.shift(); next; next = waiting.shift()) {
          const { id, part } = next;
          const job = (more: Partial<SpoolJob> = {}): SpoolJob => ({
            id,
            printer: { address: printer.address, profile },
            kind: 'kitchen',
            label: `Ticket ${id}`,
            document: ticketFor(id),
            createdAt: instant(now()),
            timeZone: 'Asia/Dhaka',
            ...more,
          });
          await play({
            id,
            printer,
            spooler,
            cutAt: Math.floor(part * bytesOf(job())),
            job,
            submit: async (more) => {
              expect(await spooler.submit(job(more))).toMatchObject({ ok: true });
            },
            reached: (...states) => reached(spooler, id, states),
            advance: (ms) => void (skew += ms),
          });
          await printer.setFault({ mode: 'ok' });
        }
      }),
    );
    for (const id of ids) judge({ seed, id }, spooler, printers);
  } finally {
    for (const printer of printers) await printer.setFault({ mode: 'ok' });
    await spooler.close();
    for (const printer of printers) await printer.close();
  }
}

/** As quick as a busy machine allows: what waits here waits for the fault, not for a patience. */
const swift: Timing = {
  ...quick,
  statusMs: 1_000,
  // Rows about doubt say how soon they want it; in the others a busy machine is no reason for it.
  proofMs: 10_000,
  retryMs: [15],
  pollMs: 15,
  closeMs: 30,
  bytesPerSecond: 1_000_000,
  dotsPerSecond: 1_000_000,
};

/** What the row must never do, whatever it does. */
function judge(
  where: { readonly seed: number; readonly id: string },
  spooler: Spooler,
  printers: readonly VirtualPrinter[],
): void {
  const papers = printers
    .flatMap((printer) => printer.roll.papers())
    .filter(({ text }) => text.includes(`TICKET ${where.id}\n`));
  const status = must(spooler.stateOf(where.id), `${where.id} is lost`);
  const called = status.state === 'printed' && (status.proof === 'processId' || status.proof === 'sensor');
  expect({ ...where, falsePrinted: called && !papers.some(({ whole }) => whole) }).toMatchObject({
    falsePrinted: false,
  });
  const unmarked = papers.filter(({ text }) => !/REPRINT|DELAYED|PRINTED HERE/.test(text));
  expect({ ...where, unmarkedPapers: Math.max(1, unmarked.length) }).toMatchObject({ unmarkedPapers: 1 });
}

export async function reached(
  spooler: Spooler,
  id: string,
  states: readonly PrintState[],
): Promise<JobStatus> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const status = spooler.stateOf(id);
    if (status && states.includes(status.state)) return status;
    if (Date.now() > deadline)
      throw new Error(
        `${id} is ${status?.state ?? 'missing'} (${status?.cause}), not ${states.join(' or ')}`,
      );
    await pause(5);
  }
}

function bytesOf(job: SpoolJob): number {
  const encoded = encodeJob({ ...job, reprint: null });
  if (!encoded.ok) throw new Error(encoded.message);
  return encoded.value.bytes.length;
}

/** Mulberry32: small, and the same numbers for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
