import { expect, test } from 'vitest';
import { drawerDocument } from '../src/document/drawer.ts';
import { encodeJob } from '../src/spool/spooled-job.ts';
import { openWorkbench, papersOf, pause } from './workbench.ts';

test('[P5] a job is printed once the printer has answered its process id', async () => {
  await using bench = await openWorkbench();
  const queued = await bench.spooler().submit(bench.job('a'));
  expect(queued).toMatchObject({ ok: true, value: { state: 'queued' } });
  expect(await bench.reached('a', 'printed')).toMatchObject({ proof: 'processId', cause: '' });
  expect(papersOf(bench.printer, 'a')).toBe(1);
  expect(bench.printer.unknownBytes()).toEqual([]);
});

test('[P5] without process ids GS r is the proof, and without any answer the job is only sent', async () => {
  await using sensor = await openWorkbench({ profile: 'generic-80' });
  await sensor.spooler().submit(sensor.job('a'));
  expect(await sensor.reached('a', 'printed')).toMatchObject({ proof: 'sensor' });
  await using mute = await openWorkbench({ profile: 'mute-80' });
  await mute.spooler().submit(mute.job('a'));
  expect(await mute.reached('a', 'printed')).toMatchObject({ proof: 'none' });
});

test('[P1] the same id again is the same job and never a second paper', async () => {
  await using bench = await openWorkbench();
  const job = bench.job('a');
  await Promise.all([bench.spooler().submit(job), bench.spooler().submit(job)]);
  await bench.reached('a', 'printed');
  const again = await bench.spooler().submit(job);
  expect(again).toMatchObject({ ok: true, value: { state: 'printed' } });
  await bench.restart();
  expect(await bench.spooler().submit(job)).toMatchObject({ ok: true, value: { state: 'printed' } });
  await pause(100);
  expect(papersOf(bench.printer, 'a')).toBe(1);
});

for (const [mode, words] of [
  ['paperOut', /paper is out/],
  ['coverOpen', /cover is open/],
  ['cutterJam', /cutter is jammed/],
] as const) {
  test(`[P6] ${mode} before the first byte blocks the job, sends nothing, and prints when it is mended`, async () => {
    await using bench = await openWorkbench();
    await bench.printer.setFault({ mode });
    await bench.spooler().submit(bench.job('a'));
    const blocked = await bench.reached('a', 'blocked');
    expect(blocked.cause).toMatch(words);
    await pause(120);
    expect(bench.printer.roll.papers()).toEqual([]);
    expect(bench.spooler().stateOf('a')).toMatchObject({ n: blocked.n });
    await bench.printer.setFault({ mode: 'ok' });
    await bench.reached('a', 'printed');
    expect(papersOf(bench.printer, 'a')).toBe(1);
  });
}

test('[P6] a printer that is off fails the job, sends nothing, and prints when it is on again', async () => {
  await using bench = await openWorkbench();
  await bench.printer.setFault({ mode: 'refuse' });
  await bench.spooler().submit(bench.job('a'));
  expect((await bench.reached('a', 'failed')).cause).toMatch(/refuses the connection/);
  await bench.printer.setFault({ mode: 'ok' });
  await bench.reached('a', 'printed');
  expect(papersOf(bench.printer, 'a')).toBe(1);
});

test('[P6] a printer that accepts and never answers gets no byte of the job', async () => {
  await using bench = await openWorkbench();
  await bench.printer.setFault({ mode: 'silent' });
  await bench.spooler().submit(bench.job('a'));
  expect((await bench.reached('a', 'failed')).cause).toMatch(/does not answer/);
  await bench.printer.setFault({ mode: 'ok' });
  await bench.reached('a', 'printed');
  expect(papersOf(bench.printer, 'a')).toBe(1);
});

test('[P6] a printer that is nearly out of paper prints', async () => {
  await using bench = await openWorkbench();
  await bench.printer.setFault({ mode: 'paperLow' });
  await bench.spooler().submit(bench.job('a'));
  await bench.reached('a', 'printed');
});

test('[P6] out of paper in the middle of a ticket waits for the roll and never sends it twice', async () => {
  await using bench = await openWorkbench({ timing: { proofMs: 300 } });
  await bench.printer.setFault({ mode: 'paperOut', afterBytes: 40 });
  await bench.spooler().submit(bench.job('a'));
  for (let status = await bench.reached('a', 'awaiting'); status.cause === ''; await pause(10)) {
    status = await bench.reached('a', 'awaiting');
  }
  expect(bench.spooler().stateOf('a')?.cause).toMatch(/paper is out.*half printed/);
  await pause(600); // longer than the patience for a printer that reports nothing
  expect(bench.spooler().stateOf('a')?.state).toBe('awaiting');
  await bench.printer.setFault({ mode: 'ok' });
  await bench.reached('a', 'printed');
  expect(papersOf(bench.printer, 'a')).toBe(1);
});

