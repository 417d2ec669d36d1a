import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createReplyParser, type Reply } from '../src/escpos/replies.ts';
import { statusOf } from '../src/escpos/status.ts';

const reply = fc.oneof(
  fc.integer({ min: 0, max: 255 }).map((n) => [(n & 0x6c) | 0x12]),
  fc.integer({ min: 0, max: 255 }).map((n) => [n & 0x6f]),
  fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)).map(([a, b, c, d]) => [
    (a & 0x6c) | 0x10, b & 0x6f, c & 0x6f, d & 0x6f,
  ]), // prettier-ignore
  fc.stringMatching(/^[0-9A-Z]{4}$/).map((id) => [0x37, 0x22, ...Buffer.from(id), 0]),
  fc.constantFrom([0x11], [0x13]),
);

test('[P5] replies are the same however their bytes are split', () => {
  fc.assert(
    fc.property(
      fc.array(reply, { maxLength: 12 }),
      fc.array(fc.nat(60), { maxLength: 8 }),
      (replies, cuts) => {
        const bytes = Uint8Array.from(replies.flat());
        const whole = createReplyParser()(bytes);
        const parse = createReplyParser();
        const points = [
          0,
          ...cuts.map((cut) => Math.min(cut, bytes.length)).toSorted((a, b) => a - b),
          bytes.length,
        ];
        const split = points.slice(1).flatMap((end, index) => parse(bytes.subarray(points[index], end)));
        expect(split).toEqual(whole);
        expect(whole).toHaveLength(replies.length);
        expect(whole.filter((each) => each.type === 'unknown')).toEqual([]);
      },
    ),
  );
});

test('[P5] a process id is found among status bytes, and a short block is not taken for one', () => {
  const parse = createReplyParser();
  const bytes = [0x12, 0x16, 0x37, 0x22, 0x41, 0x31, 0x42, 0x32, 0x00, 0x37, 0x22, 0x41, 0x00];
  expect(parse(Uint8Array.from(bytes))).toEqual([
    { type: 'status', byte: 0x12 },
    { type: 'status', byte: 0x16 },
    { type: 'processId', id: 'A1B2' },
    { type: 'unknown', bytes: [0x37, 0x22, 0x41, 0x00] },
  ] satisfies Reply[]);
});

test('an automatic status that breaks off is reported and the next reply is still read', () => {
  const parse = createReplyParser();
  expect(parse(Uint8Array.from([0x18, 0x00, 0x12]))).toEqual([
    { type: 'unknown', bytes: [0x18, 0x00] },
    { type: 'status', byte: 0x12 },
  ]);
});

const ready = { printer: 0x12, offline: 0x12, error: 0x12, paper: 0x12 };
for (const [name, change, code] of [
  ['all well', {}, 'ready'],
  ['cover open', { printer: 0x1a, offline: 0x16 }, 'coverOpen'],
  ['paper end by sensor', { paper: 0x72 }, 'paperOut'],
  ['stopped for paper', { printer: 0x1a, offline: 0x32 }, 'paperOut'],
  ['cutter jam', { printer: 0x1a, offline: 0x52, error: 0x1a }, 'cutterJam'],
  ['hot head', { error: 0x52 }, 'recovering'],
  ['unrecoverable', { error: 0x32 }, 'error'],
  ['offline for no known reason', { printer: 0x1a }, 'offline'],
  ['near end', { paper: 0x1e }, 'ready'],
] as const) {
  test(`[P6] status: ${name}`, () => {
    const status = statusOf({ ...ready, ...change });
    expect(status.code).toBe(code);
    expect(status.blocked === null).toBe(code === 'ready');
    expect(status.paperLow).toBe(name === 'near end');
  });
}
