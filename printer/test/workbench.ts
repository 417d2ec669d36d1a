import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { instant } from '@galley/shared/values/time.ts';
import type { PrintState } from '@galley/shared/wire/print-jobs.ts';
import type { JobStatus, SpoolJob } from '../src/spool/job.ts';
import { documentOf, cut, line, row } from '../src/document/blocks.ts';
import type { OpenConnection } from '../src/transport/transport.ts';
import { openConnection } from '../src/transport/open.ts';
import { openSpooler, type Spooler } from '../src/spool/spooler.ts';
import { defaultTiming, type Timing } from '../src/spool/timing.ts';
import { startVirtualPrinter, type VirtualPrinter } from '../src/virtual/virtual-printer.ts';

/** Short enough for a test, long enough for a busy machine. */
export const quick: Timing = {
  ...defaultTiming,
  connectMs: 1_000,
  statusMs: 250,
  pollMs: 30,
  proofMs: 3_000,
  stallMs: 400,
  retryMs: [30],
  closeMs: 50,
  stopMs: 100,
  watchMs: 20,
  bytesPerSecond: 10_000,
  dotsPerSecond: 10_000,
};

export type Workbench = {
  readonly folder: string;
  readonly printer: VirtualPrinter;
  readonly spooler: () => Spooler;
  /** Ends the spooler and opens it again from its journal. */
  readonly restart: () => Promise<void>;
  /** May be changed while it runs; a test that waits for doubt wants a short `proofMs`. */
  readonly timing: Timing;
  readonly advance: (ms: number) => void;
  readonly now: () => number;
  readonly job: (id: string, more?: Partial<SpoolJob>) => SpoolJob;
  /** The job once it is in one of these states. */
  readonly reached: (id: string, ...states: readonly PrintState[]) => Promise<JobStatus>;
} & AsyncDisposable;

/** A spooler on a fresh folder before a real virtual printer on real sockets. */
export async function openWorkbench(
  setting: {
    readonly timing?: Partial<Timing>;
    readonly open?: OpenConnection;
    readonly profile?: string;
  } = {},
): Promise<Workbench> {
  const folder = await temporaryFolder();
  const printer = await startVirtualPrinter();
  const timing: Timing = { ...quick, ...setting.timing };
  let skew = 0;
  const now = (): number => Date.now() + skew;
  const open = (): Promise<Spooler> =>
    openSpooler({
      folder,
      clock: now,
      timing,
      open: setting.open ?? openConnection,
    });
  let spooler = await open();

  async function reached(id: string, ...states: readonly PrintState[]): Promise<JobStatus> {
    const deadline = Date.now() + 8_000;
    for (;;) {
      const page = spooler.statesSince(0);
      const status = page.states.find((each) => each.id === id);
      if (status && states.includes(status.state)) return status;
      if (Date.now() > deadline)
        throw new Error(`${id} is ${status?.state ?? 'missing'}, not ${states.join(' or ')}`);
      await spooler.waitForStates(page.next, 200);
    }
  }

  return {
    folder,
    printer,
    spooler: () => spooler,
    restart: async () => {
      await spooler.close();
      spooler = await open();
    },
    timing,
    advance: (ms) => void (skew += ms),
    now,
    job: (id, more = {}) => ({
      id,
      printer: { address: printer.address, profile: setting.profile ?? 'epson-80' },
      kind: 'kitchen',
      label: `Ticket ${id}`,
      document: ticketFor(id),
      createdAt: instant(now()),
      timeZone: 'Asia/Dhaka',
      ...more,
    }),
    reached,
    [Symbol.asyncDispose]: async () => {
      await printer.setFault({ mode: 'ok' });
      await spooler.close();
      await printer.close();
    },
  };
}

export function ticketFor(id: string) {
  return documentOf([
    line(`TICKET ${id}`, { size: 'large' }),
    row('2 Chicken tikka', '640.00'),
    row('1 Garlic naan', '70.00'),
    cut,
  ]);
}

/** How often a ticket came out of the printer as a whole. */
export function papersOf(printer: VirtualPrinter, id: string): number {
  return printer.roll.papers().filter((paper) => paper.whole && paper.text.includes(`TICKET ${id}\n`)).length;
}

/** Gone when the test has finished. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'galley-print-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