for (const mode of ['resetMidJob', 'powerLost'] as const) {
  test(`[P4] ${mode} after any byte leaves the job in doubt, never printed, never repeated`, async () => {
    await using bench = await openWorkbench({ timing: { proofMs: 20 } });
    const encoded = encodeJob({ ...bench.job('cut'), reprint: null });
    if (!encoded.ok) throw new Error(encoded.message);
    const bytes = encoded.value.bytes.length + 11; // and the process id request
    const points = Array.from({ length: 20 }, (_, index) => Math.floor((index * (bytes - 1)) / 19));
    for (const afterBytes of points) {
      const id = `cut-${afterBytes}`;
      await bench.printer.setFault({ mode, afterBytes });
      await bench.spooler().submit(bench.job(id));
      expect((await bench.reached(id, 'unknown', 'printed')).state).toBe('unknown');
      await bench.printer.setFault({ mode: 'ok' });
    }
    bench.timing.proofMs = 3_000;
    await bench.spooler().submit(bench.job('next'));
    await bench.reached('next', 'printed');
    for (const afterBytes of points) {
      expect(bench.spooler().stateOf(`cut-${afterBytes}`)?.state).toBe('unknown');
      expect(papersOf(bench.printer, `cut-${afterBytes}`)).toBeLessThanOrEqual(1);
    }
  });
}

test('[P5] a printer that prints and never confirms leaves the job in doubt', async () => {
  await using bench = await openWorkbench();
  bench.timing.proofMs = 60;
  await bench.printer.setFault({ mode: 'mute' });
  await bench.spooler().submit(bench.job('a'));
  expect((await bench.reached('a', 'unknown')).cause).toMatch(/did not confirm/);
  await pause(150);
  expect(papersOf(bench.printer, 'a')).toBe(1);
});

test('[P5] the process id of another job proves nothing', async () => {
  await using bench = await openWorkbench();
  await bench.printer.setFault({ mode: 'wrongId' });
  await bench.spooler().submit(bench.job('a'));
  expect(await bench.reached('a', 'printed')).toMatchObject({ proof: 'processId' });
});

test('[P5] a slow printer is waited for', async () => {
  await using bench = await openWorkbench();
  await bench.printer.setFault({ mode: 'slow', msPerLine: 150 });
  await bench.spooler().submit(bench.job('a'));
  await bench.reached('a', 'printed');
});

test('[P6] a kitchen ticket expires after 20 minutes, a receipt after 2, and neither prints at opening time', async () => {
  await using bench = await openWorkbench();
  await bench.printer.setFault({ mode: 'refuse' });
  await bench.spooler().submit(bench.job('kitchen'));
  await bench.spooler().submit(bench.job('receipt', { kind: 'receipt' }));
  await bench.reached('receipt', 'failed');
  bench.advance(2 * 60_000);
  await bench.reached('receipt', 'expired');
  expect(bench.spooler().stateOf('kitchen')?.state).toBe('failed');
  await bench.spooler().close();
  bench.advance(18 * 60_000);
  await bench.printer.setFault({ mode: 'ok' });
  await bench.restart();
  await bench.reached('kitchen', 'expired');
  expect(bench.printer.roll.papers()).toEqual([]);
});

test('[P6] the drawer opens within 5 seconds or not at all, and never again', async () => {
  await using bench = await openWorkbench();
  const drawer = { kind: 'drawer', document: drawerDocument() } as const;
  await bench.spooler().submit(bench.job('now', drawer));
  await bench.reached('now', 'printed');
  expect(bench.printer.drawerOpenings()).toBe(1);
  await bench.printer.setFault({ mode: 'coverOpen' });
  await bench.spooler().submit(bench.job('late', drawer));
  await bench.reached('late', 'blocked');
  bench.advance(5_000);
  await bench.reached('late', 'expired');
  bench.timing.proofMs = 60;
  await bench.printer.setFault({ mode: 'mute' });
  await bench.spooler().submit(bench.job('doubt', drawer));
  await bench.reached('doubt', 'unknown');
  expect(await bench.spooler().resolve('doubt', 'again')).toMatchObject({
    ok: false,
    code: 'drawerNeverReplays',
  });
});

test('[P3] a dead printer blocks only its own lane', async () => {
  await using dead = await openWorkbench();
  await using other = await openWorkbench();
  await dead.printer.setFault({ mode: 'silent' });
  await dead.spooler().submit(dead.job('stuck'));
  const elsewhere = { address: other.printer.address, profile: 'epson-80' };
  await dead.spooler().submit(dead.job('fine', { printer: elsewhere }));
  await dead.reached('fine', 'printed');
  expect(dead.spooler().stateOf('stuck')?.state).not.toBe('printed');
});

