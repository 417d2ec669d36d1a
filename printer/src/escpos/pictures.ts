import type { Align } from '../document/document.ts';
import { type Bitmap, crop, inkOfRow } from '../raster/bitmap.ts';
import type { ByteWriter } from './byte-writer.ts';
import { feedDots, rasterBand } from './commands.ts';
import { breakRealTimePatterns } from './guard.ts';
import type { Profile } from './profiles.ts';

/**
 * Sends a picture as wide as the paper, but only where it has ink: rows of white are fed, and each band is cut to the
 * narrowest stretch that the printer's own alignment puts at the same dots.
 */
export function writePicture(writer: ByteWriter, picture: Bitmap, profile: Profile): void {
  const alignments: readonly Align[] = profile.aligns ? ['left', 'center', 'right'] : ['left'];
  const plans = alignments.map((align) => ({ align, ...planBands(picture, align, profile.bandRows) }));
  const { align, bands } = plans.reduce((best, plan) => (plan.cost < best.cost ? plan : best));
  writer.align(align);
  for (const { top, rows, bytesPerRow } of bands) {
    if (bytesPerRow === 0) writer.command(feedDots(rows * profile.feedUnits));
    else {
      const left = leftOf(align, picture.width, bytesPerRow * 8);
      writer.command(rasterBand(bytesPerRow, rows));
      writer.picture(breakRealTimePatterns(crop(picture, left, top, bytesPerRow * 8, rows).bytes));
    }
  }
}

type Band = { readonly top: number; readonly rows: number; readonly bytesPerRow: number };
type Plan = { readonly bands: readonly Band[]; readonly cost: number };

/** A new band has to save this many bytes: its own head, and the printer's pause between two bands. */
const bandCost = 96;

/** The cheapest cut of the rows into bands, from the bottom up: what follows each row is known when it is looked at. */
function planBands(picture: Bitmap, align: Align, bandRows: number): Plan {
  const widths = Array.from({ length: picture.height }, (_, row) => bytesFor(picture, row, align));
  const best: { cost: number; band: Band | null }[] = [{ cost: align === 'left' ? 0 : 6, band: null }];
  for (let top = picture.height - 1; top >= 0; top -= 1) {
    let widest = 0;
    let cheapest: { cost: number; band: Band | null } = { cost: Number.POSITIVE_INFINITY, band: null };
    for (let rows = 1; rows <= Math.min(bandRows, picture.height - top); rows += 1) {
      widest = Math.max(widest, widths[top + rows - 1] ?? 0);
      const own = widest === 0 ? feedDots(0).length : bandCost + widest * rows;
      const cost = own + (best[picture.height - top - rows]?.cost ?? 0);
      if (cost < cheapest.cost) cheapest = { cost, band: { top, rows, bytesPerRow: widest } };
    }
    best.push(cheapest);
  }
  const bands: Band[] = [];
  for (let top = 0; top < picture.height;) {
    const band = best[picture.height - top]?.band;
    if (!band) break;
    bands.push(band);
    top += band.rows;
  }
  return { bands, cost: best.at(-1)?.cost ?? 0 };
}

/** How many bytes a row needs from where the alignment makes it begin. */
function bytesFor(picture: Bitmap, row: number, align: Align): number {
  const ink = inkOfRow(picture, row);
  if (!ink) return 0;
  const middle = picture.width / 2;
  const dots = {
    left: ink.right,
    center: 2 * Math.max(middle - ink.left, ink.right - middle),
    right: picture.width - ink.left,
  }[align];
  return Math.ceil(dots / 8);
}

function leftOf(align: Align, paper: number, width: number): number {
  return { left: 0, center: Math.floor((paper - width) / 2), right: paper - width }[align];
}
