import type { Align, Block, Cell, PrintDocument, Span, TextSize } from './document.ts';

/** How text looks, as the templates say it. */
export type Look = { readonly bold?: boolean; readonly size?: TextSize };

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

export function rule(style: 'single' | 'double' | 'dashed' = 'single'): Block {
  return { type: 'rule', style };
}

export function feed(lines = 1): Block {
  return { type: 'feed', lines };
}

export const cut: Block = { type: 'cut' };