test('[P3] jobs of one printer come out in order, over one connection at a time', async () => {
  await using bench = await openWorkbench();
  const ids = Array.from({ length: 12 }, (_, index) => `n${index}`);
  await Promise.all(ids.map((id) => bench.spooler().submit(bench.job(id))));
  await bench.reached('n11', 'printed');
  const order = bench.printer.roll.papers().map((paper) => /TICKET (n\d+)/.exec(paper.text)?.[1]);
  expect(order).toEqual(ids);
  expect(bench.printer.connections()).toBe(ids.length);
});

test('[P4] a job in doubt may be printed again by a person, linked, and marked on the paper', async () => {
  await using bench = await openWorkbench();
  bench.timing.proofMs = 60;
  await bench.printer.setFault({ mode: 'mute' });
  await bench.spooler().submit(bench.job('a'));
  await bench.reached('a', 'unknown');
  await bench.printer.setFault({ mode: 'ok' });
  bench.timing.proofMs = 3_000;
  const again = await bench.spooler().resolve('a', 'again');
  expect(again).toMatchObject({ ok: true, value: { id: 'a~2', reprintOf: 'a' } });
  await bench.spooler().resolve('a', 'again'); // a second tap
  await bench.reached('a~2', 'printed');
  expect(bench.spooler().stateOf('a')).toMatchObject({ state: 'takenOver', takenOverBy: 'a~2' });
  const [first, second, ...more] = bench.printer.roll.papers();
  expect(first?.text).not.toContain('REPRINT');
  expect(second?.text).toMatch(/REPRINT - MAY BE A DUPLICATE\n.*Attempt 2 · first sent \d\d:\d\d/);
  expect(more).toEqual([]);
});

test('[P4] a person may say that it printed, and only of a job in doubt', async () => {
  await using bench = await openWorkbench();
  bench.timing.proofMs = 60;
  await bench.printer.setFault({ mode: 'mute' });
  await bench.spooler().submit(bench.job('a'));
  await bench.reached('a', 'unknown');
  expect(await bench.spooler().resolve('a', 'printed')).toMatchObject({
    ok: true,
    value: { state: 'printed', proof: 'person' },
  });
  expect(await bench.spooler().resolve('a', 'again')).toMatchObject({ ok: false, code: 'notInDoubt' });
  expect(await bench.spooler().resolve('b', 'printed')).toMatchObject({ ok: false, code: 'noSuchJob' });
});

test('[P6] an expired ticket that a person still wants says that it is late, not that it may be a duplicate', async () => {
  await using bench = await openWorkbench();
  await bench.printer.setFault({ mode: 'refuse' });
  await bench.spooler().submit(bench.job('a'));
  await bench.reached('a', 'failed');
  bench.advance(21 * 60_000);
  await bench.reached('a', 'expired');
  await bench.printer.setFault({ mode: 'ok' });
  await bench.spooler().resolve('a', 'again');
  await bench.reached('a~2', 'printed');
  expect(bench.printer.roll.papers()[0]?.text).toMatch(/DELAYED - NOT PRINTED BEFORE/);
});

test('[P7] a waiting job can be cancelled, and then never prints; a sent one cannot', async () => {
  await using bench = await openWorkbench();
  await bench.printer.setFault({ mode: 'coverOpen' });
  await bench.spooler().submit(bench.job('a'));
  await bench.reached('a', 'blocked');
  expect(await bench.spooler().cancel('a', 'The guests have left')).toMatchObject({
    ok: true,
    value: { state: 'cancelled', cause: 'The guests have left' },
  });
  await bench.printer.setFault({ mode: 'ok' });
  await bench.spooler().submit(bench.job('c'));
  await bench.reached('c', 'printed');
  expect(bench.printer.roll.papers()).toHaveLength(1);
  expect(await bench.spooler().cancel('c')).toMatchObject({ ok: false, code: 'tooLate' });
});

test('[P9] a job that no paper could carry is refused before it is queued', async () => {
  await using bench = await openWorkbench();
  const emoji = { version: 1, blocks: [{ type: 'text', spans: [{ text: 'Tea 🍵' }] }] } as const;
  const refused = await bench.spooler().submit(
    bench.job('a', {
      document: { version: 1, blocks: [{ ...emoji.blocks[0], spans: [...emoji.blocks[0].spans] }] },
    }),
  );
  expect(refused).toMatchObject({ ok: false, code: 'cannotDraw' });
  expect(bench.spooler().stateOf('a')).toBeUndefined();
});
