import { plainStyle } from '../src/layout/style.ts';
import { expect, test } from 'vitest';
import { startPaperServer } from '../src/virtual/paper-server.ts';
import { startVirtualPrinter } from '../src/virtual/virtual-printer.ts';
import { createTokenizer, tokenize } from '../src/virtual/tokenizer.ts';
import { branch, ticket } from './samples.ts';
import { kitchenTicketDocument } from '../src/document/kitchen-ticket.ts';
import { decode, encoded } from './decode.ts';
import { type Bitmap, isSet } from '../src/raster/bitmap.ts';
import { pngOf } from '../src/virtual/png.ts';
import { renderPaper } from '../src/virtual/render-paper.ts';
import { PNG } from 'pngjs';
import { openWorkbench, temporaryFolder } from './workbench.ts';

test('papers are to be seen at the web address, as JSON, text and PNG', async () => {
  await using bench = await openWorkbench();
  const paper = await startPaperServer(bench.printer, 'kitchen <1>', 0);
  const at = `http://127.0.0.1:${paper.port}`;
  await bench.spooler().submit(bench.job('a', { document: kitchenTicketDocument(ticket, branch) }));
  await bench.reached('a', 'printed');
  const tickets: unknown = await (await fetch(`${at}/tickets`)).json();
  expect(tickets).toMatchObject([
    { id: 1, whole: true, png: '/tickets/1.png', text: expect.stringContaining('Chicken tikka') },
  ]);
  const png = new Uint8Array(await (await fetch(`${at}/tickets/1.png`)).arrayBuffer());
  expect([...png.subarray(1, 4)]).toEqual([...Buffer.from('PNG')]);
  expect(await (await fetch(`${at}/tickets/1.txt`)).text()).toContain('Table 5');
  const page = await (await fetch(`${at}/`)).text();
  expect(page).toContain('tickets/1.png');
  expect(page).not.toContain('<1>');
  expect((await fetch(`${at}/tickets/2.png`)).status).toBe(404);
  await paper.close();
});

test('faults are set by command, and a wrong one is refused with the list of right ones', async () => {
  const printer = await startVirtualPrinter();
  const paper = await startPaperServer(printer, 'kitchen', 0);
  const post = (body: string) => fetch(`http://127.0.0.1:${paper.port}/fault`, { method: 'POST', body });
  expect((await post('{"mode":"powerLost","afterBytes":5}')).status).toBe(200);
  expect(printer.fault()).toEqual({ mode: 'powerLost', afterBytes: 5 });
  const wrong = await post('{"mode":"onFire"}');
  expect(wrong.status).toBe(400);
  expect(await wrong.json()).toMatchObject({ modes: expect.arrayContaining(['paperOut', 'slow']) });
  expect((await post('not json')).status).toBe(400);
  await paper.close();
  await printer.close();
});

test('papers in a folder are found again after a restart', async () => {
  const folder = await temporaryFolder();
  const first = await startVirtualPrinter({ folder });
  first.roll.add([{ type: 'line', pieces: [{ x: 0, text: 'hello', style: plainStyle }] }], true);
  await first.close();
  const second = await startVirtualPrinter({ folder });
  expect(second.roll.papers()).toMatchObject([{ id: 1, text: 'hello\n', whole: true }]);
  expect(second.roll.papers()[0]?.png().length).toBeGreaterThan(100);
  second.roll.add([], false);
  expect(second.roll.papers()[1]?.id).toBe(2);
  await second.close();
});

test('[P13] the virtual printer reads from the bytes what the preview says', () => {
  const { bytes, preview } = encoded(
    kitchenTicketDocument({ ...ticket, lines: ticket.lines.slice(0, 1) }, branch),
    'epson-80',
  );
  const printer = tokenize(bytes).filter((token) => token.kind === 'text');
  const words = printer.map((token) => Buffer.from(token.bytes).toString('latin1')).join(' ');
  for (const word of preview.match(/[A-Za-z0-9:]+/g) ?? []) expect(words).toContain(word);
});

test('tokens are the same however the bytes are split, and unknown bytes are reported', () => {
  const { bytes } = encoded(kitchenTicketDocument(ticket, branch), 'epson-80');
  const whole = tokenize(bytes);
  expect(whole.filter((token) => token.kind === 'unknown')).toEqual([]);
  const tokenizer = createTokenizer();
  const split = [...bytes].flatMap((byte) => tokenizer.push(Uint8Array.of(byte)));
  const flat = (tokens: typeof whole) => Buffer.concat(tokens.map((token) => token.bytes)).toString('hex');
  expect(flat(split)).toBe(flat(whole));
  expect(split.filter((token) => token.kind === 'command')).toEqual(
    whole.filter((token) => token.kind === 'command'),
  );
  expect(tokenize(Uint8Array.of(0x1b, 0x7e, 0x41, 0x01)).map((token) => token.kind)).toEqual([
    'unknown',
    'text',
    'unknown',
  ]);
});

test('underline, font B, tabs, page mode and red are drawn as a printer prints them, and their words are read back', () => {
  const printed = (...parts: readonly (number | string)[]) => {
    const bytes = parts.flatMap((each) =>
      typeof each === 'string' ? [...Buffer.from(each, 'latin1')] : [each],
    );
    const { text, marks, unknown } = decode(Uint8Array.from(bytes), 576);
    expect(unknown).toEqual([]);
    return { text, marks, paper: renderPaper(marks, 576), red: renderPaper(marks, 576, 'red') };
  };
  const ink = (bitmap: Bitmap) =>
    bitmap.bytes.reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0);
  const plain = printed('Total\n');
  // A line of two dots below five characters of twelve.
  const underlined = printed('\x1b-\x02Total\x1b-\x00\n');
  expect(underlined.text).toBe(plain.text);
  expect(ink(underlined.paper) - ink(plain.paper)).toBe(2 * 5 * 12);
  // 64 small characters fit where 48 of the usual ones do.
  expect(printed('\x1bM\x01', 'x'.repeat(64), '\n').marks).toHaveLength(1);
  expect(printed('x'.repeat(64), '\n').marks).toHaveLength(2);
  expect(printed('a\tb\n').text).toBe('a       b\n');
  expect(printed('\x1bD', 4, 20, 0, 'a\tb\tc\n').text).toBe('a   b               c\n');
  const warning = printed('ok \x1br\x01NUTS\x1br\x00\n');
  expect(ink(warning.red)).toBeGreaterThan(0);
  expect(ink(warning.red)).toBeLessThan(ink(warning.paper));
  const png = PNG.sync.read(pngOf(warning.paper, warning.red));
  const reds = Array.from({ length: png.width * png.height }, (_, at) => png.data[at * 4]);
  expect(reds.filter((each) => each === 190)).toHaveLength(ink(warning.red));
  // An area of 200 by 300 dots, written from the bottom upwards and then from the left.
  const area = ['\x1bW', 0, 0, 0, 0, 200, 0, 44, 1];
  const page = printed('\x1bL', ...area, '\x1bT\x01', 'upwards\n', '\x1bT\x00', 'across\n', '\x0c');
  expect(page.text).toBe('upwards\nacross\n');
  const [picture] = page.marks;
  if (picture?.type !== 'picture') throw new Error('a page comes out as a picture');
  const rows = Array.from({ length: picture.bitmap.height }, (_, y) =>
    Array.from({ length: 40 }, (_each, x) => isSet(picture.bitmap, x, y)).includes(true),
  );
  expect(rows.slice(220).includes(true)).toBe(true);
  expect(printed('\x1bL', 'gone', '\x18', '\x0c').marks).toEqual([]);
});
