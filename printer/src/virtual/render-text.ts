import { textOfPieces } from '../layout/preview.ts';
import type { Mark, MarkedPiece } from './marks.ts';

/** The paper as plain text, each word at its column. A picture cannot be read back, so it says how large it is. */
export function renderText(marks: readonly Mark[]): string {
  return `${marks.map(textOf).join('').trimEnd()}\n`;
}

/** A rule is a few characters pulled wide; as text it is as long as on paper. */
function unstretched(piece: MarkedPiece): MarkedPiece {
  const isRule = /^[─═-]+$/.test(piece.text);
  return isRule
    ? { ...piece, text: piece.text.replace(/./g, (each) => each.repeat(piece.style.width)) }
    : piece;
}

function textOf(mark: Mark): string {
  switch (mark.type) {
    case 'line':
      return `${textOfPieces(mark.pieces.filter((piece) => piece.text.trim() !== '').map(unstretched))}\n`;
    case 'picture':
      // What was written in page mode can be read back.
      return mark.words && mark.words.length > 0
        ? mark.words.map((words) => `${words}\n`).join('')
        : `[picture ${mark.bitmap.width} x ${mark.bitmap.height}]\n`;
    case 'code':
      return `[code ${mark.text}]\n`;
    case 'feed':
      return '\n'.repeat(Math.round(mark.dots / 30));
  }
}
