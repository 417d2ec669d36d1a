import { once } from 'node:events';
import { connect } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { must } from '@galley/shared/values/must.ts';
import { createByteWriter } from '../src/escpos/byte-writer.ts';
import { rasterBand } from '../src/escpos/commands.ts';
import { writePicture } from '../src/escpos/pictures.ts';
import { profileById } from '../src/escpos/profiles.ts';
import { type Bitmap, createBitmap } from '../src/raster/bitmap.ts';
import { tokenize } from '../src/virtual/tokenizer.ts';
import { startVirtualPrinter } from '../src/virtual/virtual-printer.ts';
import { trials } from './fault-bench.ts';

/** Rows of docs/printing-faults.md that are about the bytes themselves. */
const profile = must(profileById('epson-80'), 'it is built in');
const dangerous = [
  [0x10, 0x14, 0x01, 0x00, 0x01],
  [0x10, 0x14, 0x08, 0x01, 0x03],
  [0x10, 0x04, 0x01],
  [0x10, 0x05, 0x02],
];

/** A picture as wide as the paper, full of what chance could write. */
const picture: fc.Arbitrary<Bitmap> = fc
  .record({
    rows: fc.integer({ min: 1, max: 300 }),
    noise: fc.array(fc.tuple(fc.nat(72 * 300), fc.constantFrom(...dangerous)), {
      minLength: 1,
      maxLength: 60,
    }),
  })
  .map(({ rows, noise }) => {
    const bitmap = createBitmap(576, rows);
    for (const [at, bytes] of noise) {
      const room = bitmap.bytes.length - bytes.length;
      if (room >= 0) bitmap.bytes.set(bytes, at % (room + 1));
    }
    return bitmap;
  });

async function send(port: number, bytes: Uint8Array): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.end(bytes);
  socket.resume();
  await once(socket, 'close');
}

test('[P10] row 20: dots that look like a real-time command open no drawer and clear nothing', async () => {
  const printer = await startVirtualPrinter();
  // The virtual printer does obey them: without the guard this would be a drawer that opens by itself.
  await send(printer.port, Uint8Array.from([...rasterBand(5, 1), 0x10, 0x14, 0x01, 0x00, 0x01]));
  expect([printer.drawerOpenings(), printer.accidents()]).toEqual([1, ['DLE DC4 1']]);
  await fc.assert(
    fc.asyncProperty(picture, async (bitmap) => {
      const writer = createByteWriter(profile);
      writePicture(writer, bitmap, profile);
      await send(printer.port, writer.bytes());
    }),
    { numRuns: trials },
  );
  expect([printer.drawerOpenings(), printer.accidents().length]).toEqual([1, 1]);
  await printer.close();
});

test('[P10] row 21: no band is taller than the printer takes, however tall the picture', () => {
  fc.assert(
    fc.property(picture, fc.integer({ min: 1, max: 255 }), (bitmap, bandRows) => {
      const writer = createByteWriter(profile);
      writePicture(writer, bitmap, { ...profile, bandRows });
      const tokens = tokenize(writer.bytes());
      expect(tokens.filter(({ kind }) => kind === 'unknown')).toEqual([]);
      for (const token of tokens) {
        if (token.kind !== 'command' || token.name !== 'GS v') continue;
        const rows = (token.bytes[6] ?? 0) + (token.bytes[7] ?? 0) * 256;
        expect(rows).toBeLessThanOrEqual(bandRows);
      }
    }),
    { numRuns: trials },
  );
});
