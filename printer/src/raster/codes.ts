import { encode } from 'uqr';
import { blacken, type Bitmap, createBitmap } from './bitmap.ts';

/** How high bars are drawn, by us and by the printer. */
export const barcodeHeightDots = 80;

/** A QR code with the four modules of white around it that readers ask for. */
export function qrBitmap(text: string, dots: number): Bitmap {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const bitmap = createBitmap(size * dots, size * dots);
  for (let y = 0; y < bitmap.height; y += 1) {
    const row = data[Math.floor(y / dots)] ?? [];
    for (let x = 0; x < bitmap.width; x += 1) if (row[Math.floor(x / dots)]) blacken(bitmap, x, y);
  }
  return bitmap;
}

/** The bars of Code 128, EAN-8 or EAN-13, with white at both ends; null if the code cannot carry the text. */
export function barsBitmap(symbology: 'code128' | 'ean', text: string, dots: number): Bitmap | null {
  const modules = symbology === 'ean' ? eanModules(text) : code128Modules(text);
  if (modules === null) return null;
  const quiet = 10 * dots;
  const bitmap = createBitmap(modules.length * dots + 2 * quiet, barcodeHeightDots);
  for (let x = 0; x < modules.length * dots; x += 1) {
    if (modules[Math.floor(x / dots)] !== '1') continue;
    for (let y = 0; y < bitmap.height; y += 1) blacken(bitmap, quiet + x, y);
  }
  return bitmap;
}

/** Widths of bars and gaps of the values 0 to 106 of Code 128, by ISO/IEC 15417. */
const code128Widths = (
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 ' +
  '123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 ' +
  '232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 ' +
  '313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 ' +
  '111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 ' +
  '111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 ' +
  '114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112'
).split(' ');
const startB = 104;
const startC = 105;
const stop = 106;

function code128Modules(text: string): string | null {
  if (!/^[\x20-\x7e]+$/.test(text)) return null;
  const values = inPairs(text)
    ? [startC, ...(text.match(/../g) ?? []).map(Number)]
    : [startB, ...text.split('').map((character) => character.charCodeAt(0) - 32)];
  const check = values.reduce((sum, value, index) => sum + value * Math.max(1, index), 0) % 103;
  return [...values, check, stop].map((value) => barsOf(code128Widths[value] ?? '')).join('');
}

/** Code set C writes two digits in the room of one character. */
export function inPairs(text: string): boolean {
  return /^(\d\d)+$/.test(text);
}

/** `212222` to `11011001100`: bars and gaps in turn. */
function barsOf(widths: string): string {
  return widths
    .split('')
    .map((width, index) => (index % 2 === 0 ? '1' : '0').repeat(Number(width)))
    .join('');
}

/** Sets A and C of EAN by GS1; set B is C backwards. */
const eanLeft = '0001101 0011001 0010011 0111101 0100011 0110001 0101111 0111011 0110111 0001011'.split(' ');
const eanParity = 'AAAAAA AABABB AABBAB AABBBA ABAABB ABBAAB ABBBAA ABABAB ABABBA ABBABA'.split(' ');

function eanModules(text: string): string | null {
  if (!isEan(text)) return null;
  const digits = text.split('').map(Number);
  const half = text.length === 13 ? 6 : 4;
  const parity = text.length === 13 ? (eanParity[digits[0] ?? 0] ?? '') : 'AAAA';
  const shown = digits.slice(-2 * half);
  const left = shown.slice(0, half).map((digit, index) => eanDigit(digit, parity[index] ?? 'A'));
  const right = shown.slice(half).map((digit) => eanDigit(digit, 'C'));
  return ['101', ...left, '01010', ...right, '101'].join('');
}

function eanDigit(digit: number, set: string): string {
  const left = eanLeft[digit] ?? '';
  const right = left.replace(/[01]/g, (bit) => (bit === '0' ? '1' : '0'));
  return set === 'A' ? left : set === 'C' ? right : right.split('').toReversed().join('');
}

/** 8 or 13 digits, of which the last one checks the others (weights 3 and 1 from the right). */
export function isEan(text: string): boolean {
  if (!/^(\d{8}|\d{13})$/.test(text)) return false;
  const sum = text
    .split('')
    .toReversed()
    .reduce((so, digit, index) => so + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0;
}
