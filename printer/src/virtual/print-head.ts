import { characterOf, codePageByNumber, type CodePage } from '../escpos/code-pages.ts';
import { textOfPieces } from '../layout/preview.ts';
import { cellDots, type DrawnStyle, heightOfLine, plainStyle, type Scale } from '../layout/style.ts';
import { drawLine } from '../raster/draw-text.ts';
import { createPage, type Page } from './page-mode.ts';
import type { Bitmap } from '../raster/bitmap.ts';
import { columnImage, printsGraphics, storedGraphics } from './bit-image.ts';
import type { Token } from './tokenizer.ts';

/** What has come onto the paper, from top to bottom. */
export type Mark =
  | { readonly type: 'line'; readonly pieces: readonly MarkedPiece[] }
  | {
      readonly type: 'picture';
      readonly left: number;
      readonly bitmap: Bitmap;
      /** The lines that were written on it, in page mode. */
      readonly words?: readonly string[];
    }
  | {
      readonly type: 'code';
      readonly kind: 'qr' | 'code128' | 'ean' | 'other';
      readonly text: string;
      readonly dots: number;
      readonly align: number;
    }
  | { readonly type: 'feed'; readonly dots: number };
export type MarkedPiece = { readonly x: number; readonly text: string; readonly style: DrawnStyle };

/** What a token makes the printer do besides blackening dots. */
export type Effect =
  | { readonly type: 'reset' }
  | { readonly type: 'cut' }
  | { readonly type: 'drawer'; readonly pin: 2 | 5 }
  | { readonly type: 'buzzer' }
  | { readonly type: 'processId'; readonly id: string }
  | { readonly type: 'sensor' }
  /** GS a: from now on it says by itself when its state changes, and how it is at once. */
  | { readonly type: 'statusBack'; readonly on: boolean }
  | { readonly type: 'identity'; readonly n: number }
  | { readonly type: 'ignored'; readonly bytes: Uint8Array };

export type PrintHead = {
  /** Does what the token says. */
  readonly take: (token: Token) => readonly Effect[];
  /** Characters that come to the paper as they are. */
  readonly write: (bytes: Uint8Array) => void;
  /** The paper since the last time, leaving the head over white paper. */
  readonly takePaper: () => readonly Mark[];
};

/** From the head to the cutter; `GS V 66` feeds so far before it cuts. */
const headToCutterDots = 90;

/** Commands whose effect cannot be seen on the papers that it draws: understood, and no garbage on a real one either. */
const unseen: ReadonlySet<string> = new Set([
  'ESC  ',  'ESC =', 'ESC ?',  'ESC K',  'ESC R',   'ESC U', 'ESC V', 
   'ESC c', 'ESC e', 'ESC u', 'ESC v', 'ESC {', 'ESC <', 'ESC %', 'ESC &',  'FS !', 'FS &', 'FS -',
  'FS C', 'FS S', 'FS W', 'FS ( A', 'FS ( C',  'GS /', 'GS *', 'GS :', 'GS P', 'GS T', 'GS W', 'GS ^', 'GS b',
  'GS c', 'GS f', 'GS g',  'GS ( A', 'GS ( C', 'GS ( D', 'GS ( E', 'GS ( K', 'GS ( M', 'GS ( N', 'DLE ENQ',
  'DLE DC4',  
]); // prettier-ignore

/** Every eight columns, until ESC D says otherwise. */
const usualTabs = Array.from({ length: 32 }, (_, at) => (at + 1) * 8);
const underlines = [0, 1, 2] as const;

const firstPage: CodePage = { name: 'cp437', number: 0 };

