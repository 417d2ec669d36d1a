import { characterOf, codePageByNumber, type CodePage } from '../escpos/code-pages.ts';
import { textOfPieces } from '../layout/preview.ts';
import { cellDots, heightOfLine } from '../layout/style.ts';
import { drawLine } from '../raster/draw-text.ts';
import { createPage, type Page } from './page-mode.ts';
import type { Bitmap } from '../raster/bitmap.ts';
import { barsOf, createSymbols, usualDots } from './code-marks.ts';
import { columnImage, printsGraphics, storedGraphics } from './bit-image.ts';
import { createLook } from './letter-look.ts';
import type { Effect, Mark, MarkedPiece } from './marks.ts';
import type { Token } from './tokenizer.ts';
import { unseen } from './unseen.ts';

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

/** Every eight columns, until ESC D says otherwise. */
const usualTabs = Array.from({ length: 32 }, (_, at) => (at + 1) * 8);

const firstPage: CodePage = { name: 'cp437', number: 0 };

/** `pageOf` says which code page a number means; Epson's numbers unless said otherwise. */
export function createPrintHead(
  widthDots: number,
  pageOf: (number: number) => CodePage | undefined = codePageByNumber,
): PrintHead {
  let marks: Mark[] = [];
  let pieces: MarkedPiece[] = [];
  let x = 0;
  const look = createLook();
  /** In columns. */
  let tabs: readonly number[] = usualTabs;
  let sheet: Page | null = null;
  let words: string[] = [];
  let align = 0;
  let spacing = 30;
  let page: CodePage = firstPage;
  const symbols = createSymbols();
  let barDots = usualDots;
  let margin = 0;
  let graphics: Bitmap | null = null;

  function reset(): void {
    pieces = [];
    x = 0;
    look.reset();
    tabs = usualTabs;
    sheet = null;
    words = [];
    align = 0;
    spacing = 30;
    page = firstPage;
    symbols.reset();
    barDots = usualDots;
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
    const style = look.style();
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

  function mark(made: Mark | null): void {
    if (made) marks.push(made);
  }

  function picture(bytes: Uint8Array): void {
    const bytesPerRow = wordAt(bytes, 4);
    const height = wordAt(bytes, 6);
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

  /** FF and ESC FF in page mode: the page comes out as a whole. */
  function printPage(): void {
    if (pieces.length > 0) print();
    const bitmap = sheet?.picture();
    if (bitmap) marks.push({ type: 'picture', left: 0, bitmap, words });
  }

  function command(name: string, bytes: Uint8Array): readonly Effect[] {
    const n = bytes[2] ?? 0;
    if (look.take(name, n)) return [];
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
        if (pieces.length > 0) print();
        const [left = 0, top = 0, width = 0, height = 0] = [2, 4, 6, 8].map((at) => wordAt(bytes, at));
        return (sheet?.setArea(left, top, width, height), []);
      }
      case 'ESC T':
        if (pieces.length > 0) print();
        return (sheet?.setDirection(n % 48), []);
      case 'GS $':
        return (sheet?.moveTo(wordAt(bytes, 2)), []);
      case 'GS \\':
        return (sheet?.moveBy(signed(wordAt(bytes, 2))), []);
      case 'ESC @':
        reset();
        return [{ type: 'reset' }];
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
        x = Math.min(widthDots, wordAt(bytes, 2));
        return [];
      case 'ESC \\':
        x = Math.max(0, Math.min(widthDots, x + signed(wordAt(bytes, 2))));
        return [];
      case 'GS L':
        margin = Math.min(widthDots, wordAt(bytes, 2));
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
        return (mark(symbols.take(bytes, align)), []);
      case 'GS k':
        return (mark(barsOf(bytes, barDots, align)), []);
      case 'FS .':
        return [];
      default:
        return unseen.has(name) ? [] : [{ type: 'ignored', bytes }];
    }
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

/** Two bytes, the lower first. */
function wordAt(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) + (bytes[at + 1] ?? 0) * 256;
}

function signed(word: number): number {
  return word > 0x7fff ? word - 0x10000 : word;
}
