import fc from 'fast-check';
import type { JobStatus } from '../src/spool/job.ts';
import { instant } from '@galley/shared/values/time.ts';
import { must } from '@galley/shared/values/must.ts';
import { drawerDocument } from '../src/document/drawer.ts';
import { openSpooler, type Spooler } from '../src/spool/spooler.ts';
import { isSettled } from '../src/spool/job-rules.ts';
import { rootOf } from '../src/spool/spooled-job.ts';
import type { FaultInput } from '../src/virtual/fault.ts';
import type { Paper } from '../src/virtual/roll.ts';
import { startVirtualPrinter } from '../src/virtual/virtual-printer.ts';
import { pause, quick, ticketFor } from './workbench.ts';

/** How a soak went; everything under `wrong` is a broken promise. */
export type Soaked = {
  readonly jobs: number;
  readonly ends: Readonly<Record<string, number>>;
  readonly restarts: number;
  readonly wrong: readonly string[];
};

export const randomFault: fc.Arbitrary<FaultInput> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<FaultInput>({ mode: 'ok' }) },
  fc.constantFrom<FaultInput>(
    { mode: 'refuse' },
    { mode: 'silent' },
    { mode: 'mute' },
    { mode: 'wrongId' },
    { mode: 'wrongId', instead: true },
    { mode: 'paperLow' },
    { mode: 'noProcessId' },
    { mode: 'otherLanguage' },
  ),
  fc.record({
    mode: fc.constantFrom('paperOut', 'coverOpen', 'cutterJam', 'headHot', 'powerCut'),
    afterBytes: fc.nat(200),
  }),
  fc.record({ mode: fc.constantFrom('resetMidJob', 'powerLost'), afterBytes: fc.nat(200) }),
  fc.record({ mode: fc.constant('slow'), msPerLine: fc.nat(10) }),
);

/**
 * Many jobs on eight printers that fail at random, with a host that is restarted now and then, people who divert, clear,
 * pause and answer, and a minute that passes every so often. At the end every job has exactly one final state.
 */
export async function soak(folder: string, jobs: number, seed: number): Promise<Soaked> {
  const printers = await Promise.all(Array.from({ length: 8 }, () => startVirtualPrinter()));
  const dice = fc.sample(
    fc.record({ fault: randomFault, printer: fc.nat(7), other: fc.nat(7), act: fc.nat(99), wait: fc.nat(6) }),
    { seed, numRuns: jobs },
  );
  // A roll keeps its newest papers only.
  const papers: Pick<Paper, 'text' | 'whole'>[] = [];
  for (const printer of printers) printer.roll.subscribe(({ text, whole }) => papers.push({ text, whole }));
  let skew = 0;
  const clock = (): number => Date.now() + skew;
  const timing = {
    ...quick,
    statusMs: 120,
    proofMs: 60,
    stallMs: 120,
    closeMs: 20,
    retryMs: [10],
    pausedMs: 400,
    bytesPerSecond: 1_000_000,
    dotsPerSecond: 1_000_000,
  };
  const open = (): Promise<Spooler> => openSpooler({ folder, clock, timing });
  let spooler = await open();
  let restarts = 0;
  const address = (at: number) => ({
    address: must(printers[at % printers.length], 'there are eight').address,
    profile: 'epson-80',
    name: `Printer ${at}`,
  });
  const idOf = (at: number): string => `j${String(at).padStart(5, '0')}`;

  for (const [at, { fault, printer, other, act, wait }] of dice.entries()) {
    if (at % 5 === 0) await must(printers[other], 'there are eight').setFault(fault);
    const drawer = act < 5;
    const taken = await spooler.submit({
      id: idOf(at),
      printer: address(printer),
      fallbacks: [address(other), address((other + 3) % 8)].filter(
        (each) => each.address !== address(printer).address,
      ),
      kind: drawer ? 'drawer' : act < 25 ? 'receipt' : 'kitchen',
      label: idOf(at),
      document: drawer ? drawerDocument() : ticketFor(idOf(at)),
      createdAt: instant(clock()),
      timeZone: 'Asia/Dhaka',
    });
    if (!taken.ok) throw new Error(taken.message);
    if (act === 50) await spooler.cancel(idOf(Math.max(0, at - 3)), 'cleared');
    if (act > 94) await spooler.divert(idOf(Math.max(0, at - 2)), address(other));
    if (act === 60) await spooler.pause(address(printer), 'paused');
    if (act === 61) await spooler.pause(address(printer), null);
    if (act === 70) skew += 61_000;
    if (at % 7 === 0) await pause(wait);
    if (at % 211 === 210) {
      await spooler.close();
      spooler = await open();
      restarts += 1;
    }
    if (at % 40 === 39) await answerAll(spooler, at);
  }
  for (const [at, printer] of printers.entries()) {
    await printer.setFault({ mode: 'ok' });
    await spooler.pause(address(at), null);
  }
  const deadline = Date.now() + 120_000;
  for (let round = 0; !all(spooler).every(({ state }) => isSettled(state)); round += 1) {
    await answerAll(spooler, round);
    await pause(50);
    if (Date.now() > deadline) break;
  }
  const report = judge(spooler, papers, jobs, idOf);
  await spooler.close();
  for (const printer of printers) await printer.close();
  return { ...report, jobs, restarts };
}

