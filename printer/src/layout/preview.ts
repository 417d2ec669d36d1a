import type { Drawing } from './layout.ts';
import type { Piece } from './pieces.ts';
import { cellDots } from './style.ts';

/** The paper as plain text: what stands on which line and in which column. */
export function previewOf(drawings: readonly Drawing[], columns: number): string {
  return drawings.map((drawing) => `${previewLine(drawing, columns)}\n`).join('');
}

const ruleCharacters = { single: '─', double: '═', dashed: '-' } as const;

/** The character that a printer repeats for a rule. */
export function ruleCharacter(style: keyof typeof ruleCharacters): string {
  return ruleCharacters[style];
}

function previewLine(drawing: Drawing, columns: number): string {
  switch (drawing.type) {
    case 'text':
      return textOfPieces(drawing.pieces);
    case 'rule':
      return ruleCharacter(drawing.style).repeat(columns);
    case 'feed':
      return '\n'.repeat(drawing.lines - 1);
    case 'image':
      return `[picture ${drawing.picture.width} x ${drawing.picture.height}]`;
    case 'qr':
      return `[QR ${drawing.text}]`;
    case 'barcode':
      return `[barcode ${drawing.text}]`;
    case 'buzzer':
      return '[buzzer]';
    case 'cut':
      return `${'- '.repeat(columns / 2 - 2)}✂`;
    case 'drawer':
      return '[drawer opens]';
  }
}

/** Puts each piece at its column; a wide piece starts there and is written in single letters. */
export function textOfPieces(pieces: readonly Pick<Piece, 'x' | 'text'>[]): string {
  let text = '';
  for (const piece of pieces) {
    const column = Math.floor(piece.x / cellDots);
    const apart = text.endsWith(' ') ? 0 : 1;
    text += ' '.repeat(column >= text.length ? column - text.length : apart) + piece.text;
  }
  return text.trimEnd();
}
