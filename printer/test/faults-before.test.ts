import { connect } from 'node:net';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { instant } from '@galley/shared/values/time.ts';
import { openConnection } from '../src/transport/open.ts';
import { playRow, type Trial } from './fault-bench.ts';
import { pause } from './workbench.ts';

/** Rows of docs/printing-faults.md in which nothing of the job may leave before the fault is mended. */

async function waitsAndPrints({ printer, reached }: Trial, state: 'blocked' | 'failed', words: RegExp) {
  expect((await reached(state)).cause).toMatch(words);
  await printer.setFault({ mode: 'ok' });
  await reached('printed');
}

test('[P6] row 1: a printer that is off costs the ticket nothing but time', async () => {
  await playRow({
    async play(trial) {
      await trial.printer.setFault({ mode: 'refuse' });
      await trial.submit();
      await waitsAndPrints(trial, 'failed', /refuses the connection/);
    },
  });
});

test('[P6] row 2: a printer that another host holds gets no second connection to mix tickets on', async () => {
  await playRow({
    timing: { statusMs: 300 },
    async play(trial) {
      const other = connect(trial.printer.port, '127.0.0.1');
      await once(other, 'connect');
      await pause(5);
      await trial.submit();
      expect((await trial.reached('failed')).cause).toMatch(/another till printing/);
      other.end();
      await trial.reached('printed');
    },
  });
});

test('[P6] row 3: without paper not a byte is sent', async () => {
  await playRow({
    async play(trial) {
      await trial.printer.setFault({ mode: 'paperOut' });
      await trial.submit();
      await trial.reached('blocked');
      const before = trial.printer.roll.papers().length;
      await waitsAndPrints(trial, 'blocked', /paper is out. Load a new roll/);
      expect(trial.printer.roll.papers()).toHaveLength(before + 1);
    },
  });
});

test('[P6] row 6: a roll that is nearly used up prints, and somebody is told', async () => {
  await playRow({
    async play({ printer, submit, reached }) {
      await printer.setFault({ mode: 'paperLow' });
      await submit();
      expect(await reached('printed')).toMatchObject({ cause: '', paperLow: true });
    },
  });
});

test('[P6] row 9: a printer that accepts and never reads gets no ticket', async () => {
  await playRow({
    timing: { statusMs: 300 },
    async play(trial) {
      await trial.printer.setFault({ mode: 'silent' });
      await trial.submit();
      await waitsAndPrints(trial, 'failed', /does not answer.*switch it off and on/);
    },
  });
});

test('[P4] row 14: where nobody answers the ticket is sent, never called proven', async () => {
  await playRow({
    profile: 'mute-80',
    async play({ printer, cutAt, submit, reached }) {
      if (cutAt % 2 === 0) await printer.setFault({ mode: 'powerCut', afterBytes: cutAt });
      await submit();
      expect(await reached('printed')).toMatchObject({ proof: 'none' });
    },
  });
});

test('[P6] row 15: what is late or printed elsewhere never comes out by itself', async () => {
  await playRow({
    async play({ id, printer, spooler, cutAt, submit, reached, job }) {
      await printer.setFault({ mode: cutAt % 3 === 0 ? 'refuse' : 'coverOpen' });
      // A job of long ago, as one that lay in a till over night.
      const old = cutAt % 2 === 0;
      const createdAt = instant(Date.parse(job().createdAt) - 21 * 60_000);
      await submit(old ? { createdAt } : {});
      if (old) await reached('expired');
      else {
        await reached('blocked', 'failed');
        const elsewhere = { address: 'tcp://127.0.0.1:9', profile: 'epson-80', name: 'Bar' };
        expect(await spooler.divert(id, elsewhere)).toMatchObject({ ok: true });
      }
      const before = printer.roll.papers().length;
      await printer.setFault({ mode: 'ok' });
      await pause(40);
      expect(printer.roll.papers()).toHaveLength(before);
    },
  });
});

test('[P1] row 17: the same job handed over again and again is one paper', async () => {
  await playRow({
    async play({ cutAt, submit, reached }) {
      const times = 2 + (cutAt % 3);
      await Promise.all(Array.from({ length: times }, () => submit()));
      await reached('printed');
      await submit();
      expect((await reached('printed')).state).toBe('printed');
    },
  });
});

test('[P6] row 22: a printer that speaks another language gets no metre of garbage', async () => {
  await playRow({
    timing: { statusMs: 300 },
    async play(trial) {
      await trial.printer.setFault({ mode: 'otherLanguage' });
      await trial.submit();
      expect((await trial.reached('failed')).cause).toMatch(/language of Star printers/);
      // Questions about the state are four bytes each; nothing else may have come.
      const asked = trial.printer.unknownBytes();
      expect(asked.filter((byte) => byte !== 0x10 && byte > 0x04)).toEqual([]);
      await trial.printer.setFault({ mode: 'ok' });
      await trial.reached('printed');
    },
  });
});

test('[P3] row 1: a connection that breaks while it is asked for its state has taken nothing', async () => {
  await playRow({
    open: async (address, timeoutMs) => {
      const connection = await openConnection(address, timeoutMs);
      // Every second connection dies at its first question.
      dying = !dying;
      if (dying) await connection.close(0);
      return connection;
    },
    async play({ submit, reached }) {
      await submit();
      await reached('printed');
    },
  });
});
let dying = false;
