import type { Picture } from '@galley/shared/values/picture.ts';
import { ok, type Refusal, refuse, type Result } from '@galley/shared/values/result.ts';
import type { Align, Block, PrintDocument } from '../document/document.ts';
import { layColumns } from './columns.ts';
import { aligned, type Piece } from './pieces.ts';
import { wrapSpans } from './wrap.ts';
import type { Style } from './style.ts';

/** What the printer has to do, in order. A text line carries its words at their dots from the left edge. */
export type Drawing =
  | { readonly type: 'text'; readonly pieces: readonly Piece[] }
  | { readonly type: 'rule'; readonly style: 'single' | 'double' | 'dashed' }
  | { readonly type: 'feed'; readonly lines: number }
  | { readonly type: 'image'; readonly picture: Picture; readonly align: Align }
  | { readonly type: 'qr'; readonly text: string; readonly dots: number; readonly align: Align }
  | {
      readonly type: 'barcode';
      readonly symbology: 'code128' | 'ean';
      readonly text: string;
      readonly align: Align;
    }
  | { readonly type: 'cut' }
  | { readonly type: 'buzzer' }
  | { readonly type: 'drawer'; readonly pin: 2 | 5 };

/** How wide a text comes out: 12 dots a character natively, as shaped where the code pages lack it. */
export type Meter = (text: string, style: Style) => number;

export type LayoutRefusal = Refusal<'doesNotFit'>;

/** Lays a document on paper of so many dots. The same document gives the same lines for ever. */
export function layOut(
  document: PrintDocument,
  widthDots: number,
  meter: Meter,
): Result<readonly Drawing[], LayoutRefusal> {
  const drawings: Drawing[] = [];
  for (const block of document.blocks) {
    const laid = layBlock(block, widthDots, meter);
    if (!laid.ok) return laid;
    const misfit = laid.value.find((drawing) => drawing.type === 'text' && !fits(drawing.pieces, widthDots));
    if (misfit?.type === 'text') {
      const text = misfit.pieces.map((piece) => piece.text).join(' ');
      return refuse('doesNotFit', `"${text}" is wider than its place on the paper. Use a smaller size.`);
    }
    drawings.push(...laid.value);
  }
  return ok(drawings);
}

function layBlock(block: Block, widthDots: number, meter: Meter): Result<readonly Drawing[], LayoutRefusal> {
  switch (block.type) {
    case 'text': {
      const lines = wrapSpans(block.spans, widthDots, meter);
      return ok(
        lines.map((line) => ({ type: 'text', pieces: aligned(line, 0, widthDots, block.align ?? 'left') })),
      );
    }
    case 'columns':
      return layColumns(block.cells, widthDots, meter);
    case 'rule':
      return ok([{ type: 'rule', style: block.style ?? 'single' }]);
    case 'feed':
      return ok([{ type: 'feed', lines: block.lines }]);
    case 'image': {
      const { picture, align = 'center' } = block;
      if (picture.width <= widthDots) return ok([{ type: 'image', picture, align }]);
      return refuse('doesNotFit', `A picture of ${picture.width} dots is wider than the paper.`);
    }
    case 'qr':
      return ok([{ type: 'qr', text: block.text, dots: block.dots ?? 6, align: block.align ?? 'center' }]);
    case 'barcode':
      return ok([{ ...block, align: block.align ?? 'center' }]);
    case 'buzzer':
      return ok([{ type: 'buzzer' }]);
    case 'cut':
      return ok([{ type: 'cut' }]);
    case 'drawer':
      return ok([{ type: 'drawer', pin: block.pin ?? 2 }]);
  }
}

/** Letters that overlap or leave the paper would be lost, so a cell too narrow for one letter is refused. */
function fits(pieces: readonly Piece[], widthDots: number): boolean {
  let end = 0;
  for (const piece of pieces) {
    if (piece.x < end) return false;
    end = piece.x + piece.width;
  }
  return end <= widthDots;
}
