import type { SvgPathCommand } from './fonts.ts';
import { type Bitmap, createBitmap } from './bitmap.ts';

/** A filled outline and where its top left dot lies from the glyph's origin (y down). */
export type Ink = { readonly bitmap: Bitmap; readonly left: number; readonly top: number };

type Edge = { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number };

const samples = 4;
/** A dot is black from 42 % coverage on: thin stems stay whole at 203 dpi, counters stay open. */
const blackFrom = Math.ceil(samples * samples * 0.42);

/** Fills an outline (y up, `unit` to the dot) to one bit with 4 x 4 samples a dot, by the non-zero rule. */
export function fillOutline(commands: readonly SvgPathCommand[], unit: number): Ink | null {
  const edges = flatten(commands, unit);
  if (edges.length === 0) return null;
  const xs = edges.flatMap((edge) => [edge.x0, edge.x1]);
  const ys = edges.flatMap((edge) => [edge.y0, edge.y1]);
  const left = Math.floor(Math.min(...xs));
  const top = Math.floor(Math.min(...ys));
  const bitmap = createBitmap(Math.ceil(Math.max(...xs)) - left + 1, Math.ceil(Math.max(...ys)) - top + 1);
  const coverage = new Uint8Array(bitmap.width);
  for (let y = 0; y < bitmap.height; y += 1) {
    coverage.fill(0);
    for (let sub = 0; sub < samples; sub += 1) cover(coverage, edges, left, top + y + (sub + 0.5) / samples);
    for (let x = 0; x < bitmap.width; x += 1) {
      if ((coverage[x] ?? 0) < blackFrom) continue;
      const at = y * bitmap.bytesPerRow + (x >> 3);
      bitmap.bytes[at] = (bitmap.bytes[at] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return { bitmap, left, top };
}

/** Counts, for each dot of one row, the samples on the scan line at `y` that lie inside. */
function cover(coverage: Uint8Array, edges: readonly Edge[], left: number, y: number): void {
  const crossings: { x: number; turn: number }[] = [];
  for (const { x0, y0, x1, y1 } of edges) {
    if (y0 <= y === y1 <= y) continue;
    crossings.push({ x: x0 + ((y - y0) / (y1 - y0)) * (x1 - x0), turn: y0 < y1 ? 1 : -1 });
  }
  crossings.sort((a, b) => a.x - b.x);
  let winding = 0;
  for (const [index, crossing] of crossings.entries()) {
    winding += crossing.turn;
    const next = crossings[index + 1];
    if (winding === 0 || !next) continue;
    const from = Math.ceil((crossing.x - left) * samples - 0.5);
    const to = Math.ceil((next.x - left) * samples - 0.5);
    for (let sample = Math.max(0, from); sample < to; sample += 1) {
      const dot = Math.floor(sample / samples);
      coverage[dot] = (coverage[dot] ?? 0) + 1;
    }
  }
}

/** Curves become short straight edges; the y axis turns downwards. */
function flatten(commands: readonly SvgPathCommand[], unit: number): Edge[] {
  const edges: Edge[] = [];
  let startX = 0;
  let startY = 0;
  let x = 0;
  let y = 0;
  const to = (nextX: number, nextY: number): void => {
    if (y !== nextY) edges.push({ x0: x, y0: y, x1: nextX, y1: nextY });
    x = nextX;
    y = nextY;
  };
  for (const { type, values } of commands) {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = values.map(
      (value, i) => (i % 2 === 0 ? value : -value) / unit,
    );
    const fromX = x;
    const fromY = y;
    if (type === 'M') {
      to(startX, startY);
      [x, y, startX, startY] = [a, b, a, b];
    } else if (type === 'L') to(a, b);
    else if (type === 'Q') {
      for (let step = 1; step <= 4; step += 1) {
        const t = step / 4;
        const u = 1 - t;
        to(u * u * fromX + 2 * u * t * a + t * t * c, u * u * fromY + 2 * u * t * b + t * t * d);
      }
    } else if (type === 'C') {
      for (let step = 1; step <= 6; step += 1) {
        const t = step / 6;
        const u = 1 - t;
        to(
          u * u * u * fromX + 3 * u * u * t * a + 3 * u * t * t * c + t * t * t * e,
          u * u * u * fromY + 3 * u * u * t * b + 3 * u * t * t * d + t * t * t * f,
        );
      }
    } else to(startX, startY);
  }
  to(startX, startY);
  return edges;
}
