import { concatenate } from '../escpos/byte-writer.ts';
import { frameOf } from './framing.ts';

/** A stretch of bytes that belongs together. `name` is the command's first bytes as letters: `ESC @`, `GS v`. */
export type Token =
  | { readonly kind: 'text'; readonly bytes: Uint8Array }
  | { readonly kind: 'command'; readonly name: string; readonly bytes: Uint8Array }
  /** Reported, never skipped in silence: on a real printer it would come out as garbage. */
  | { readonly kind: 'unknown'; readonly bytes: Uint8Array };

export type Tokenizer = {
  /** Takes bytes as they arrive, gives back what is whole. */
  readonly push: (bytes: Uint8Array) => Token[];
  /** Bytes of a command that has not ended yet. */
  readonly rest: () => Uint8Array;
};

export function createTokenizer(): Tokenizer {
  let rest: Uint8Array = new Uint8Array();
  return {
    push: (bytes) => {
      const all = rest.length === 0 ? bytes : concatenate([rest, bytes]);
      const tokens: Token[] = [];
      let at = 0;
      while (at < all.length) {
        const frame = frameOf(all.subarray(at));
        if (frame === 'partial') break;
        tokens.push(tokenOf(frame.kind, all.slice(at, at + frame.length)));
        at += frame.length;
      }
      rest = all.slice(at);
      return tokens;
    },
    rest: () => rest,
  };
}

/** All the tokens of a whole job; what is cut off at the end counts as unknown. */
export function tokenize(bytes: Uint8Array): Token[] {
  const tokenizer = createTokenizer();
  const tokens = tokenizer.push(bytes);
  const rest = tokenizer.rest();
  return rest.length > 0 ? [...tokens, { kind: 'unknown', bytes: rest }] : tokens;
}

const leads: Readonly<Record<number, string>> = { 0x10: 'DLE', 0x1b: 'ESC', 0x1c: 'FS', 0x1d: 'GS' };
const controls: Readonly<Record<number, string>> = {
  0x04: 'EOT', 0x05: 'ENQ', 0x09: 'HT', 0x0a: 'LF', 0x0c: 'FF', 0x0d: 'CR', 0x14: 'DC4', 0x18: 'CAN',
}; // prettier-ignore

function tokenOf(kind: Token['kind'], bytes: Uint8Array): Token {
  if (kind !== 'command') return { kind, bytes };
  const [first = 0, second = 0, third = 0] = bytes;
  const lead = leads[first];
  if (!lead) return { kind, name: controls[first] ?? '', bytes };
  const letter = controls[second] ?? String.fromCharCode(second);
  const family = letter === '(' || (lead === 'GS' && letter === '8') ? ` ${String.fromCharCode(third)}` : '';
  return { kind, name: `${lead} ${letter}${family}`, bytes };
}
