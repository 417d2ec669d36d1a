import type { Align } from '../document/document.ts';
import { cellDots, sameStyle, type Style } from './style.ts';

/** A stretch of one style, `x` dots from the left edge of the paper. */
export type Piece = {
  readonly x: number;
  readonly width: number;
  readonly text: string;
  readonly style: Style;
};

/** One line of a cell before it has a place: its pieces side by side from 0. */
export type LineOfCell = { readonly pieces: readonly Piece[]; readonly width: number };

export const emptyLine: LineOfCell = { pieces: [], width: 0 };

/** Adds a stretch at the end, joining it to the last piece if they look the same. */
export function append(line: LineOfCell, text: string, style: Style, width: number): LineOfCell {
  const last = line.pieces.at(-1);
  if (text === '') return line;
  const joined =
    last && sameStyle(last.style, style)
      ? [...line.pieces.slice(0, -1), { ...last, text: last.text + text, width: last.width + width }]
      : [...line.pieces, { x: line.width, width, text, style }];
  return { pieces: joined, width: line.width + width };
}

/**
 * Puts a line into the stretch from `left` that is `room` dots wide; the left edge stays on the grid when it centers.
 * `left` means where reading begins: Arabic and Hebrew lines stand at the right edge of their room.
 */
export function aligned(line: LineOfCell, left: number, room: number, align: Align): Piece[] {
  const free = Math.max(0, room - line.width);
  const begins = readsFromRight(line) ? free : 0;
  const shift = { left: begins, center: Math.floor(free / 2 / cellDots) * cellDots, right: free }[align];
  return line.pieces.map((piece) => ({ ...piece, x: piece.x + left + shift }));
}

function readsFromRight(line: LineOfCell): boolean {
  const text = line.pieces.map((piece) => piece.text).join('');
  return /^[^\p{L}]*[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text);
}

export function toGrid(dots: number): number {
  return Math.ceil(dots / cellDots) * cellDots;
}