/** `pageOf` says which code page a number means; Epson's numbers unless said otherwise. */
export function createPrintHead(
  widthDots: number,
  pageOf: (number: number) => CodePage | undefined = codePageByNumber,
): PrintHead {
  let marks: Mark[] = [];
  let pieces: MarkedPiece[] = [];
  let x = 0;
  let style: DrawnStyle = plainStyle;
  /** Of the chosen size, without font B. */
  let size: { readonly width: number; readonly height: number } = { width: 1, height: 1 };
  let small = false;
  /** In columns. */
  let tabs: readonly number[] = usualTabs;
  let sheet: Page | null = null;
  let words: string[] = [];
  let align = 0;
  let spacing = 30;
  let page: CodePage = firstPage;
  let stored = '';
  let moduleDots = 3;
  let barDots = 3;
  let margin = 0;
  let graphics: Bitmap | null = null;

  function reset(): void {
    pieces = [];
    x = 0;
    style = plainStyle;
    size = plainStyle;
    small = false;
    tabs = usualTabs;
    sheet = null;
    words = [];
    align = 0;
    spacing = 30;
    page = firstPage;
    moduleDots = 3;
    barDots = 3;
    margin = 0;
  }

  function print(): void {
    if (sheet && pieces.length === 0) sheet.moveBy(spacing);
    else if (pieces.length === 0) {
      marks.push({ type: 'feed', dots: spacing });
    } else {
      const shift = Math.floor(((room() - x) * align) / 2);
      const placed = pieces.map((piece) => ({ ...piece, x: piece.x + shift }));
      if (sheet) {
        words.push(textOfPieces(placed));
        const tallest = Math.max(1, ...placed.map((piece) => piece.style.height));
        sheet.put(drawLine(placed, room()), 0, heightOfLine(tallest));
      } else marks.push({ type: 'line', pieces: placed });
    }
    pieces = [];
    x = margin;
  }

  function write(bytes: Uint8Array): void {
    for (const byte of bytes) {
      const width = cellDots * style.width;
      if (x + width > room()) print();
      const last = pieces.at(-1);
      const letter = characterOf(page, byte);
      const joins = last && last.style === style && last.x + last.text.length * width === x;
      if (joins) pieces[pieces.length - 1] = { ...last, text: last.text + letter };
      else pieces.push({ x, text: letter, style });
      x += width;
    }
  }

  function feed(dots: number): void {
    if (pieces.length > 0) print();
    if (dots > 0 && sheet) sheet.moveBy(dots);
    else if (dots > 0) marks.push({ type: 'feed', dots });
  }

  function picture(bytes: Uint8Array): void {
    const [, , , , xLow = 0, xHigh = 0, yLow = 0, yHigh = 0] = bytes;
    const bytesPerRow = xLow + xHigh * 256;
    const height = yLow + yHigh * 256;
    draw({ width: bytesPerRow * 8, height, bytesPerRow, bytes: bytes.slice(8) });
  }

  function draw(bitmap: Bitmap): void {
    const left = Math.max(0, Math.floor(((widthDots - bitmap.width) * align) / 2));
    feed(0);
    if (sheet) sheet.put(bitmap, left, bitmap.height);
    else marks.push({ type: 'picture', left, bitmap });
  }

  /** As wide as a line may be: the paper, or the area of the page. */
  function room(): number {
    return sheet ? sheet.room() : widthDots;
  }

  function resize(): void {
    // Font B has cells of 9 by 17 dots where font A has 12 by 24.
    style = { ...style, width: size.width * (small ? 0.75 : 1), height: size.height * (small ? 17 / 24 : 1) };
  }

  /** FF and ESC FF in page mode: the page comes out as a whole. */
  function printPage(): void {
    if (pieces.length > 0) print();
    const bitmap = sheet?.picture();
    if (bitmap) marks.push({ type: 'picture', left: 0, bitmap, words });
  }

  function command(name: string, bytes: Uint8Array): readonly Effect[] {
    const n = bytes[2] ?? 0;
    switch (name) {
      case 'LF':
        return (print(), []);
      case 'CR':
      case 'ESC 2':
        if (name === 'ESC 2') spacing = 30;
        return [];
      case 'HT': {
        const next = tabs.map((column) => column * cellDots).find((stop) => stop > x);
        // Without a stop to the right of it a tab does nothing.
        if (next !== undefined) x = Math.min(room(), next);
        return [];
      }
      case 'ESC D':
        tabs = Array.from(bytes.slice(2, -1));
        return [];
      case 'ESC -':
        style = { ...style, underline: underlines[n % 48] ?? 0 };
        return [];
      case 'ESC M':
        small = n % 48 === 1;
        return (resize(), []);
      case 'ESC L':
        sheet ??= createPage(widthDots);
        return [];
      case 'ESC S':
      case 'CAN':
        if (name === 'CAN') sheet?.clear();
        else sheet = null;
        words = [];
        pieces = [];
        x = margin;
        return [];
      case 'FF':
        printPage();
        sheet = null;
        words = [];
        return [];
      case 'ESC FF':
        return (printPage(), []);
      case 'ESC W': {
        const [left = 0, top = 0, width = 0, height = 0] = [2, 4, 6, 8].map(
          (at) => (bytes[at] ?? 0) + (bytes[at + 1] ?? 0) * 256,
        );
        if (pieces.length > 0) print();
        return (sheet?.setArea(left, top, width, height), []);
      }
      case 'ESC T':
        if (pieces.length > 0) print();
        return (sheet?.setDirection(n % 48), []);
      case 'GS $':
        return (sheet?.moveTo(n + (bytes[3] ?? 0) * 256), []);
      case 'GS \\': {
        const by = n + (bytes[3] ?? 0) * 256;
        return (sheet?.moveBy(by > 0x7fff ? by - 0x10000 : by), []);
      }
      case 'ESC @':
        reset();
        return [{ type: 'reset' }];
      case 'ESC E':
      case 'ESC G':
        style = { ...style, bold: (n & 1) === 1 };
        return [];
      case 'GS !':
        size = { width: sizeOf(n >> 4), height: sizeOf(n) };
        return (resize(), []);
      case 'ESC !':
        style = { ...style, bold: (n & 8) !== 0, underline: n & 128 ? 1 : 0 };
        size = { width: n & 32 ? 2 : 1, height: n & 16 ? 2 : 1 };
        small = (n & 1) === 1;
        return (resize(), []);
      case 'GS B':
        style = { ...style, reverse: (n & 1) === 1 };
        return [];
      case 'ESC r':
        style = { ...style, red: n % 48 === 1 };
        return [];
      case 'ESC B':
      case 'ESC ( A':
        return [{ type: 'buzzer' }];
      case 'GS h':
      case 'GS H':
        return [];
      case 'GS w':
        barDots = n;
        return [];
      case 'ESC a':
        align = n % 48;
        return [];
      case 'ESC 3':
        spacing = n;
        return [];
      case 'ESC t':
        page = pageOf(n) ?? page;
        return [];
      case 'ESC d':
        return (feed(n * spacing), []);
      case 'ESC J':
        return (feed(n), []);
      case 'ESC $':
        x = Math.min(widthDots, n + (bytes[3] ?? 0) * 256);
        return [];
      case 'ESC \\': {
        const by = n + (bytes[3] ?? 0) * 256;
        x = Math.max(0, Math.min(widthDots, x + (by > 0x7fff ? by - 0x10000 : by)));
        return [];
      }
      case 'GS L':
        margin = Math.min(widthDots, n + (bytes[3] ?? 0) * 256);
        if (pieces.length === 0) x = margin;
        return [];
      case 'ESC *':
        return (draw(columnImage(bytes)), []);
      case 'GS ( L':
      case 'GS 8 L':
        if (graphics && printsGraphics(bytes)) draw(graphics);
        graphics = storedGraphics(bytes) ?? graphics;
        return [];
      case 'GS a':
        return [{ type: 'statusBack', on: n !== 0 }];
      case 'GS v':
        return (picture(bytes), []);
      case 'GS V':
        feed(n === 65 || n === 66 ? headToCutterDots + (bytes[3] ?? 0) : 0);
        return [{ type: 'cut' }];
      case 'ESC i':
      case 'ESC m':
        return [{ type: 'cut' }];
      case 'ESC p':
        return [{ type: 'drawer', pin: n % 48 === 0 ? 2 : 5 }];
      case 'GS ( H':
        return [{ type: 'processId', id: String.fromCharCode(...bytes.slice(7, 11)) }];
      case 'GS I':
        return [{ type: 'identity', n }];
      case 'GS r':
        return [{ type: 'sensor' }];
      case 'GS ( k':
        return (symbol(bytes), []);
      case 'GS k':
        marks.push(barsOf(bytes));
        return [];
      case 'FS .':
        return [];
      default:
        return unseen.has(name) ? [] : [{ type: 'ignored', bytes }];
    }
  }

  /** Function 80 stores a two-dimensional code's content, 81 prints it. */
  function symbol(bytes: Uint8Array): void {
    if (bytes[6] === 67) moduleDots = bytes[7] ?? 3;
    if (bytes[6] === 80) stored = letters(bytes.slice(8));
    if (bytes[6] === 81)
      marks.push({
        type: 'code',
        kind: bytes[5] === 49 ? 'qr' : 'other',
        text: stored,
        dots: moduleDots,
        align,
      });
  }

  function barsOf(bytes: Uint8Array): Mark {
    const method = bytes[2] ?? 0;
    const content = bytes.slice(method >= 65 ? 4 : 3);
    if (method !== 73) {
      const kind = [2, 3, 67, 68].includes(method) ? 'ean' : 'other';
      return { type: 'code', kind, text: letters(content).replace(/\0$/, ''), dots: barDots, align };
    }
    const pairs = content[1] === 0x43;
    const text = pairs
      ? Array.from(content.slice(2), (pair) => String(pair).padStart(2, '0')).join('')
      : letters(content.slice(2)).replaceAll('{{', '{');
    return { type: 'code', kind: 'code128', text, dots: barDots, align };
  }

  return {
    write,
    take: (token) => {
      if (token.kind === 'unknown') return [{ type: 'ignored', bytes: token.bytes }];
      if (token.kind === 'command') return command(token.name, token.bytes);
      write(token.bytes);
      return [];
    },
    takePaper: () => {
      if (pieces.length > 0) print();
      const taken = marks;
      marks = [];
      return taken;
    },
  };
}

const scales: readonly Scale[] = [1, 2, 3, 4, 5, 6, 7, 8];
function sizeOf(n: number): Scale {
  return scales[n & 7] ?? 1;
}

function letters(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
