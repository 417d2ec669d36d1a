import { ok, type Refusal, refuse, type Result } from '@galley/shared/values/result.ts';
import type { Align } from '../document/document.ts';
import type { Drawing } from '../layout/layout.ts';
import { cellDots, lineDots, plainStyle } from '../layout/style.ts';
import { type Bitmap, createBitmap, stamp } from '../raster/bitmap.ts';
import { barcodeHeightDots, barsBitmap, inPairs, qrBitmap } from '../raster/codes.ts';
import { type ByteWriter, canWrite } from './byte-writer.ts';
import { barcode, qrCode } from './commands.ts';
import { writePicture } from './pictures.ts';
import type { Profile } from './profiles.ts';

type CodeRefusal = Refusal<'cannotDraw' | 'doesNotFit'>;

/** A QR code by the printer's own command, else as a picture; both are read by the same phones. */
export function writeQr(
  writer: ByteWriter,
  { text, dots, align }: Extract<Drawing, { type: 'qr' }>,
  profile: Profile,
): Result<number, CodeRefusal> {
  if (profile.impact) return ok(writeWords(writer, text, profile));
  const bitmap = qrBitmap(text, dots);
  if (bitmap.width > profile.dots) return refuse('doesNotFit', 'The QR code is wider than the paper.');
  if (!profile.ownCodes) return ok(writePlaced(writer, bitmap, align, profile));
  writer.align(align);
  writer.command(qrCode(new TextEncoder().encode(text), dots));
  return ok(bitmap.height);
}

/** Bars, and under them what they say. */
export function writeBarcode(
  writer: ByteWriter,
  { symbology, text, align }: Extract<Drawing, { type: 'barcode' }>,
  profile: Profile,
): Result<number, CodeRefusal> {
  const bitmap = [3, 2, 1]
    .map((dots) => ({ dots, bars: barsBitmap(symbology, text, dots) }))
    .find(({ bars }) => bars === null || bars.width <= profile.dots);
  if (profile.impact) return ok(writeWords(writer, text, profile));
  if (!bitmap) return refuse('doesNotFit', `The bar code "${text}" is wider than the paper.`);
  if (!bitmap.bars) return refuse('cannotDraw', `"${text}" cannot be a bar code of this kind.`);
  // Own bars of one dot are finer than a printer's command allows.
  if (!profile.ownCodes || bitmap.dots < 2) writePlaced(writer, bitmap.bars, align, profile);
  else {
    writer.align(align);
    writer.command(
      barcode(methodOf(symbology, text), contentOf(symbology, text), barcodeHeightDots, bitmap.dots),
    );
  }
  const width = text.length * cellDots;
  writer.text(
    text,
    plainStyle,
    { left: 0, center: Math.floor((profile.dots - width) / 2), right: profile.dots - width }[align],
  );
  writer.endLine();
  return ok(barcodeHeightDots + lineDots);
}

/** Needles draw no codes; a person can still type what the code says. */
function writeWords(writer: ByteWriter, text: string, profile: Profile): number {
  const written = canWrite(profile, text) ? text : encodeURI(text);
  const lines = written.match(new RegExp(`.{1,${profile.columns}}`, 'g')) ?? [];
  for (const each of lines) {
    writer.text(each, plainStyle, 0);
    writer.endLine();
  }
  return lines.length * lineDots;
}

/** A picture of its own width at its place on the paper; says how high it is. */
export function writePlaced(writer: ByteWriter, bitmap: Bitmap, align: Align, profile: Profile): number {
  const free = profile.dots - bitmap.width;
  const paper = createBitmap(profile.dots, bitmap.height);
  stamp(paper, bitmap, { left: 0, center: free >> 1, right: free }[align], 0);
  writePicture(writer, paper, profile);
  return bitmap.height;
}

function methodOf(symbology: 'code128' | 'ean', text: string): 67 | 68 | 73 {
  if (symbology === 'code128') return 73;
  return text.length === 13 ? 67 : 68;
}

/** Code 128 says which of its sets follows; a brace in the text is doubled. */
function contentOf(symbology: 'code128' | 'ean', text: string): readonly number[] {
  if (symbology === 'ean') return [...Buffer.from(text, 'latin1')];
  if (inPairs(text)) return [...Buffer.from('{C', 'latin1'), ...(text.match(/../g) ?? []).map(Number)];
  return [...Buffer.from(`{B${text.replaceAll('{', '{{')}`, 'latin1')];
}
