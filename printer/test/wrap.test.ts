import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Span } from '../src/document/document.ts';
import { meterFor } from '../src/escpos/encode.ts';
import { profileById } from '../src/escpos/profiles.ts';
import { cleanText } from '../src/layout/clean-text.ts';
import { layColumns } from '../src/layout/columns.ts';
import { wrapSpans } from '../src/layout/wrap.ts';

const profile = profileById('epson-80');
if (!profile) throw new Error('it is built in');
const meter = meterFor(profile);

const word = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9.,!/-]{1,25}$/),
  fc.constantFrom('কাচ্চি', 'বিরিয়ানি', 'স্ট্রবেরি', 'حمص', 'بالطحينة', '٥٫٠٠', 'שניצל', 'ต้มยำกุ้งน้ำข้น', 'मसाला', 'Łódź', 'crème', 'brûlée'),
); // prettier-ignore
const text = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(' '));
const size = fc.constantFrom('normal', 'tall', 'wide', 'large', 'huge');
const spans: fc.Arbitrary<Span[]> = fc.array(fc.record({ text, bold: fc.boolean(), size }), {
  minLength: 1,
  maxLength: 4,
});
const dense = (all: string): string => all.replaceAll(/\s/g, '');

test('[P9] wrapping loses no letter, keeps their order and is never wider than the room', () => {
  fc.assert(
    fc.property(spans, fc.integer({ min: 10, max: 48 }), (given, columns) => {
      const room = columns * 12;
      const lines = wrapSpans(given, room, meter);
      const written = lines.flatMap((line) => line.pieces.map((piece) => piece.text)).join('');
      expect(dense(written)).toBe(dense(given.map((span) => cleanText(span.text)).join('')));
      // Only a single letter may be wider than the room; the layout refuses it then.
      for (const line of lines) {
        if (line.width > room) expect(letters(line.pieces.map((piece) => piece.text).join(''))).toBe(1);
      }
    }),
    { numRuns: 300 },
  );
});

test('[P9] a word is broken only where it alone is wider than the room, and never inside a letter', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 20, max: 48 }), (given, columns) => {
      const lines = wrapSpans([{ text: given }], columns * 12, meter);
      const ends = lines.slice(0, -1).map((line) => line.pieces.map((piece) => piece.text).join(''));
      let rest = cleanText(given);
      for (const end of ends) {
        expect(rest.startsWith(end)).toBe(true);
        expect(rest.charAt(end.length)).not.toMatch(/\p{M}/u);
        const before = end.split(' ').at(-1) ?? '';
        const after = rest.slice(end.length).split(' ')[0] ?? '';
        const isThai = /\p{Script=Thai}/u.test(before);
        if (after !== '' && !isThai) {
          expect(
            meter(before + after, { bold: false, reverse: false, red: false, width: 1, height: 1 }),
          ).toBeGreaterThan(columns * 12);
        }
        rest = rest.slice(end.length).trimStart();
      }
    }),
    { numRuns: 200 },
  );
});

test('[P9] Thai, which has no spaces, is broken between its words', () => {
  const given = 'ผัดไทยกุ้งสดใส่ไข่ไม่เผ็ดและขอเพิ่มถั่วงอกกับมะนาวด้วยครับขอบคุณมาก';
  const words = new Intl.Segmenter('th', { granularity: 'word' });
  const starts = new Set(Array.from(words.segment(given), ({ index }) => index));
  const lines = wrapSpans([{ text: given }], 240, meter);
  expect(lines.length).toBeGreaterThan(2);
  let at = 0;
  for (const line of lines) {
    expect(starts.has(at)).toBe(true);
    at += line.pieces.map((piece) => piece.text).join('').length;
  }
});

test('[P9] the figures of a row stand at the right edge to the dot, whole, beside any name', () => {
  fc.assert(
    fc.property(
      text,
      fc.integer({ min: 0, max: 99_999_999 }),
      fc.constantFrom(384, 512, 576),
      (name, cents, dots) => {
        const price = (cents / 100).toFixed(2);
        const rows = layColumns(
          [
            { spans: [{ text: name }], width: 'fill' },
            { spans: [{ text: price }], width: 'exact', align: 'right' },
          ],
          dots,
          meter,
        );
        if (!rows.ok) throw new Error(rows.message);
        const pieces = rows.value.flatMap((row) => (row.type === 'text' ? row.pieces : []));
        expect(pieces.find((piece) => piece.text === price && piece.x + piece.width === dots)).toBeDefined();
      },
    ),
    { numRuns: 200 },
  );
});

function letters(all: string): number {
  return Array.from(new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(all)).length;
}
