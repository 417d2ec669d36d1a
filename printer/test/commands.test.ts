import { expect, test } from 'vitest';
import * as commands from '../src/escpos/commands.ts';

/** Epson's reference, byte by byte; the first eight come from the npm package `escpos` [P11]. */
const reference: Readonly<Record<string, readonly [readonly number[], string]>> = {
  LF: [commands.lineFeed, '0a'],
  'ESC @': [commands.initialize, '1b 40'],
  'ESC E 1': [commands.boldOn, '1b 45 01'],
  'ESC E 0': [commands.boldOff, '1b 45 00'],
  'ESC a 0': [commands.alignTo.left, '1b 61 00'],
  'ESC a 1': [commands.alignTo.center, '1b 61 01'],
  'ESC a 2': [commands.alignTo.right, '1b 61 02'],
  'ESC ! 32 (bold, 2 x 2)': [commands.printMode(true, 2, 2), '1b 21 38'],
  'ESC $ 300': [commands.moveTo(300), '1b 24 2c 01'],
  'GS B 1': [commands.reverse(true), '1d 42 01'],
  'ESC r 1': [commands.colour(true), '1b 72 01'],
  'ESC ( A fn 97': [commands.beepEpson, '1b 28 41 05 00 61 64 02 02 02'],
  'ESC B 2 2 (copies)': [commands.beepCopy, '1b 42 02 02'],
  'GS ( k QR of "hi", 6 dots': [
    commands.qrCode(Buffer.from('hi'), 6),
    '1d 28 6b 04 00 31 41 32 00 1d 28 6b 03 00 31 43 06 1d 28 6b 03 00 31 45 31 ' +
      '1d 28 6b 05 00 31 50 30 68 69 1d 28 6b 03 00 31 51 30',
  ],
  'GS h, w, H, k of Code 128': [
    commands.barcode(73, [...Buffer.from('{BA1')], 80, 2),
    '1d 68 50 1d 77 02 1d 48 00 1d 6b 49 04 7b 42 41 31',
  ],
  'ESC J 9': [commands.feedDots(9), '1b 4a 09'],
  'ESC 2': [commands.defaultLineSpacing, '1b 32'],
  'GS v 0 (72 bytes by 128 rows)': [commands.rasterBand(72, 128), '1d 76 30 00 48 00 80 00'],
  'GS V 66 3': [commands.feedAndCut(3), '1d 56 42 03'],
  'FS .': [commands.cancelKanji, '1c 2e'],
  'ESC t 19': [commands.selectCodePage(19), '1b 74 13'],
  'GS ! 2 x 2': [commands.characterSize(2, 2), '1d 21 11'],
  'GS ! 3 x 1': [commands.characterSize(3, 1), '1d 21 20'],
  'ESC d 4': [commands.feedLines(4), '1b 64 04'],
  'ESC p 0': [commands.kickDrawer(2), '1b 70 00 19 fa'],
  'ESC p 1': [commands.kickDrawer(5), '1b 70 01 19 fa'],
  'GS ( H fn 48': [commands.requestProcessId('A1B2'), '1d 28 48 06 00 30 30 41 31 42 32'],
  'GS r 1': [commands.requestSensor, '1d 72 01'],
  'GS I 67': [commands.requestIdentity(67), '1d 49 43'],
  'DLE EOT 4': [commands.requestStatus(4), '10 04 04'],
};

for (const [name, [bytes, hex]] of Object.entries(reference)) {
  test(`[P10] [P11] ${name} has the bytes of Epson's reference`, () => {
    expect(Buffer.from(bytes).toString('hex')).toBe(hex.replaceAll(' ', ''));
  });
}
