import type { Mark } from './marks.ts';

type CodeMark = Extract<Mark, { readonly type: 'code' }>;

/** GS ( k: what is said of a two-dimensional code, one thing after the other, until it is printed. */
export function createSymbols(): {
  /** The code that this command prints; null: it only said something about it. */
  readonly take: (bytes: Uint8Array, align: number) => CodeMark | null;
  readonly reset: () => void;
} {
  let stored = '';
  let dots = usualDots;
  return {
    take: (bytes, align) => {
      // 67 says how large a module is, 80 stores what the code says, 81 prints it.
      if (bytes[6] === 67) dots = bytes[7] ?? usualDots;
      if (bytes[6] === 80) stored = letters(bytes.slice(8));
      if (bytes[6] !== 81) return null;
      return { type: 'code', kind: bytes[5] === 49 ? 'qr' : 'other', text: stored, dots, align };
    },
    reset: () => void (dots = usualDots),
  };
}

export const usualDots = 3;

/** GS k: bars, whose narrowest are `dots` wide. */
export function barsOf(bytes: Uint8Array, dots: number, align: number): CodeMark {
  const method = bytes[2] ?? 0;
  const content = bytes.slice(method >= 65 ? 4 : 3);
  if (method !== 73) {
    const kind = [2, 3, 67, 68].includes(method) ? 'ean' : 'other';
    return { type: 'code', kind, text: letters(content).replace(/\0$/, ''), dots, align };
  }
  const pairs = content[1] === 0x43;
  const text = pairs
    ? Array.from(content.slice(2), (pair) => String(pair).padStart(2, '0')).join('')
    : letters(content.slice(2)).replaceAll('{{', '{');
  return { type: 'code', kind: 'code128', text, dots, align };
}

function letters(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