/** A person looks at every paper in doubt, and gives up what is too late. */
async function answerAll(spooler: Spooler, round: number): Promise<void> {
  for (const { id, state, kind } of all(spooler)) {
    if (state === 'unknown')
      await spooler.resolve(id, kind === 'drawer' || round % 2 === 0 ? 'printed' : 'again');
    if (state === 'expired')
      await (round % 2 === 0 || kind === 'drawer'
        ? spooler.cancel(id, 'too late')
        : spooler.resolve(id, 'again'));
  }
}

function all(spooler: Spooler): readonly JobStatus[] {
  return spooler.statesSince(0).states;
}

function judge(
  spooler: Spooler,
  came: readonly Pick<Paper, 'text' | 'whole'>[],
  jobs: number,
  idOf: (at: number) => string,
): Pick<Soaked, 'ends' | 'wrong'> {
  const wrong: string[] = [];
  const ends: Record<string, number> = {};
  const papers = new Map<string, { whole: number; unmarked: number }>();
  for (const { text, whole } of came) {
    const id = /TICKET (j\d+)\n/.exec(text)?.[1];
    if (id === undefined) continue;
    const count = papers.get(id) ?? { whole: 0, unmarked: 0 };
    if (whole) count.whole += 1;
    if (!/REPRINT|DELAYED|INSTEAD/.test(text)) count.unmarked += 1;
    papers.set(id, count);
  }
  const chains = new Map<string, JobStatus[]>();
  for (const status of all(spooler))
    chains.set(rootOf(status.id), [...(chains.get(rootOf(status.id)) ?? []), status]);
  for (let at = 0; at < jobs; at += 1) {
    const id = idOf(at);
    const chain = chains.get(id) ?? [];
    const last = chain.filter(({ state }) => state !== 'takenOver');
    if (last.length !== 1)
      wrong.push(`${id} has ${last.length} ends: ${chain.map(({ state }) => state).join(', ')}`);
    const end = last[0];
    if (!end || !isSettled(end.state)) wrong.push(`${id} has not ended: ${end?.state}`);
    if (!end) continue;
    ends[end.state] = (ends[end.state] ?? 0) + 1;
    const count = papers.get(id) ?? { whole: 0, unmarked: 0 };
    if (end.state === 'printed' && end.proof === 'processId' && end.kind !== 'drawer' && count.whole === 0)
      wrong.push(`${id} is called printed, and no paper came out`);
    if (count.unmarked > 1) wrong.push(`${id} came out ${count.unmarked} times without a mark`);
    if (end.kind === 'drawer' && chain.length > 1) wrong.push(`${id} opened the drawer again`);
  }
  return { ends, wrong };
}
