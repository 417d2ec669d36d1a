import type { Token } from './tokenizer.ts';

/** Commands that carry dots or other data, in which chance can write what looks like a command. */
const carriers: ReadonlySet<string> = new Set(['GS v', 'GS ( L', 'GS 8 L', 'GS *', 'ESC *', 'ESC &']);

/** The real-time commands among a picture's bytes. A printer obeys these wherever they stand, by Epson's reference. */
export function realTimeInside(token: Token): readonly string[] {
  if (token.kind !== 'command' || !carriers.has(token.name)) return [];
  const found: string[] = [];
  for (let at = 0; at + 2 < token.bytes.length; at += 1) {
    if (token.bytes[at] !== 0x10) continue;
    const [second = 0, third = 0] = token.bytes.subarray(at + 1, at + 3);
    if (second === 0x04 && third >= 1 && third <= 4) found.push(`DLE EOT ${third}`);
    if (second === 0x05 && (third === 1 || third === 2)) found.push(`DLE ENQ ${third}`);
    if (second === 0x14 && [1, 2, 8].includes(third)) found.push(`DLE DC4 ${third}`);
  }
  return found;
}
