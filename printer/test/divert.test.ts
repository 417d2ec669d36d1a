import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSpooler } from '../src/spool/spooler.ts';
import { TransportFault } from '../src/transport/transport.ts';
import { startVirtualPrinter } from '../src/virtual/virtual-printer.ts';
import { drawerDocument } from '../src/document/drawer.ts';
import { openWorkbench, papersOf, pause, quick, temporaryFolder } from './workbench.ts';

/** A grill whose tickets come out at the bar when it cannot print them. */
async function openKitchen() {
  const bench = await openWorkbench();
  const bar = await startVirtualPrinter();
  const barPrinter = { address: bar.address, profile: 'epson-80', name: 'Bar printer' };
  const grill = { address: bench.printer.address, profile: 'epson-80', name: 'Grill printer' };
  const job = (id: string) => bench.job(id, { printer: grill, fallbacks: [barPrinter] });
  const close = async (): Promise<void> => {
    await bench[Symbol.asyncDispose]();
    await bar.close();
  };
  return { bench, bar, barPrinter, grill, job, [Symbol.asyncDispose]: close };
}

for (const [mode, state, why] of [
  ['refuse', 'failed', 'refuses the connection'],
  ['paperOut', 'blocked', 'The paper is out'],
] as const) {
  test(`[P7] a kitchen ticket that is ${state} for a minute comes out at the next printer, which says for whom and why`, async () => {
    await using kitchen = await openKitchen();
    const { bench, bar, job } = kitchen;
    await bench.printer.setFault({ mode });
    await bench.spooler().submit(job('a'));
    await bench.reached('a', state);
    bench.advance(59_000);
    await pause(80);
    expect(bench.spooler().stateOf('a')?.state).toBe(state);
    bench.advance(1_000);
    await bench.reached('a~2', 'printed');
    expect(bench.spooler().stateOf('a')).toMatchObject({ state: 'takenOver', takenOverBy: 'a~2' });
    const [paper, ...more] = bar.roll.papers();
    expect(paper?.text).toContain('FOR Grill printer');
    expect(paper?.text).toContain('PRINTED HERE INSTEAD');
    expect(paper?.text).toContain(why);
    expect(paper?.text).toContain('TICKET a\n');
    expect(more).toEqual([]);
    await bench.printer.setFault({ mode: 'ok' });
    await bench.spooler().submit(job('b'));
    await bench.reached('b', 'printed');
    expect(papersOf(bench.printer, 'a')).toBe(0);
  });
}

test('[P7] a ticket in doubt goes nowhere by itself, however long it takes', async () => {
  await using kitchen = await openKitchen();
  const { bench, bar, job } = kitchen;
  bench.timing.proofMs = 60;
  await bench.printer.setFault({ mode: 'mute' });
  await bench.spooler().submit(job('a'));
  await bench.reached('a', 'unknown');
  bench.advance(10 * 60_000);
  await pause(100);
  expect(bench.spooler().stateOf('a')?.state).toBe('unknown');
  expect(bar.roll.papers()).toEqual([]);
});

test('[P7] tickets behind one that is half printed do not wait for its paper', async () => {
  await using kitchen = await openKitchen();
  const { bench, bar, job } = kitchen;
  await bench.printer.setFault({ mode: 'paperOut', afterBytes: 40 });
  await bench.spooler().submit(job('half'));
  await bench.spooler().submit(job('next'));
  expect((await bench.reached('next', 'blocked')).cause).toMatch(/paper is out/);
  await bench.spooler().submit(job('late'));
  await bench.reached('late', 'blocked');
  bench.advance(60_000);
  await bench.reached('next~2', 'printed');
  await bench.reached('late~2', 'printed');
  expect(bar.roll.papers()).toHaveLength(2);
  await bench.printer.setFault({ mode: 'ok' });
  await bench.reached('half', 'printed');
  expect(papersOf(bench.printer, 'next')).toBe(0);
});

test('[P7] when the next printer is dead too the ticket goes on, and waits at the last one until it expires', async () => {
  await using kitchen = await openKitchen();
  const { bench, bar, job } = kitchen;
  await bench.printer.setFault({ mode: 'refuse' });
  await bar.setFault({ mode: 'coverOpen' });
  await bench.spooler().submit(job('a'));
  await bench.reached('a', 'failed');
  bench.advance(60_000);
  await bench.reached('a~2', 'blocked');
  bench.advance(60_000);
  await pause(80);
  expect(bench.spooler().stateOf('a~2')?.state).toBe('blocked');
  bench.advance(19 * 60_000);
  await bench.reached('a~2', 'expired');
});

