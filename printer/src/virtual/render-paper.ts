import { heightOfLine, plainStyle } from '../layout/style.ts';
import { type Bitmap, createBitmap, stamp } from '../raster/bitmap.ts';
import { barsBitmap, qrBitmap } from '../raster/codes.ts';
import { drawLine } from '../raster/draw-text.ts';
import type { Mark } from './marks.ts';

/**
 * The paper as dots: the same letters and bands at the same places as on a 203 dpi printer [P13]. `red`: only what is in
 * the second colour.
 */
export function renderPaper(marks: readonly Mark[], widthDots: number, ink: 'all' | 'red' = 'all'): Bitmap {
  const margin = widthDots >= 576 ? 32 : 40; // 80 and 58 mm of paper, 72 and 48 mm of it printable
  const strips = marks.map((mark) => stripOf(mark, widthDots, ink));
  const height = headMargin + strips.reduce((sum, strip) => sum + strip.advance, 0) + footMargin;
  const paper = createBitmap(widthDots + 2 * margin, height);
  let y = headMargin;
  for (const { bitmap, left, advance } of strips) {
    // A tall line's letters reach into the line above, as they do on paper.
    if (bitmap) stamp(paper, bitmap, margin + left, y + advance - bitmap.height);
    y += advance;
  }
  return paper;
}

const headMargin = 40;
const footMargin = 16;

function codeOf(mark: Extract<Mark, { type: 'code' }>, widthDots: number): Bitmap {
  if (mark.kind === 'qr') return qrBitmap(mark.text, mark.dots);
  const bars = mark.kind === 'other' ? null : barsBitmap(mark.kind, mark.text, mark.dots);
  return bars ?? drawLine([{ x: 0, text: `[code ${mark.text}]`, style: plainStyle }], widthDots);
}

type Strip = { readonly bitmap: Bitmap | null; readonly left: number; readonly advance: number };

/** Whether anything of a paper is in the second colour. */
export function hasRed(marks: readonly Mark[]): boolean {
  return marks.some((mark) => mark.type === 'line' && mark.pieces.some(({ style }) => style.red));
}

function stripOf(mark: Mark, widthDots: number, ink: 'all' | 'red'): Strip {
  switch (mark.type) {
    case 'line': {
      const shown = ink === 'all' ? mark.pieces : mark.pieces.filter(({ style }) => style.red);
      const bitmap = shown.length === 0 ? null : drawLine(shown, widthDots, mark.pieces);
      const tallest = Math.max(1, ...mark.pieces.map((piece) => piece.style.height));
      return { bitmap, left: 0, advance: heightOfLine(tallest) };
    }
    case 'picture':
      return { bitmap: ink === 'all' ? mark.bitmap : null, left: mark.left, advance: mark.bitmap.height };
    case 'code': {
      const bitmap = codeOf(mark, widthDots);
      const left = Math.floor(((widthDots - bitmap.width) * mark.align) / 2);
      return { bitmap: ink === 'all' ? bitmap : null, left, advance: bitmap.height };
    }
    case 'feed':
      return { bitmap: null, left: 0, advance: mark.dots };
  }
}
