import type { Align } from '../document/document.ts';
import { cellDots, plainStyle, type Style } from '../layout/style.ts';
import { byteOf, type CodePage, codePage } from './code-pages.ts';
import {
  alignTo, boldOff, boldOn, characterSize, colour, lineFeed, moveTo, printMode, reverse, selectCodePage,
} from './commands.ts'; // prettier-ignore
import type { Profile } from './profiles.ts';

/** Collects bytes and remembers what the printer is set to, so that a setting is only sent when it changes. */
export type ByteWriter = {
  readonly command: (bytes: readonly number[]) => void;
  readonly picture: (bytes: Uint8Array) => void;
  /** What the printer does with lines and pictures that are narrower than the paper. */
  readonly align: (wanted: Align) => void;
  /** Text that `canWrite` has allowed, `x` dots from the left edge. */
  readonly text: (text: string, style: Style, x: number) => void;
  readonly endLine: () => void;
  readonly bytes: () => Uint8Array;
};

/** So many spaces are no longer than the command that would move over them. */
const fewSpaces = 4;

/** The printer is expected to be freshly initialized, with the profile's first page selected. */
export function createByteWriter(profile: Profile): ByteWriter {
  const pages = profile.codePages.map(codePage);
  const parts: (readonly number[] | Uint8Array)[] = [];
  let style = plainStyle;
  let page = codePage(profile.codePages[0]);
  let alignment: Align = 'left';
  let at = 0;

  function align(wanted: Align): void {
    if (alignment !== wanted) parts.push(alignTo[wanted]);
    alignment = wanted;
  }

  function setStyle(wanted: Style): void {
    const { bold, width, height } = wanted;
    if (style.reverse !== wanted.reverse) parts.push(reverse(wanted.reverse));
    if (style.red !== wanted.red && profile.secondColour) parts.push(colour(wanted.red));
    const resized = style.width !== width || style.height !== height;
    if (style.bold !== bold && resized && width < 3 && height < 3) {
      parts.push(printMode(bold, width === 2 ? 2 : 1, height === 2 ? 2 : 1));
    } else {
      if (style.bold !== bold) parts.push(bold ? boldOn : boldOff);
      if (resized) parts.push(characterSize(width, height));
    }
    style = wanted;
  }

  function moveOver(dots: number, x: number): void {
    const spaces = dots / (cellDots * style.width);
    if (dots === 0) return;
    // A space in white on black would be a black box.
    if (Number.isInteger(spaces) && spaces <= fewSpaces && !style.reverse)
      parts.push(Array.from({ length: spaces }, () => 0x20));
    else parts.push(moveTo(x));
  }

  function text(words: string, wanted: Style, x: number): void {
    align('left');
    moveOver(x - at, x);
    setStyle(wanted);
    at = x + words.length * cellDots * wanted.width;
    let run: number[] = [];
    for (const character of words) {
      const fitting = byteOf(page, character) === undefined ? pageWith(pages, character) : page;
      if (fitting && fitting !== page) {
        parts.push(run, selectCodePage(fitting.number));
        run = [];
        page = fitting;
      }
      run.push(byteOf(page, character) ?? 0x20);
    }
    parts.push(run);
  }

  return {
    command: (bytes) => parts.push(bytes),
    picture: (bytes) => parts.push(bytes),
    align,
    text,
    endLine: () => {
      parts.push(lineFeed);
      at = 0;
    },
    bytes: () => concatenate(parts),
  };
}

/** Whether the printer's own code pages carry the text; if not, its line is drawn as a picture [P9]. */
export function canWrite(profile: Profile, text: string): boolean {
  if (ascii.test(text)) return true;
  const pages = profile.codePages.map(codePage);
  for (const character of text) if (!pageWith(pages, character)) return false;
  return true;
}
const ascii = /^[\x20-\x7e]*$/;

function pageWith(pages: readonly CodePage[], character: string): CodePage | undefined {
  return pages.find((page) => byteOf(page, character) !== undefined);
}

export function concatenate(parts: readonly (readonly number[] | Uint8Array)[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
