import type { Span, TextSize } from '../document/document.ts';

/** One character cell of a printer's font A: everything on paper sits on this grid, so columns line up [P9]. */
export const cellDots = 12;
/** From the top of one line of normal text to the top of the next. */
export const lineDots = 30;

/** How far the paper moves for a line whose tallest character is so many times as high as a normal one. */
export function heightOfLine(scale: number): number {
  return lineDots + (scale - 1) * 24;
}

/** How many times a character is stretched; a printer goes up to eight. */
export type Scale = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;
export type Style = {
  readonly bold: boolean;
  readonly reverse: boolean;
  readonly red: boolean;
  readonly width: Scale;
  readonly height: Scale;
};

/** As it is drawn: a printer's small font B is narrower and lower, and some lines are underlined. */
export type DrawnStyle = Omit<Style, 'width' | 'height'> & {
  readonly width: number;
  readonly height: number;
  /** How many dots thick. */
  readonly underline?: 0 | 1 | 2;
};

export const plainStyle: Style = { bold: false, reverse: false, red: false, width: 1, height: 1 };

const sizes = {
  normal: { width: 1, height: 1 },
  tall: { width: 1, height: 2 },
  wide: { width: 2, height: 1 },
  large: { width: 2, height: 2 },
  huge: { width: 3, height: 3 },
} as const satisfies Record<TextSize, Pick<Style, 'width' | 'height'>>;

export function styleOf(span: Span): Style {
  return {
    bold: span.bold ?? false,
    reverse: span.reverse ?? false,
    red: span.red ?? false,
    ...sizes[span.size ?? 'normal'],
  };
}

export function sameStyle(a: Style, b: Style): boolean {
  return (
    a.bold === b.bold &&
    a.width === b.width &&
    a.height === b.height &&
    a.reverse === b.reverse &&
    a.red === b.red
  );
}
