import escpos from 'escpos/commands.js';

/**
 * Every command that we send, by Epson's reference. The first group comes from the command table of the npm package
 * `escpos`; the tests pin each of these to the reference's bytes. The audit found the rest of that table wrong or
 * missing, so the second group is ours [P11].
 */
const fromTable = (text: string): readonly number[] => [...Buffer.from(text, 'latin1')];

/** LF: prints the line. */
export const lineFeed = fromTable(escpos.LF);
/** ESC @: back to the settings of power-on. */
export const initialize = fromTable(escpos.HARDWARE.HW_INIT);
/** ESC E 1, ESC E 0. */
export const boldOn = fromTable(escpos.TEXT_FORMAT.TXT_BOLD_ON);
export const boldOff = fromTable(escpos.TEXT_FORMAT.TXT_BOLD_OFF);
/** ESC a 0, 1, 2. */
export const alignTo = {
  left: fromTable(escpos.TEXT_FORMAT.TXT_ALIGN_LT),
  center: fromTable(escpos.TEXT_FORMAT.TXT_ALIGN_CT),
  right: fromTable(escpos.TEXT_FORMAT.TXT_ALIGN_RT),
} as const;
/** ESC 2: 1/6 inch from line to line. */
export const defaultLineSpacing = fromTable(escpos.LINE_SPACING.LS_DEFAULT);
const rasterHead = fromTable(escpos.IMAGE_FORMAT.S_RASTER_N);
const cutAfterFeed = fromTable(escpos.PAPER.PAPER_CUT_B);

const ESC = 0x1b;
const FS = 0x1c;
const GS = 0x1d;
const DLE = 0x10;
const EOT = 0x04;

/** FS . : no two-byte characters, or a printer made for China eats our bytes in pairs. */
export const cancelKanji = [FS, 0x2e];

/** ESC t n. */
export function selectCodePage(number: number): readonly number[] {
  return [ESC, 0x74, number];
}

/** GS ! n: width and height of 1 to 8. */
export function characterSize(width: number, height: number): readonly number[] {
  return [GS, 0x21, ((width - 1) << 4) | (height - 1)];
}

/** ESC ! n: bold and up to double size in one command. */
export function printMode(bold: boolean, width: 1 | 2, height: 1 | 2): readonly number[] {
  return [ESC, 0x21, (bold ? 0x08 : 0) | (height === 2 ? 0x10 : 0) | (width === 2 ? 0x20 : 0)];
}

/** ESC $ nL nH: the next character begins so many dots from the left edge. */
export function moveTo(dots: number): readonly number[] {
  return [ESC, 0x24, dots & 0xff, dots >> 8];
}

/** GS B n: white on black, or not. */
export function reverse(on: boolean): readonly number[] {
  return [GS, 0x42, on ? 1 : 0];
}

/** ESC r n: black or the second colour. */
export function colour(red: boolean): readonly number[] {
  return [ESC, 0x72, red ? 1 : 0];
}

/** ESC J n: prints and feeds n dots. */
export function feedDots(dots: number): readonly number[] {
  return [ESC, 0x4a, dots];
}

/** ESC d n: prints and feeds n lines. */
export function feedLines(lines: number): readonly number[] {
  return [ESC, 0x64, lines];
}

/** GS v 0: a band of `bytesPerRow * 8` by `rows` dots. */
export function rasterBand(bytesPerRow: number, rows: number): readonly number[] {
  return [...rasterHead, bytesPerRow & 0xff, bytesPerRow >> 8, rows & 0xff, rows >> 8];
}

/** GS V 66 n: feeds to the cutter and n dots further, then cuts, so that no line is lost to the blade. */
export function feedAndCut(dots: number): readonly number[] {
  return [...cutAfterFeed, dots];
}

/** ESC p m t1 t2: 50 ms on, 500 ms off (in steps of 2 ms), on connector pin 2 or 5. */
export function kickDrawer(pin: 2 | 5): readonly number[] {
  return [ESC, 0x70, pin === 2 ? 0 : 1, 25, 250];
}

/** ESC ( A function 97: two beeps of 200 ms on Epson's printers. */
export const beepEpson = [ESC, 0x28, 0x41, 5, 0, 97, 100, 2, 2, 2];
/** ESC B n t: the same, as most copies of them have it. */
export const beepCopy = [ESC, 0x42, 2, 2];

/** GS ( k functions 165, 167, 169, 180 and 181: a QR code of model 2, correction M, so many dots a module. */
export function qrCode(content: Uint8Array, dots: number): readonly number[] {
  const qr = (length: number, ...rest: readonly number[]): number[] => [
    GS,
    0x28,
    0x6b,
    length & 0xff,
    length >> 8,
    49,
    ...rest,
  ];
  return [
    ...qr(4, 65, 50, 0),
    ...qr(3, 67, dots),
    ...qr(3, 69, 49),
    ...qr(content.length + 3, 80, 48, ...content),
    ...qr(3, 81, 48),
  ];
}

/** GS h, GS w, GS H 0, GS k: bars of that height and module width without text, m is the symbology. */
export function barcode(
  m: 67 | 68 | 73,
  content: readonly number[],
  height: number,
  dots: number,
): readonly number[] {
  return [GS, 0x68, height, GS, 0x77, dots, GS, 0x48, 0, GS, 0x6b, m, content.length, ...content];
}

/** GS ( H function 48: the printer answers with these four characters once everything before it has been printed. */
export function requestProcessId(id: string): readonly number[] {
  return [GS, 0x28, 0x48, 6, 0, 48, 48, ...Buffer.from(id, 'latin1')];
}

/** GS r 1: the paper sensor's state, answered in the order of the data, so it proves that the data was reached. */
export const requestSensor = [GS, 0x72, 1];

/** GS I n: 66 the maker, 67 the model, as a name between `_` and NUL. */
export function requestIdentity(n: 66 | 67): readonly number[] {
  return [GS, 0x49, n];
}

/** DLE EOT n, answered at once: 1 printer, 2 what makes it offline, 3 errors, 4 paper. */
export function requestStatus(n: 1 | 2 | 3 | 4): readonly number[] {
  return [DLE, EOT, n];
}