test('[P7] a person sends a waiting ticket elsewhere at once; twice is once; a drawer goes nowhere', async () => {
  await using kitchen = await openKitchen();
  const { bench, bar, barPrinter, grill, job } = kitchen;
  await bench.printer.setFault({ mode: 'coverOpen' });
  await bench.spooler().submit(job('a'));
  await bench.reached('a', 'blocked');
  await Promise.all([bench.spooler().divert('a', barPrinter), bench.spooler().divert('a', barPrinter)]);
  await bench.reached('a~2', 'printed');
  expect(await bench.spooler().divert('a', barPrinter)).toMatchObject({ ok: true, value: { id: 'a~2' } });
  expect(await bench.spooler().divert('a~2', grill)).toMatchObject({ ok: false, code: 'tooLate' });
  expect(bar.roll.papers()).toHaveLength(1);
  await bench.spooler().submit(bench.job('kick', { kind: 'drawer', document: drawerDocument() }));
  expect(await bench.spooler().divert('kick', barPrinter)).toMatchObject({ code: 'drawerNeverReplays' });
});

test('[P7] after a power cut at any byte of the change of printers the ticket comes out at one of them, not at both', async () => {
  await using kitchen = await openKitchen();
  const { bench, barPrinter, job } = kitchen;
  await bench.printer.setFault({ mode: 'coverOpen' });
  await bench.spooler().submit(job('a'));
  await bench.reached('a', 'blocked');
  await bench.spooler().divert('a', barPrinter);
  await bench.reached('a~2', 'printed');
  await bench.spooler().close();
  const bytes = await readFile(join(bench.folder, 'jobs.journal'));
  const accepted = bytes.indexOf('\n', bytes.indexOf('"id":"a"')) + 1;
  for (let cutAt = accepted; cutAt <= bytes.length; cutAt += 11) {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'jobs.journal'), bytes.subarray(0, cutAt));
    const open = () => Promise.reject(new TransportFault('refused', 'off'));
    const spooler = await openSpooler({ folder, timing: quick, open });
    const states = ['a', 'a~2'].map((id) => spooler.stateOf(id)?.state);
    const live = states.filter((state) => state !== undefined && state !== 'takenOver');
    expect(live).toHaveLength(1);
    await spooler.close();
  }
  await bench.restart();
});

test('[P3] a paused printer gets nothing and says why, also after a restart; what waits prints when it goes on', async () => {
  await using kitchen = await openKitchen();
  const { bench, grill, job } = kitchen;
  expect(await bench.spooler().pause(grill, 'Paused: new roll')).toMatchObject({
    paused: 'Paused: new roll',
  });
  await bench.spooler().submit(job('a'));
  expect((await bench.reached('a', 'blocked')).cause).toBe('Paused: new roll');
  await pause(60);
  expect(bench.printer.roll.papers()).toEqual([]);
  await bench.restart();
  expect((await bench.reached('a', 'blocked')).cause).toBe('Paused: new roll');
  expect(await bench.spooler().ask(grill)).toMatchObject({ paused: 'Paused: new roll' });
  await bench.spooler().pause(grill, null);
  await bench.reached('a', 'printed');
  await bench.restart();
  await bench.spooler().submit(job('b'));
  await bench.reached('b', 'printed');
});

test('[P6] a printer is asked how it is without printing anything', async () => {
  await using kitchen = await openKitchen();
  const { bench, grill } = kitchen;
  const ask = () => bench.spooler().ask(grill);
  expect(await ask()).toEqual({ blocked: null, paperLow: false, known: true, paused: null });
  await bench.printer.setFault({ mode: 'paperLow' });
  expect(await ask()).toMatchObject({ blocked: null, paperLow: true });
  await bench.printer.setFault({ mode: 'coverOpen' });
  expect((await ask()).blocked).toMatch(/cover is open/);
  await bench.printer.setFault({ mode: 'refuse' });
  expect((await ask()).blocked).toMatch(/refuses/);
  expect(bench.printer.roll.papers()).toEqual([]);
});
