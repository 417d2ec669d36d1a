import { expect, test } from 'vitest';
import type { JobStatus } from '../src/spool/job.ts';
import type { FaultInput } from '../src/virtual/fault.ts';
import { playRow, reached as reachedBy, type Trial } from './fault-bench.ts';
import { pause } from './workbench.ts';

/** Rows of docs/printing-faults.md that strike while a ticket is with the printer, at any of its bytes. */

/** Stands still in the middle, says why, goes on when it is mended, and comes out once. */
async function waitsInTheMiddle({ printer, submit, reached }: Trial, fault: FaultInput, words: RegExp) {
  await printer.setFault(fault);
  await submit();
  const first = await reached('awaiting', 'blocked', 'printed');
  if (first.state === 'awaiting') {
    let status: JobStatus = first;
    while (status.cause === '' && status.state === 'awaiting') {
      await pause(5);
      status = await reached('awaiting', 'printed');
    }
    if (status.state === 'awaiting') expect(status.cause).toMatch(words);
  }
  await printer.setFault({ mode: 'ok' });
  await reached('printed');
}

test('[P4] row 4: paper that ends in the middle is waited for, and nothing is sent twice', async () => {
  await playRow({
    play: (trial) =>
      waitsInTheMiddle(
        trial,
        { mode: 'paperOut', afterBytes: trial.cutAt + 1 },
        /paper is out.*half printed/,
      ),
  });
});

test('[P4] row 5: a cover opened in the middle is waited for, and nothing is sent twice', async () => {
  await playRow({
    play: (trial) => waitsInTheMiddle(trial, { mode: 'coverOpen', afterBytes: trial.cutAt }, /cover is open/),
  });
});

test('[P4] row 7: a jammed cutter that is cleared prints on, and one that is not leaves doubt', async () => {
  await playRow({
    timing: { pausedMs: 80 },
    async play({ printer, cutAt, submit, reached }) {
      await printer.setFault({ mode: 'cutterJam', afterBytes: cutAt + 1 });
      await submit();
      // What an earlier ticket left in the printer may jam it before this one begins.
      if (cutAt % 2 === 0) await reached('awaiting', 'blocked', 'printed');
      else await reached('unknown', 'blocked', 'printed');
      await printer.setFault({ mode: 'ok' });
      await reached('printed', 'unknown');
    },
  });
});

test('[P5] row 8: a hot print head is waited for without a word', async () => {
  await playRow({
    timing: { proofMs: 600 },
    async play({ printer, cutAt, submit, reached }) {
      await printer.setFault({ mode: 'headHot', afterBytes: cutAt + 1 });
      await submit();
      const cooled = setTimeout(() => void printer.setFault({ mode: 'ok' }), 900);
      expect((await reached('awaiting', 'printed')).cause).toBe('');
      await reached('printed');
      clearTimeout(cooled);
    },
  });
});

/** Nobody can know: it is asked about, never repeated by itself, and a repeat says so. */
async function leavesDoubt({ id, printer, spooler, cutAt, submit, reached }: Trial, fault: FaultInput) {
  await printer.setFault(fault);
  await submit();
  const status = await reached('unknown', 'printed');
  await printer.setFault({ mode: 'ok' });
  if (status.state === 'printed') return;
  expect(status.cause).toMatch(/Look whether the paper came out|interrupted/);
  const answer = cutAt % 2 === 0 ? 'again' : 'printed';
  const settled = await spooler.resolve(id, answer);
  if (!settled.ok) throw new Error(settled.message);
  await reachedBy(spooler, settled.value.id, ['printed']);
  const again = printer.roll.papers().filter(({ text }) => text.includes(`REPRINT`) && text.includes(id));
  expect(again).toHaveLength(answer === 'again' ? 1 : 0);
}

test('[P4] row 10: a connection that is reset in the middle leaves doubt', async () => {
  await playRow({
    async play(trial) {
      await leavesDoubt(trial, { mode: 'resetMidJob', afterBytes: trial.cutAt });
    },
  });
});

test('[P4] row 10: a line that goes dead in the middle leaves doubt', async () => {
  await playRow({
    timing: { proofMs: 30, stallMs: 200 },
    async play(trial) {
      await leavesDoubt(trial, { mode: 'powerLost', afterBytes: trial.cutAt });
    },
  });
});

test('[P4] row 11: a power cut after all bytes were taken leaves doubt', async () => {
  await playRow({
    timing: { proofMs: 30 },
    async play(trial) {
      await leavesDoubt(trial, { mode: 'powerCut', afterBytes: trial.cutAt });
    },
  });
});

test('[P5] row 12: the confirmation of another job is no proof', async () => {
  await playRow({
    timing: { proofMs: 1_200 },
    async play({ printer, cutAt, submit, reached }) {
      const instead = cutAt % 4 === 0;
      await printer.setFault({ mode: 'wrongId', instead });
      await submit();
      expect((await reached('printed', 'unknown')).state).toBe(instead ? 'unknown' : 'printed');
    },
  });
});

test('[P5] row 13: a slow printer is waited for', async () => {
  await playRow({
    timing: { proofMs: 5_000 },
    async play({ printer, cutAt, submit, reached }) {
      await printer.setFault({ mode: 'slow', msPerLine: cutAt % 40 });
      await submit();
      expect(await reached('printed')).toMatchObject({ proof: 'processId' });
    },
  });
});

test('[P5] row 25: a copy that prints the request for a process id is never believed, and its own profile asks otherwise', async () => {
  await playRow({
    timing: { proofMs: 600 },
    async play({ printer, submit, reached, job, cutAt }) {
      await printer.setFault({ mode: 'noProcessId' });
      const knows = cutAt % 2 === 0;
      const strays = () => printer.roll.papers().filter(({ text }) => text.includes('H00')).length;
      const before = strays();
      await submit(knows ? { printer: { ...job().printer, profile: 'generic-80' } } : {});
      expect(await reached('printed', 'unknown')).toMatchObject(
        knows ? { state: 'printed', proof: 'sensor' } : { state: 'unknown' },
      );
      if (knows) expect(strays()).toBe(before);
    },
  });
});
