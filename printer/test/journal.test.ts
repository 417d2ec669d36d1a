import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSpooler } from '../src/spool/spooler.ts';
import { openJournal } from '../src/spool/journal.ts';
import { openWorkbench, papersOf, quick, temporaryFolder } from './workbench.ts';

const anything = (json: unknown): unknown => json;

test('[P2] what an append has settled is read back, whatever byte the file is cut at after it', async () => {
  const path = join(await temporaryFolder(), 'journal');
  const { journal } = await openJournal(path, anything);
  await Promise.all([1, 2, 3].map((n) => journal.append({ n })));
  const kept = (await readFile(path)).length;
  await journal.append({ n: 4, text: 'কাচ্চি' });
  await journal.close();
  const bytes = await readFile(path);
  for (let length = kept; length <= bytes.length; length += 1) {
    await writeFile(path, bytes.subarray(0, length));
    const opened = await openJournal(path, anything);
    const whole = length >= bytes.length - 1; // only its line end is missing
    expect(opened.entries).toHaveLength(whole ? 4 : 3);
    expect(opened.damaged).toBe(0);
    await opened.journal.append({ n: 5 });
    await opened.journal.close();
    const again = await openJournal(path, anything);
    expect(again.entries.at(-1)).toEqual({ n: 5 });
    expect(again.entries).toHaveLength(whole ? 5 : 4);
    await again.journal.close();
  }
});

test('[P2] a damaged line costs only itself, and the file as it was is kept', async () => {
  const path = join(await temporaryFolder(), 'journal');
  const { journal } = await openJournal(path, anything);
  for (const n of [1, 2, 3]) await journal.append({ n });
  await journal.close();
  const bytes = await readFile(path);
  bytes[bytes.length >> 1] = 0x21;
  await writeFile(path, bytes);
  const opened = await openJournal(path, anything);
  expect(opened.damaged).toBe(1);
  expect(opened.entries).toEqual([{ n: 1 }, { n: 3 }]);
  expect(await readFile(`${path}.damaged`)).toEqual(bytes);
  await opened.journal.close();
});

test('[P2] a rewrite leaves only what it is given, also between appends', async () => {
  const path = join(await temporaryFolder(), 'journal');
  const { journal } = await openJournal(path, anything);
  await Promise.all([
    journal.append({ n: 1 }),
    journal.rewrite(() => [{ n: 'all' }]),
    journal.append({ n: 2 }),
  ]);
  await journal.close();
  const opened = await openJournal(path, anything);
  expect(opened.entries).toEqual([{ n: 'all' }, { n: 2 }]);
  await opened.journal.close();
});

test('[P4] after a power cut at any byte of the journal no paper comes out twice and no kept job is lost', async () => {
  await using bench = await openWorkbench();
  await bench.spooler().submit(bench.job('done'));
  await bench.reached('done', 'printed');
  await bench.printer.setFault({ mode: 'coverOpen' });
  await bench.spooler().submit(bench.job('waiting'));
  await bench.reached('waiting', 'blocked');
  await bench.spooler().close();
  const bytes = await readFile(join(bench.folder, 'jobs.journal'));
  const text = bytes.toString('latin1');
  // From here on the first job's acceptance had been answered.
  const accepted = text.indexOf('\n', text.indexOf('"id":"done"')) + 1;
  const papersBefore = papersOf(bench.printer, 'done');
  for (let cutAt = accepted; cutAt <= bytes.length; cutAt += 37) {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'jobs.journal'), bytes.subarray(0, cutAt));
    const before = text.slice(0, text.lastIndexOf('\n', cutAt - 1) + 1);
    const spooler = await openSpooler({ folder, timing: quick });
    const begun = before.includes('"state":"sending"');
    const done = spooler.stateOf('done');
    expect(done).toBeDefined();
    if (before.includes('"state":"printed"')) expect(done?.state).toBe('printed');
    else if (begun) expect(done?.state).toBe('unknown');
    else expect(['queued', 'blocked', 'failed']).toContain(done?.state);
    if (/"id":"waiting".*\n/.test(before))
      expect(['queued', 'blocked']).toContain(spooler.stateOf('waiting')?.state);
    await spooler.close();
  }
  expect(papersOf(bench.printer, 'done')).toBe(papersBefore);
});

test('[P4] a restart while a job is with the printer leaves it in doubt', async () => {
  await using bench = await openWorkbench({ timing: { proofMs: 300 } });
  await bench.printer.setFault({ mode: 'mute' });
  await bench.spooler().submit(bench.job('a'));
  await bench.reached('a', 'awaiting');
  const journal = await readFile(join(bench.folder, 'jobs.journal'));
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'jobs.journal'), journal);
  const after = await openSpooler({ folder, timing: quick });
  expect(after.stateOf('a')).toMatchObject({
    state: 'unknown',
    cause: expect.stringContaining('interrupted'),
  });
  await after.close();
  expect(papersOf(bench.printer, 'a')).toBe(1);
});

test('[P2] [P4] a paper in doubt whose job the disk has lost is paperForgotten: it stays in doubt, and nothing else comes out', async () => {
  await using bench = await openWorkbench({ timing: { proofMs: 60 } });
  await bench.printer.setFault({ mode: 'mute' });
  await bench.spooler().submit(bench.job('a'));
  await bench.reached('a', 'unknown');
  await bench.printer.setFault({ mode: 'ok' });
  const lines = (await readFile(join(bench.folder, 'jobs.journal'), 'utf8')).split('\n');
  const folder = await temporaryFolder();
  const damaged = lines.map((text) =>
    text.includes('"type":"entry"') ? text.replace('TICKET', 'T1CKET') : text,
  );
  await writeFile(join(folder, 'jobs.journal'), damaged.join('\n'));
  const after = await openSpooler({ folder, timing: quick });
  expect(await after.resolve('a', 'again')).toEqual({
    ok: false,
    code: 'paperForgotten',
    message: 'This paper is no longer kept here. Print it anew from its receipt or order.',
  });
  expect(after.stateOf('a')?.state).toBe('unknown');
  expect(await after.resolve('a', 'printed')).toMatchObject({ ok: true, value: { proof: 'person' } });
  await after.close();
  expect(bench.printer.roll.papers()).toHaveLength(1);
});

test('the numbers of the states go on after a restart, and a cursor from elsewhere starts again', async () => {
  await using bench = await openWorkbench();
  await bench.spooler().submit(bench.job('a'));
  await bench.reached('a', 'printed');
  const before = bench.spooler().statesSince(0);
  await bench.restart();
  expect(bench.spooler().statesSince(before.next)).toEqual({
    epoch: before.epoch,
    // Apart, because a power cut may have taken numbers that were told already.
    next: before.next + 1_000,
    states: [],
  });
  expect(bench.spooler().statesSince(9_999).states).toHaveLength(1);
});

test('[P2] an entry that this version does not understand is set aside and reported, and printing goes on', async () => {
  await using bench = await openWorkbench();
  await bench.spooler().submit(bench.job('a'));
  await bench.reached('a', 'printed');
  await bench.spooler().close();
  const path = join(bench.folder, 'jobs.journal');
  const { journal } = await openJournal(path, anything);
  await journal.append({ type: 'fromTheFuture' });
  await journal.close();
  await bench.restart();
  expect(bench.spooler().trouble()).toMatch(/lines that cannot be read: 1 of them/);
  expect(await readFile(`${path}.damaged`, 'utf8')).toContain('fromTheFuture');
  await bench.spooler().submit(bench.job('b'));
  await bench.reached('b', 'printed');
});
