import { unprintableIn } from '@galley/shared/domain/printable.ts';
import { expect, test } from 'vitest';
import { plainStyle } from '../src/layout/style.ts';
import { covers, fontNames } from '../src/raster/fonts.ts';
import { missingCharacter, shapeText } from '../src/raster/shape.ts';

const glyphs = (text: string): number[] => shapeText(text, plainStyle).glyphs.map((glyph) => glyph.glyph);
const widthOf = (text: string): number => shapeText(text, plainStyle).width;

test('[P9] Arabic begins at the right and its letters join', () => {
  const word = shapeText('حمص', plainStyle).glyphs;
  const alone = ['ح', 'م', 'ص'].flatMap(glyphs);
  expect(word).toHaveLength(3);
  expect(word.map((glyph) => glyph.glyph)).not.toEqual(alone.toReversed());
  expect(word.some((glyph) => alone.includes(glyph.glyph))).toBe(false);
});

test('[P9] Hebrew runs from right to left, and a Latin name inside of it from left to right', () => {
  expect(glyphs('שלום')).toEqual(['ם', 'ו', 'ל', 'ש'].flatMap(glyphs));
  expect(glyphs('שלום Rahim')).toEqual([...glyphs('Rahim'), ...glyphs(' '), ...glyphs('שלום')]);
});

test('[P9] figures are never turned round, in whatever script they stand', () => {
  const arabic = ['٥', '٫', '٠', '٠'].flatMap(glyphs);
  expect(glyphs('٥٫٠٠')).toEqual(arabic);
  const price = glyphs('السعر ٥٫٠٠ فقط');
  expect(price.join(',')).toContain(arabic.join(','));
  expect(glyphs('סה״כ 120.50').slice(0, 6)).toEqual(glyphs('120.50'));
  expect(glyphs('২৫০.৫০').slice(0, 3)).toEqual(['২', '৫', '০'].flatMap(glyphs));
});

test('[P9] brackets around right-to-left text open to the right side', () => {
  // In visual order the opening bracket stands at the right and is drawn mirrored, so it looks like a closing one.
  expect(glyphs('(שלום)')).toEqual([...glyphs('('), ...glyphs('שלום'), ...glyphs(')')]);
});

test('[P9] Thai marks and Indic conjuncts take no room of their own', () => {
  expect(widthOf('น้ำ')).toBeLessThan(widthOf('น') + widthOf('ำ') + 6);
  expect(widthOf('ก้')).toBe(widthOf('ก'));
  expect(widthOf('क्ष')).toBeLessThan(widthOf('क') + widthOf('ष'));
  expect(widthOf('ক্ষ')).toBeLessThan(widthOf('ক') + widthOf('ষ'));
});

test('[P9] every sample line can be drawn, and a script without a font is named', () => {
  for (const text of [
    'حمص، شكراً؟',
    'צ׳יפס ״טוב״',
    'ต้มยำกุ้งน้ำข้น ฿',
    'श्री कृष्ण।',
    'কাচ্চি ৳৫০ ।',
    'Żurek борщ σουβλάκι €',
  ]) {
    expect(missingCharacter(text)).toBeUndefined();
  }
  expect(missingCharacter('Ramen 拉麺')).toBe('拉');
});

test('[P9] the office warns of exactly the characters that no font of ours has', () => {
  const drawn = (codePoint: number) => fontNames.some((name) => covers(name, codePoint));
  const wrong: string[] = [];
  // Beyond the first plane, and above the controls; halves of surrogate pairs are no characters.
  for (let codePoint = 0xa0; codePoint < 0x20000; codePoint += 1) {
    const character = String.fromCodePoint(codePoint);
    if (/[\p{Cn}\p{Cs}\p{Cf}]/u.test(character) || character.normalize('NFC') !== character) continue;
    if ((unprintableIn([character]).length === 0) !== drawn(codePoint) && !/[\u2028\u2029]/.test(character))
      wrong.push(codePoint.toString(16));
  }
  expect(wrong).toEqual([]);
  expect(unprintableIn(['寿司 Set', 'কাচ্চি', '🍣 寿'])).toEqual(['寿', '司', '🍣']);
});
