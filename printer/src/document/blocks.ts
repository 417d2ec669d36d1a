import type { Picture } from '@galley/shared/values/picture.ts';
import type { Align, Block, Cell, PrintDocument, Span } from './document.ts';

/** How text looks, as the templates say it. */
export type Look = Omit<Span, 'text'>;

export function documentOf(blocks: readonly Block[]): PrintDocument {
  return { version: 1, blocks: [...blocks] };
}

export function span(text: string, look: Look = {}): Span {
  return { text, ...look };
}

export function line(text: string, look: Look & { readonly align?: Align } = {}): Block {
  const { align, ...rest } = look;
  return { type: 'text', spans: [span(text, rest)], ...(align ? { align } : {}) };
}

/** What has to be seen from across the room: white on black, as wide as the paper, red where there is a second colour. */
export function banner(text: string): Block {
  return {
    type: 'text',
    spans: [span(` ${text} `, { bold: true, reverse: true, red: true, size: 'large' })],
    align: 'center',
  };
}

/** A row of a name that may wrap and a figure that may not [P9]. */
export function row(left: string, right: string, look: Look = {}): Block {
  return {
    type: 'columns',
    cells: [
      { spans: [span(left, look)], width: 'fill' },
      { spans: [span(right, look)], width: 'exact', align: 'right' },
    ],
  };
}

export function columns(...cells: readonly Cell[]): Block {
  return { type: 'columns', cells: [...cells] };
}

/** A total: large, with the currency in small letters beside its name. */
export function totalRow(name: string, currency: string, amount: string): Block {
  const look: Look = { bold: true, size: 'large' };
  return columns(
    { spans: [span(name, look), span(` ${currency}`)], width: 'fill' },
    { spans: [span(amount, look)], width: 'exact', align: 'right' },
  );
}

/** Text that begins under the name of the row above it, `width` columns from the edge. */
export function indented(width: number, text: string, look: Look = {}): Block {
  return columns({ spans: [], width }, { spans: [span(text, look)], width: 'fill' });
}

/**
 * Rows of a name and figures. The figures of one column stand under each other, as wide as the widest of them; the
 * first row may be the heads.
 */
export function table(
  rows: readonly (readonly [name: string, ...figures: string[]])[],
  look: Look = {},
): Block[] {
  const widths = rows.reduce<number[]>(
    (so, [, ...figures]) => figures.map((figure, index) => Math.max(figure.length, so[index] ?? 0)),
    [],
  );
  return rows.map(([name, ...figures]) =>
    columns(
      { spans: [span(name, look)], width: 'fill' },
      ...figures.map((figure, index): Cell => ({
        // `exact` cells never shrink, so padding keeps the figures in columns and a long one still fits.
        spans: [span(figure.padStart((widths[index] ?? 0) + (index > 0 ? 1 : 0)), look)],
        width: 'exact',
        align: 'right',
      })),
    ),
  );
}

export function image(picture: Picture, align: Align = 'center'): Block {
  return { type: 'image', picture, align };
}

export function qr(text: string, dots = 6): Block {
  return { type: 'qr', text, dots, align: 'center' };
}

export function barcode(text: string, symbology: 'code128' | 'ean' = 'code128'): Block {
  return { type: 'barcode', symbology, text, align: 'center' };
}

export function rule(style: 'single' | 'double' | 'dashed' = 'single'): Block {
  return { type: 'rule', style };
}

export function feed(lines = 1): Block {
  return { type: 'feed', lines };
}

export const cut: Block = { type: 'cut' };

export const buzzer: Block = { type: 'buzzer' };
