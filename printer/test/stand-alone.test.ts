import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { faultFromWords } from '../src/virtual/fault.ts';
import { startVirtualPrinter } from '../src/virtual/virtual-printer.ts';
import { decode } from './decode.ts';

test('the virtual printer is a program of its own: it prints what any host sends, and plays faults by command', async () => {
  const bin = join(import.meta.dirname, '../bin/galley-virtual-printer.mjs');
  const child = spawn(
    process.execPath,
    [bin, '--port', '0', '--http', '0', '--name', 'bench', '--fault', 'paperLow'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  let ready = '';
  for await (const line of createInterface({ input: child.stdout })) {
    ready = line;
    if (line.includes('paper at')) break;
  }
  const port = Number(/tcp:\/\/127\.0\.0\.1:(\d+)/.exec(ready)?.[1]);
  const page = /http:\S+/.exec(ready)?.[0] ?? '';
  const socket = connect(port, '127.0.0.1');
  socket.end(Buffer.from('\x1b@Hello from elsewhere\n\x1dV\x00', 'latin1'));
  socket.resume();
  await new Promise((resolve) => socket.once('close', resolve));
  expect(await (await fetch(`${page}fault`)).json()).toEqual({ mode: 'paperLow' });
  expect(await (await fetch(`${page}tickets/1.txt`)).text()).toContain('Hello from elsewhere');
  expect(await (await fetch(page)).text()).toContain('<option selected>paperLow</option>');
});

test('faults are written as people say them', () => {
  expect(faultFromWords('paperOut 40')).toEqual({ mode: 'paperOut', afterBytes: 40 });
  expect(faultFromWords(' slow 200 ')).toEqual({ mode: 'slow', msPerLine: 200 });
  expect(faultFromWords('mute')).toEqual({ mode: 'mute' });
  expect(faultFromWords('on fire')).toBeNull();
});

test('pictures of every kind come to the paper, margins and steps count, and unknown bytes are reported, not skipped', () => {
  const columns = [0x1b, 0x2a, 33, 2, 0, 0xff, 0xff, 0xff, 0x80, 0, 0x01];
  const store = [0x1d, 0x28, 0x4c, 12, 0, 48, 112, 48, 1, 1, 49, 8, 0, 2, 0, 0xf0, 0x0f];
  const print = [0x1d, 0x28, 0x4c, 2, 0, 48, 50];
  const text = [0x1d, 0x4c, 24, 0, 0x41, 0x1b, 0x5c, 12, 0, 0x42, 0x0a];
  const { marks, unknown } = decode(
    Uint8Array.from([...columns, ...store, ...print, ...text, 0x1b, 0x7e]),
    576,
  );
  const pictures = marks.flatMap((mark) => (mark.type === 'picture' ? [mark.bitmap] : []));
  expect(pictures.map(({ width, height }) => [width, height])).toEqual([
    [2, 24],
    [8, 2],
  ]);
  expect([...(pictures[1]?.bytes ?? [])]).toEqual([0xf0, 0x0f]);
  const line = marks.find((mark) => mark.type === 'line');
  expect(line?.type === 'line' && line.pieces.map(({ x, text: word }) => [x, word])).toEqual([
    [24, 'A'],
    [48, 'B'],
  ]);
  expect(unknown).toEqual([0x1b, 0x7e]);
});

test('asked for automatic status it says how it is, by the four bytes of the reference', async () => {
  const printer = await startVirtualPrinter();
  const socket = connect(printer.port, '127.0.0.1');
  const heard = new Promise<Buffer>((resolve) => socket.once('data', resolve));
  await printer.setFault({ mode: 'paperLow' });
  socket.write(Uint8Array.of(0x1d, 0x61, 0xff));
  expect([...(await heard)]).toEqual([0x10, 0, 0x03, 0]);
  socket.destroy();
  await printer.close();
});
