import {
  BarcodeFormat, BinaryBitmap, DecodeHintType, GlobalHistogramBinarizer, MultiFormatReader, RGBLuminanceSource,
} from '@zxing/library'; // prettier-ignore
import fc from 'fast-check';
import { dither } from '@galley/shared/values/dither.ts';
import { expect, test } from 'vitest';
import { barcode, documentOf, image, qr } from '../src/document/blocks.ts';
import { encodeDocument } from '../src/escpos/encode.ts';
import { type Profile, profileById } from '../src/escpos/profiles.ts';
import { type Bitmap, isSet } from '../src/raster/bitmap.ts';

import { renderPaper } from '../src/virtual/render-paper.ts';
import { decode, encoded } from './decode.ts';

/** A foreign program reads our paper as a phone or a scanner would. */
function readCode(paper: Bitmap, format: BarcodeFormat): string {
  const grey = new Uint8ClampedArray(paper.width * paper.height).fill(255);
  for (let y = 0; y < paper.height; y += 1) {
    for (let x = 0; x < paper.width; x += 1) if (isSet(paper, x, y)) grey[y * paper.width + x] = 0;
  }
  const source = new RGBLuminanceSource(grey, paper.width, paper.height);
  const formats = [format];
  const hints = new Map<DecodeHintType, unknown>([
    [DecodeHintType.POSSIBLE_FORMATS, formats],
    [DecodeHintType.TRY_HARDER, true],
  ]);
  return new MultiFormatReader()
    .decode(new BinaryBitmap(new GlobalHistogramBinarizer(source)), hints)
    .getText();
}

function paperOf(bytes: Uint8Array, dots: number): Bitmap {
  const { marks, unknown } = decode(bytes, dots);
  expect(unknown).toEqual([]);
  return renderPaper(marks, dots);
}

const codes = [
  ['QR', BarcodeFormat.QR_CODE, qr('https://galley.example/r/T1-000042?s=৳')],
  ['Code 128', BarcodeFormat.CODE_128, barcode('T1-000042')],
  ['Code 128 in pairs of digits', BarcodeFormat.CODE_128, barcode('2026112100004217')],
  ['Code 128 with a brace', BarcodeFormat.CODE_128, barcode('{A}')],
  ['EAN-13', BarcodeFormat.EAN_13, barcode('4006381333931', 'ean')],
  ['EAN-8', BarcodeFormat.EAN_8, barcode('96385074', 'ean')],
] as const;

for (const [name, format, block] of codes) {
  for (const id of ['epson-80', 'epson-58', 'generic-80', 'generic-58']) {
    test(`[P10] a scanner reads ${name} from the paper of ${id}`, () => {
      const { bytes } = encoded(documentOf([block]), id);
      const text = block.type === 'qr' || block.type === 'barcode' ? block.text : '';
      expect(readCode(paperOf(bytes, id.endsWith('80') ? 576 : 384), format)).toBe(text);
    });
  }
}

test('[P9] a code that is too wide or cannot carry its text is refused', () => {
  const profile = profileById('epson-58') as Profile; // it is built in
  expect(encodeDocument(documentOf([qr('x'.repeat(900), 8)]), profile)).toMatchObject({ code: 'doesNotFit' });
  expect(encodeDocument(documentOf([barcode('x'.repeat(40))]), profile)).toMatchObject({
    code: 'doesNotFit',
  });
  expect(encodeDocument(documentOf([barcode('চা')]), profile)).toMatchObject({ code: 'cannotDraw' });
  expect(encodeDocument(documentOf([barcode('4006381333932', 'ean')]), profile)).toMatchObject({
    code: 'cannotDraw',
  });
});

test('[P10] a picture of any dots comes out dot by dot, in bands that the printer takes, without a command inside', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 384 }),
      fc.integer({ min: 1, max: 300 }),
      fc.nat(),
      (width, height, seed) => {
        const bytes = Uint8Array.from({ length: Math.ceil(width / 8) * height }, (_, index) =>
          (seed + index * 7919) % 13 < 6 ? 0 : ((seed + index) * 2654435761) >>> 24,
        );
        if (width % 8 > 0) for (let y = 1; y <= height; y += 1) bytes[y * Math.ceil(width / 8) - 1] = 0;
        const picture = { width, height, dots: Buffer.from(bytes).toString('base64') };
        const job = encoded(documentOf([image(picture)]), 'generic-80');
        const bands = decode(job.bytes, 576).marks.filter((mark) => mark.type === 'picture');
        expect(Math.max(0, ...bands.map((band) => band.bitmap.height))).toBeLessThanOrEqual(128);
        const paper = paperOf(job.bytes, 576);
        const left = 32 + ((576 - width) >> 1);
        let different = 0;
        for (let y = 0; y < height; y += 1) {
          for (let x = 0; x < width; x += 1) {
            const wanted = isSet({ width, height, bytesPerRow: Math.ceil(width / 8), bytes }, x, y);
            if (isSet(paper, left + x, 40 + y) !== wanted) different += 1;
          }
        }
        // Only the guard against real-time commands may move a dot: two of them a pattern.
        expect(different).toBeLessThanOrEqual(2 * patternsIn(bytes) + 6);
      },
    ),
    { numRuns: 40 },
  );
});

test('dithered grey is as dark as it was, and white stays white', () => {
  const blackIn = (grey: number, side: number) => {
    const bytes = dither(new Uint8Array(side * side).fill(grey), side, side);
    return bytes.reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0);
  };
  const black = blackIn(110, 100);
  expect(black / 10_000).toBeGreaterThan(0.5);
  expect(black / 10_000).toBeLessThan(0.7);
  expect(blackIn(255, 9)).toBe(0);
  expect(blackIn(0, 9)).toBe(81);
});

function patternsIn(bytes: Uint8Array): number {
  return bytes.filter((byte, index) => byte === 0x10 && [4, 5, 0x14].includes(bytes[index + 1] ?? 0)).length;
}
