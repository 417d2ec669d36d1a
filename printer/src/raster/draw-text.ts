import { heightOfLine, type DrawnStyle } from '../layout/style.ts';
import { type Bitmap, blacken, createBitmap, invert, stamp } from './bitmap.ts';
import { fillOutline, type Ink } from './fill.ts';
import { baselineDots, type FontName, fontFor, fontKey, unitsPerDot } from './fonts.ts';
import { shapeText } from './shape.ts';

type PieceOfText = { readonly x: number; readonly text: string; readonly style: DrawnStyle };
type PlacedInk = { readonly ink: Ink; readonly left: number; readonly top: number };

/** How high the printer's own characters are, of which it blackens the whole cell in white on black. */
const cellHeight = 24;
/** Room above the cell for vowel signs, also where there are none, so that drawn lines stand evenly. */
const headRoom = 6;

/**
 * Draws one line of text as a band: a little higher than a native line of its size, since vowel signs need it.
 * All pieces stand on one baseline, as a printer puts them.
 */
export function drawLine(
  pieces: readonly PieceOfText[],
  widthDots: number,
  /** All that stands on the line, where only some of it is drawn: it decides the height. */
  all: readonly PieceOfText[] = pieces,
): Bitmap {
  const height = Math.max(1, ...all.map((piece) => piece.style.height));
  const inks = all.flatMap((piece) => inksOf(piece, baselineDots * height));
  const placed = all === pieces ? inks : pieces.flatMap((piece) => inksOf(piece, baselineDots * height));
  const over = Math.max(headRoom * height, ...inks.map((each) => -each.top));
  const under = Math.max(heightOfLine(height), ...inks.map((each) => each.top + each.ink.bitmap.height));
  const bitmap = createBitmap(widthDots, over + under);
  for (const { ink, left, top } of placed) stamp(bitmap, ink.bitmap, left, top + over);
  for (const { x, text, style } of pieces) {
    if (!style.underline) continue;
    const { width } = shapeText(text, style);
    for (let row = 0; row < style.underline; row += 1) {
      const y = over + baselineDots * height + 4 + row;
      for (let at = x; at < Math.min(x + width, widthDots); at += 1) blacken(bitmap, at, y);
    }
  }
  for (const piece of pieces) {
    if (!piece.style.reverse) continue;
    // Signs above and below the cell are white on black as well.
    const own = inksOf(piece, baselineDots * height);
    const top = Math.min(baselineDots * (height - piece.style.height), ...own.map((each) => each.top));
    const foot = Math.max(
      baselineDots * (height - piece.style.height) + cellHeight * piece.style.height,
      ...own.map((each) => each.top + each.ink.bitmap.height),
    );
    invert(bitmap, piece.x, top + over, shapeText(piece.text, piece.style).width, foot - top);
  }
  return bitmap;
}

function inksOf(piece: PieceOfText, baseline: number): PlacedInk[] {
  return shapeText(piece.text, piece.style).glyphs.flatMap((glyph): PlacedInk[] => {
    const ink = inkOf(glyph.font, piece.style, glyph.glyph);
    return ink ? [{ ink, left: piece.x + glyph.x + ink.left, top: baseline + glyph.y + ink.top }] : [];
  });
}

/** A menu has few different glyphs, so each is filled once. */
const knownInks = new Map<string, Ink | null>();
export function inkOf(name: FontName, style: DrawnStyle, glyph: number): Ink | null {
  const key = `${fontKey(name, style)}/${glyph}`;
  const known = knownInks.get(key);
  if (known !== undefined) return known;
  const ink = fillOutline(fontFor(name, style).glyphToJson(glyph), unitsPerDot);
  knownInks.set(key, ink);
  return ink;
}
