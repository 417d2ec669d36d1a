import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FaultInput } from '../src/virtual/fault.ts';
import { openWorkbench, papersOf, pause } from './workbench.ts';

const fault: fc.Arbitrary<FaultInput> = fc.oneof(
  fc.constant<FaultInput>({ mode: 'ok' }),
  fc.constantFrom<FaultInput>(
    { mode: 'refuse' },
    { mode: 'silent' },
    { mode: 'mute' },
    { mode: 'wrongId' },
    { mode: 'cutterJam' },
  ),
  fc.record({ mode: fc.constantFrom('paperOut', 'coverOpen'), afterBytes: fc.nat(200) }),
  fc.record({ mode: fc.constantFrom('resetMidJob', 'powerLost'), afterBytes: fc.nat(200) }),
  fc.record({ mode: fc.constant('slow'), msPerLine: fc.nat(15) }),
);

test('[P1] [P4] [P5] whatever fails when, no job is lost, none is called printed without a paper, none has two', async () => {
  await using bench = await openWorkbench({
    timing: { proofMs: 60, statusMs: 80, stallMs: 100, closeMs: 20, retryMs: [10] },
  });
  // Printed on failure, so that a bad seed can become a test of its own.
  const seed = Date.now() & 0xffffff;
  const faults = fc.sample(fault, { seed, numRuns: 60 });
  for (const [index, each] of faults.entries()) {
    await bench.printer.setFault(each);
    await Promise.all([
      bench.spooler().submit(bench.job(`j${index}a`)),
      bench.spooler().submit(bench.job(`j${index}b`)),
    ]);
    await pause(25);
    if (index % 12 === 7) await bench.restart();
  }
  await bench.printer.setFault({ mode: 'ok' });
  for (let index = 0; index < faults.length; index += 1) {
    for (const id of [`j${index}a`, `j${index}b`]) {
      const { state } = await bench.reached(id, 'printed', 'unknown');
      const papers = papersOf(bench.printer, id);
      expect({ seed, id, state, papers }).toEqual({
        seed,
        id,
        state,
        papers: state === 'printed' ? 1 : Math.min(papers, 1),
      });
    }
  }
});
