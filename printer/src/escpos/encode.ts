import { ok, type Refusal, refuse, type Result } from '@galley/shared/values/result.ts';
import type { PrintDocument } from '../document/document.ts';
import { type Drawing, layOut, type Meter } from '../layout/layout.ts';
import type { Piece } from '../layout/pieces.ts';
import { previewOf, ruleCharacter } from '../layout/preview.ts';
import { cellDots, lineDots, type Style } from '../layout/style.ts';
import { cropRight, isSet, type Bitmap } from '../raster/bitmap.ts';
import { drawLine } from '../raster/draw-text.ts';
import { missingCharacter, shapeText } from '../raster/shape.ts';
import { type ByteWriter, canWrite, createByteWriter } from './byte-writer.ts';
import { codePage } from './code-pages.ts';
import {
  alignLeft, cancelKanji, defaultLineSpacing, feedAndCut, feedLines, initialize, kickDrawer, lineFeed, rasterBand,
  selectCodePage,
} from './commands.ts'; // prettier-ignore
import { breakRealTimePatterns } from './guard.ts';
import type { Profile } from './profiles.ts';

/** A document as the bytes that print it, without the request for proof, which the lane adds. */
export type EncodedDocument = {
  readonly bytes: Uint8Array;
  /** The same paper as plain text. */
  readonly preview: string;
  /** How much paper it takes: printing time grows with it. */
  readonly heightDots: number;
};
export type EncodeRefusal = Refusal<'cannotDraw' | 'doesNotFit' | 'noDrawer'>;

/** Refuses what the printer could not put on paper exactly as it was typed, before anything is queued [P9]. */
export function encodeDocument(
  document: PrintDocument,
  profile: Profile,
): Result<EncodedDocument, EncodeRefusal> {
  const drawings = layOut(document, profile.dots, meterFor(profile));
  if (!drawings.ok) return drawings;
  const writer = createByteWriter(profile);
  startJob(writer, profile);
  let heightDots = 0;
  for (const drawing of drawings.value) {
    const height = writeDrawing(writer, drawing, profile);
    if (!height.ok) return height;
    heightDots += height.value;
  }
  return ok({ bytes: writer.bytes(), preview: previewOf(drawings.value, profile.columns), heightDots });
}

/** Native characters fill their cells; other text is as wide as its shapes. */
export function meterFor(profile: Profile): Meter {
  return (text, style) =>
    canWrite(profile, text) ? text.length * cellDots * style.width : shapeText(text, style).width;
}

/** Another program may have left the printer in any state, so a job sets everything that it relies on. */
function startJob(writer: ByteWriter, profile: Profile): void {
  writer.command(initialize);
  writer.command(cancelKanji);
  writer.command(selectCodePage(codePage(profile.codePages[0]).number));
  writer.command(alignLeft);
  writer.command(defaultLineSpacing);
}

/** Writes one drawing and says how many dots of paper it takes. */
function writeDrawing(writer: ByteWriter, drawing: Drawing, profile: Profile): Result<number, EncodeRefusal> {
  switch (drawing.type) {
    case 'text':
      return writeLine(writer, drawing.pieces, profile);
    case 'rule': {
      const wanted = ruleCharacter(drawing.style);
      writer.text((canWrite(profile, wanted) ? wanted : '-').repeat(profile.columns), plain);
      writer.command(lineFeed);
      return ok(lineDots);
    }
    case 'feed':
      writer.command(feedLines(drawing.lines));
      return ok(drawing.lines * lineDots);
    case 'cut':
      writer.command(profile.cutter ? feedAndCut(profile.cutFeedDots) : feedLines(profile.tearLines));
      return ok(profile.tearLines * lineDots);
    case 'drawer':
      if (!profile.drawer)
        return refuse('noDrawer', `No cash drawer can hang on a printer of type ${profile.name}.`);
      writer.command(kickDrawer(drawing.pin));
      return ok(0);
  }
}

const plain: Style = { bold: false, width: 1, height: 1 };

function writeLine(
  writer: ByteWriter,
  pieces: readonly Piece[],
  profile: Profile,
): Result<number, EncodeRefusal> {
  if (!pieces.every((piece) => canWrite(profile, piece.text))) return writePicture(writer, pieces, profile);
  let x = 0;
  for (const piece of pieces) {
    const spaces = Math.round((piece.x - x) / cellDots);
    if (spaces > 0) writer.text(' '.repeat(spaces), plain);
    writer.text(piece.text, piece.style);
    x = piece.x + piece.width;
  }
  writer.command(lineFeed);
  return ok(Math.max(lineDots, ...pieces.map((piece) => piece.style.height * 24 + 6)));
}

/** One letter that the code pages lack turns its whole line into a picture, so that the line keeps one look [P9]. */
function writePicture(
  writer: ByteWriter,
  pieces: readonly Piece[],
  profile: Profile,
): Result<number, EncodeRefusal> {
  for (const { text } of pieces) {
    const missing = missingCharacter(text);
    if (missing === undefined) continue;
    const name = `U+${(missing.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
    return refuse(
      'cannotDraw',
      `"${missing}" (${name}) in "${text}" cannot be printed. Write it in another way.`,
    );
  }
  const band = drawLine(pieces, profile.dots);
  writeBands(writer, cropRight(band, inkWidth(band)), profile.bandRows);
  return ok(band.height);
}

function writeBands(writer: ByteWriter, picture: Bitmap, bandRows: number): void {
  for (let top = 0; top < picture.height; top += bandRows) {
    const rows = Math.min(bandRows, picture.height - top);
    const start = top * picture.bytesPerRow;
    const dots = picture.bytes.subarray(start, start + rows * picture.bytesPerRow);
    writer.command(rasterBand(picture.bytesPerRow, rows));
    writer.picture(breakRealTimePatterns(dots));
  }
}

/** The white to the right of the last ink is not worth sending. */
function inkWidth(bitmap: Bitmap): number {
  for (let x = bitmap.width - 1; x >= 0; x -= 1) {
    for (let y = 0; y < bitmap.height; y += 1) if (isSet(bitmap, x, y)) return x + 1;
  }
  return 8;
}
