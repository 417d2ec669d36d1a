import { ok, refuse, type Result } from '@galley/shared/values/result.ts';
import type { Cell } from '../document/document.ts';
import type { Drawing, LayoutRefusal, Meter } from './layout.ts';
import { aligned, type LineOfCell, type Piece, toGrid } from './pieces.ts';
import { cellDots, styleOf } from './style.ts';
import { unwrappedLines, wrapSpans } from './wrap.ts';

/** Between two cells there is always one column of white. */
const gap = cellDots;

/** A row of cells: names wrap inside theirs, an exact cell (a price) stays whole on the row's first line [P9]. */
export function layColumns(
  cells: readonly Cell[],
  widthDots: number,
  meter: Meter,
): Result<readonly Drawing[], LayoutRefusal> {
  const exactWidths = cells.map((cell) => (cell.width === 'exact' ? exactWidth(cell, meter) : 0));
  const tooWide = cells.find((_, index) => (exactWidths[index] ?? 0) > widthDots);
  if (tooWide) {
    const text = tooWide.spans.map((span) => span.text).join('');
    return refuse('doesNotFit', `"${text}" is wider than the paper and must not be cut. Use a smaller size.`);
  }
  const widths = shareOut(cells, exactWidths, widthDots);
  return ok(widths ? besides(cells, widths, meter) : below(cells, exactWidths, widthDots, meter));
}

/** The width of each cell, or nothing when the paper is too narrow to put them side by side. */
function shareOut(
  cells: readonly Cell[],
  exactWidths: readonly number[],
  widthDots: number,
): number[] | null {
  const fixed = cells.map((cell, index) => fixedWidth(cell, exactWidths[index] ?? 0));
  const fills = cells.filter((cell) => cell.width === 'fill');
  const free = widthDots - fixed.reduce((a, b) => a + b, 0) - gap * (cells.length - 1);
  if (fills.length === 0) return free >= 0 ? fixed : null;
  const each = Math.floor(free / fills.length / cellDots) * cellDots;
  if (each < Math.max(...fills.map(leastWidth))) return null;
  let rest = free - each * fills.length;
  return fixed.map((width, index) => {
    if (cells[index]?.width !== 'fill') return width;
    const wider = each + rest;
    rest = 0;
    return wider;
  });
}

function fixedWidth(cell: Cell, exact: number): number {
  return typeof cell.width === 'number' ? cell.width * cellDots : exact;
}

/** Room for six of its largest characters; narrower than that a name is a tower of letters. */
function leastWidth(cell: Cell): number {
  const largest = Math.max(1, ...cell.spans.map((span) => styleOf(span).width));
  return cell.spans.length === 0 ? 0 : 6 * cellDots * largest;
}

function besides(cells: readonly Cell[], widths: readonly number[], meter: Meter): Drawing[] {
  let x = 0;
  const placed = cells.map((cell, index) => {
    const width = widths[index] ?? 0;
    const left = x;
    x += width + gap;
    return { lines: linesOf(cell, width, meter), left, width, align: cell.align ?? 'left' };
  });
  const height = Math.max(...placed.map((cell) => cell.lines.length));
  return Array.from({ length: height }, (_, row): Drawing => {
    const pieces = placed.flatMap(({ lines, left, width, align }): Piece[] => {
      const line = lines[row];
      return line ? aligned(line, left, width, align) : [];
    });
    return { type: 'text', pieces };
  });
}

/** Narrow paper: what wraps takes the whole width, the figures follow underneath at the right edge. */
function below(
  cells: readonly Cell[],
  exactWidths: readonly number[],
  widthDots: number,
  meter: Meter,
): Drawing[] {
  const wrapping = cells.filter((cell) => cell.width !== 'exact');
  const fixed = wrapping.map((cell) => fixedWidth(cell, 0));
  const fills = wrapping.filter((cell) => cell.width === 'fill').length;
  const free = widthDots - fixed.reduce((a, b) => a + b, 0) - gap * (wrapping.length - 1);
  const sideBySide = fills > 0 && free / fills >= 2 * cellDots;
  const upper = sideBySide
    ? besides(
        wrapping,
        wrapping.map((cell, i) => (cell.width === 'fill' ? floorToGrid(free / fills) : (fixed[i] ?? 0))),
        meter,
      )
    : wrapping.flatMap((cell) => besides([cell], [widthDots], meter));
  const lower = cells.flatMap((cell, index) =>
    cell.width === 'exact' && (exactWidths[index] ?? 0) > 0
      ? besides([{ ...cell, align: 'right' }], [widthDots], meter)
      : [],
  );
  return [...upper, ...lower];
}

function floorToGrid(dots: number): number {
  return Math.floor(dots / cellDots) * cellDots;
}

function linesOf(cell: Cell, width: number, meter: Meter): LineOfCell[] {
  return cell.width === 'exact' ? unwrappedLines(cell.spans, meter) : wrapSpans(cell.spans, width, meter);
}

function exactWidth(cell: Cell, meter: Meter): number {
  return toGrid(Math.max(0, ...unwrappedLines(cell.spans, meter).map((line) => line.width)));
}
