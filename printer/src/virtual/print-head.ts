import { characterOf, codePageByNumber, type CodePage } from '../escpos/code-pages.ts';
import { cellDots, plainStyle, type Scale, type Style } from '../layout/style.ts';
import type { Bitmap } from '../raster/bitmap.ts';
import { columnImage, printsGraphics, storedGraphics } from './bit-image.ts';
import type { Token } from './tokenizer.ts';

/** What has come onto the paper, from top to bottom. */
export type Mark =
  | { readonly type: 'line'; readonly pieces: readonly MarkedPiece[] }
  | { readonly type: 'picture'; readonly left: number; readonly bitmap: Bitmap }
  | {
      readonly type: 'code';
      readonly kind: 'qr' | 'code128' | 'ean' | 'other';
      readonly text: string;
      readonly dots: number;
      readonly align: number;
    }
  | { readonly type: 'feed'; readonly dots: number };
export type MarkedPiece = { readonly x: number; readonly text: string; readonly style: Style };

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
  'ESC  ', 'ESC -', 'ESC =', 'ESC ?', 'ESC D', 'ESC K', 'ESC M', 'ESC R', 'ESC S', 'ESC T', 'ESC U', 'ESC V', 'ESC L',
  'ESC W', 'ESC c', 'ESC e', 'ESC u', 'ESC v', 'ESC {', 'ESC <', 'ESC %', 'ESC &', 'ESC FF', 'FS !', 'FS &', 'FS -',
  'FS C', 'FS S', 'FS W', 'FS ( A', 'FS ( C', 'GS $', 'GS /', 'GS *', 'GS :', 'GS P', 'GS T', 'GS W', 'GS ^', 'GS b',
  'GS c', 'GS f', 'GS g', 'GS \\', 'GS ( A', 'GS ( C', 'GS ( D', 'GS ( E', 'GS ( K', 'GS ( M', 'GS ( N', 'DLE ENQ',
  'DLE DC4', 'CAN', 'FF',
]); // prettier-ignore

const firstPage: CodePage = { name: 'cp437', number: 0 };

/** `pageOf` says which code page a number means; Epson's numbers unless said otherwise. */
export function createPrintHead(
  widthDots: number,
  pageOf: (number: number) => CodePage | undefined = codePageByNumber,
): PrintHead {
  let marks: Mark[] = [];
  let pieces: MarkedPiece[] = [];
  let x = 0;
  let style: Style = plainStyle;
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
    align = 0;
    spacing = 30;
    page = firstPage;
    moduleDots = 3;
    barDots = 3;
    margin = 0;
  }

  function print(): void {
    if (pieces.length === 0) {
      marks.push({ type: 'feed', dots: spacing });
    } else {
      const shift = Math.floor(((widthDots - x) * align) / 2);
      marks.push({ type: 'line', pieces: pieces.map((piece) => ({ ...piece, x: piece.x + shift })) });
    }
    pieces = [];
    x = margin;
  }

  function write(bytes: Uint8Array): void {
    for (const byte of bytes) {
      const width = cellDots * style.width;
      if (x + width > widthDots) print();
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
    if (dots > 0) marks.push({ type: 'feed', dots });
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
    marks.push({ type: 'picture', left, bitmap });
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
      case 'HT':
        x = Math.min(widthDots, (Math.floor(x / (8 * cellDots)) + 1) * 8 * cellDots);
        return [];
      case 'ESC @':
        reset();
        return [{ type: 'reset' }];
      case 'ESC E':
      case 'ESC G':
        style = { ...style, bold: (n & 1) === 1 };
        return [];
      case 'GS !':
        style = { ...style, width: sizeOf(n >> 4), height: sizeOf(n) };
        return [];
      case 'ESC !':
        style = { ...style, bold: (n & 8) !== 0, width: n & 32 ? 2 : 1, height: n & 16 ? 2 : 1 };
        return [];
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
