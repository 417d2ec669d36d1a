import { byteOf, type CodePage, codePage } from './code-pages.ts';
import { boldOff, boldOn, characterSize, selectCodePage } from './commands.ts';
import type { Profile } from './profiles.ts';
import { sameStyle, type Style } from '../layout/style.ts';

/** Collects bytes and remembers what the printer is set to, so that a setting is only sent when it changes. */
export type ByteWriter = {
  readonly command: (bytes: readonly number[]) => void;
  readonly picture: (bytes: Uint8Array) => void;
  /** Text that `canWrite` has allowed. */
  readonly text: (text: string, style: Style) => void;
  readonly bytes: () => Uint8Array;
};

const plain: Style = { bold: false, width: 1, height: 1 };

/** The printer is expected to be freshly initialized, with the profile's first page selected. */
export function createByteWriter(profile: Profile): ByteWriter {
  const pages = profile.codePages.map(codePage);
  const parts: (readonly number[] | Uint8Array)[] = [];
  let style = plain;
  let page = codePage(profile.codePages[0]);

  function setStyle(wanted: Style): void {
    if (sameStyle(style, wanted)) return;
    if (style.bold !== wanted.bold) parts.push(wanted.bold ? boldOn : boldOff);
    if (style.width !== wanted.width || style.height !== wanted.height) {
      parts.push(characterSize(wanted.width, wanted.height));
    }
    style = wanted;
  }

  function text(words: string, wanted: Style): void {
    setStyle(wanted);
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
    text,
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
