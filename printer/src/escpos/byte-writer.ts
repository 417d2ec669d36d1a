import type { Align } from '../document/document.ts';
import { cellDots, plainStyle, type Style } from '../layout/style.ts';
import { byteOf, type CodePage } from './code-pages.ts';
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
  const parts: (readonly number[] | Uint8Array)[] = [];
  let style = plainStyle;
  let page = profile.codePages[0];
  let alignment: Align = 'left';
  let at = 0;

  function align(wanted: Align): void {
    if (alignment !== wanted) parts.push(alignTo[wanted]);
    alignment = wanted;
  }

  function setStyle(wanted: Style): void {
    const { bold, width, height } = wanted;
    if (style.reverse !== wanted.reverse && !profile.impact) parts.push(reverse(wanted.reverse));
    if (style.red !== wanted.red && profile.secondColour) parts.push(colour(wanted.red));
    const resized = style.width !== width || style.height !== height;
    const rebold = style.bold !== bold;
    const double = { width: width > 1 ? 2 : 1, height: height > 1 ? 2 : 1 } as const;
    // One command for both saves three bytes, and it is the only one that needles know.
    const inOne = profile.impact ? resized || rebold : resized && rebold && width < 3 && height < 3;
    if (inOne) parts.push(printMode(bold, double.width, double.height));
    else {
      if (rebold) parts.push(bold ? boldOn : boldOff);
      if (resized) parts.push(characterSize(width, height));
    }
    style = wanted;
  }

  function moveOver(dots: number, x: number): void {
    if (dots === 0) return;
    // A space in white on black would be a black box, and one of a wide character too wide.
    const spaces = dots / (cellDots * style.width);
    if (Number.isInteger(spaces) && spaces <= fewSpaces && !style.reverse) parts.push(spacesOf(spaces));
    else if (!profile.impact) parts.push(moveTo(x));
    else {
      setStyle(plainStyle);
      parts.push(spacesOf(Math.round(dots / cellDots)));
    }
  }

  function text(words: string, wanted: Style, x: number): void {
    align('left');
    moveOver(x - at, x);
    setStyle(wanted);
    at = x + words.length * cellDots * wanted.width;
    let run: number[] = [];
    for (const character of words) {
      const fitting = byteOf(page, character) === undefined ? pageWith(profile, character) : page;
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
  for (const character of text) if (!pageWith(profile, character)) return false;
  return true;
}
const ascii = /^[\x20-\x7e]*$/;

function pageWith(profile: Profile, character: string): CodePage | undefined {
  return profile.codePages.find((page) => byteOf(page, character) !== undefined);
}

function spacesOf(count: number): number[] {
  return Array.from({ length: count }, () => 0x20);
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
