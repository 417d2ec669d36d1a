import { ok, type Refusal, refuse, type Result } from '@galley/shared/values/result.ts';
import type { PrintDocument } from '../document/document.ts';
import { type Drawing, layOut, type Meter } from '../layout/layout.ts';
import type { Piece } from '../layout/pieces.ts';
import { previewOf, ruleCharacter } from '../layout/preview.ts';
import { cellDots, heightOfLine, lineDots, plainStyle, type Scale } from '../layout/style.ts';
import { drawLine } from '../raster/draw-text.ts';
import { missingCharacter, shapeText } from '../raster/shape.ts';
import { type ByteWriter, canWrite, createByteWriter } from './byte-writer.ts';
import { writeBarcode, writePlaced, writeQr } from './codes.ts';
import {
  alignTo, beepCopy, beepEpson, cancelKanji, defaultLineSpacing, feedAndCut, feedLines, initialize, kickDrawer, selectCodePage,
} from './commands.ts'; // prettier-ignore
import { writePicture } from './pictures.ts';
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
  writer.command(selectCodePage(profile.codePages[0].number));
  writer.command(alignTo.left);
  writer.command(defaultLineSpacing);
}

/** Writes one drawing and says how many dots of paper it takes. */
function writeDrawing(writer: ByteWriter, drawing: Drawing, profile: Profile): Result<number, EncodeRefusal> {
  switch (drawing.type) {
    case 'text':
      return writeLine(writer, drawing.pieces, profile);
    case 'rule':
      return ok(writeRule(writer, drawing.style, profile));
    case 'feed':
      writer.command(feedLines(drawing.lines));
      return ok(drawing.lines * lineDots);
    case 'image': {
      // A logo is decoration; a printer with needles does without it.
      if (profile.impact) return ok(0);
      const { width, height, dots } = drawing.picture;
      const bitmap = { width, height, bytesPerRow: Math.ceil(width / 8), bytes: Buffer.from(dots, 'base64') };
      return ok(writePlaced(writer, bitmap, drawing.align, profile));
    }
    case 'qr':
      return writeQr(writer, drawing, profile);
    case 'barcode':
      return writeBarcode(writer, drawing, profile);
    case 'buzzer':
      if (profile.buzzer !== 'none') writer.command(profile.buzzer === 'epson' ? beepEpson : beepCopy);
      return ok(0);
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

/** A few characters pulled wide by the printer look the same as a line full of them, in a fifth of the bytes. */
function writeRule(writer: ByteWriter, style: 'single' | 'double' | 'dashed', profile: Profile): number {
  const wanted = ruleCharacter(style);
  const character = canWrite(profile, wanted) ? wanted : '-';
  // A printer with needles knows no size above double, and its double rule would not meet.
  const widest = profile.impact ? 1 : character === '-' ? 2 : 8;
  const width = widths.find((each) => each <= widest && profile.columns % each === 0) ?? 1;
  writer.text(character.repeat(profile.columns / width), { ...plainStyle, width }, 0);
  writer.endLine();
  return lineDots;
}
const widths: readonly Scale[] = [8, 7, 6, 5, 4, 3, 2, 1];

function writeLine(
  writer: ByteWriter,
  pieces: readonly Piece[],
  profile: Profile,
): Result<number, EncodeRefusal> {
  if (!pieces.every((piece) => canWrite(profile, piece.text))) return drawInstead(writer, pieces, profile);
  for (const piece of pieces) writer.text(piece.text, piece.style, piece.x);
  writer.endLine();
  return ok(heightOfLine(Math.max(1, ...pieces.map((piece) => piece.style.height))));
}

/** One letter that the code pages lack turns its whole line into a picture, so that the line keeps one look [P9]. */
function drawInstead(
  writer: ByteWriter,
  pieces: readonly Piece[],
  profile: Profile,
): Result<number, EncodeRefusal> {
  for (const { text } of pieces) {
    const missing = profile.impact ? firstUnwritable(profile, text) : missingCharacter(text);
    if (missing === undefined) continue;
    const name = `U+${(missing.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
    return refuse(
      'cannotDraw',
      `"${missing}" (${name}) in "${text}" cannot be printed. Write it in another way.`,
    );
  }
  const band = drawLine(pieces, profile.dots);
  writePicture(writer, band, profile);
  return ok(band.height);
}

function firstUnwritable(profile: Profile, text: string): string | undefined {
  return Array.from(text).find((character) => !canWrite(profile, character));
}
