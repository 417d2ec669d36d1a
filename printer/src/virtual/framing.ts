/**
 * How long each ESC/POS command is, by Epson's reference. Given the bytes from a command's first on, each entry says
 * its whole length, or `undefined` while too few bytes are there to know.
 */
type Length = (bytes: Uint8Array) => number | undefined;

const fixed =
  (length: number): Length =>
  () =>
    length;
/** `pL pH` at the given place count the bytes that follow them. */
const counted =
  (at: number): Length =>
  (bytes) =>
    bytes.length < at + 2 ? undefined : at + 2 + (bytes[at] ?? 0) + (bytes[at + 1] ?? 0) * 256;
const untilNul: Length = (bytes) => {
  const end = bytes.indexOf(0, 2);
  return end === -1 ? undefined : end + 1;
};
const by =
  (at: number, rule: (value: number, bytes: Uint8Array) => number | undefined): Length =>
  (bytes) => {
    const value = bytes[at];
    return value === undefined ? undefined : rule(value, bytes);
  };

/** ESC * m nL nH: one byte a column, or three with 24 dots. */
const bitImage: Length = (bytes) => {
  const [, , m, low, high] = bytes;
  if (m === undefined || low === undefined || high === undefined) return undefined;
  return 5 + (low + high * 256) * (m >= 32 ? 3 : 1);
};
/** GS v 0 m xL xH yL yH. */
const raster: Length = (bytes) => {
  const [, , , , xLow, xHigh, yLow, yHigh] = bytes;
  if (xLow === undefined || xHigh === undefined || yLow === undefined || yHigh === undefined)
    return undefined;
  return 8 + (xLow + xHigh * 256) * (yLow + yHigh * 256);
};
/** GS k: the old form ends with NUL, the new one is counted. */
const barcode: Length = by(2, (m, bytes) => {
  if (m >= 65) return bytes[3] === undefined ? undefined : 4 + bytes[3];
  const end = bytes.indexOf(0, 3);
  return end === -1 ? undefined : end + 1;
});
const cut: Length = by(2, (m) => ([0, 1, 48, 49].includes(m) ? 3 : 4));
/** GS * x y: a stored bit image of x * y * 8 bytes. */
const storedImage: Length = (bytes) =>
  bytes[2] === undefined || bytes[3] === undefined ? undefined : 4 + bytes[2] * bytes[3] * 8;
/** GS 8 L p1 p2 p3 p4. */
const largeGraphics: Length = (bytes) => {
  const [, , , a, b, c, d] = bytes;
  if (a === undefined || b === undefined || c === undefined || d === undefined) return undefined;
  return 7 + a + b * 256 + c * 65_536 + d * 16_777_216;
};
/** ESC & y c1 c2, then for each character its width x and y * x bytes. */
const userCharacters: Length = (bytes) => {
  const [, , y, first, last] = bytes;
  if (y === undefined || first === undefined || last === undefined) return undefined;
  let length = 5;
  for (let character = first; character <= last; character += 1) {
    const x = bytes[length];
    if (x === undefined) return undefined;
    length += 1 + x * y;
  }
  return length;
};

const all = (letters: string, length: Length): [string, Length][] =>
  letters.split('').map((letter) => [letter, length]);

const escapes: Readonly<Record<number, ReadonlyMap<string, Length>>> = {
  0x1b: new Map<string, Length>([
    ...all('2<@LSimv\f', fixed(2)),
    ...all(' !%-3=?EGJKMRTUVadert{u', fixed(3)),
    ...all('$\\B', fixed(4)),
    ['c', fixed(4)],
    ['p', fixed(5)],
    ['W', fixed(10)],
    ['*', bitImage],
    ['D', untilNul],
    ['&', userCharacters],
    ['(', counted(3)],
  ]),
  0x1c: new Map<string, Length>([
    ...all('.&', fixed(2)),
    ...all('!-CW', fixed(3)),
    ...all('Sp', fixed(4)),
    ['(', counted(3)],
  ]),
  0x1d: new Map<string, Length>([
    ...all(':c', fixed(2)),
    ...all('!/BEHITabfhrw', fixed(3)),
    ...all('$LPW\\', fixed(4)),
    ['^', fixed(5)],
    ['g', fixed(6)],
    ['V', cut],
    ['(', counted(3)],
    ['*', storedImage],
    ['8', largeGraphics],
    ['k', barcode],
    ['v', raster],
  ]),
  0x10: new Map<string, Length>([
    ['\x04', by(2, (n) => (n === 7 || n === 8 || n === 18 ? 4 : 3))],
    ['\x05', fixed(3)],
    ['\x14', by(2, (fn) => ({ 1: 5, 2: 5, 3: 10, 7: 4, 8: 10 })[fn] ?? 3)],
  ]),
};

const singles: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0c, 0x0d, 0x18]);

export type Frame = { readonly kind: 'text' | 'command' | 'unknown'; readonly length: number } | 'partial';

/** What the first bytes are, and how many belong together. */
export function frameOf(bytes: Uint8Array): Frame {
  const first = bytes[0];
  if (first === undefined) return 'partial';
  if (first >= 0x20 && first !== 0x7f) return { kind: 'text', length: textLength(bytes) };
  if (singles.has(first)) return { kind: 'command', length: 1 };
  const commands = escapes[first];
  if (!commands) return { kind: 'unknown', length: 1 };
  const second = bytes[1];
  if (second === undefined) return 'partial';
  const rule = commands.get(String.fromCharCode(second));
  if (!rule) return { kind: 'unknown', length: 2 };
  const length = rule(bytes);
  return length === undefined || length > bytes.length ? 'partial' : { kind: 'command', length };
}

function textLength(bytes: Uint8Array): number {
  const end = bytes.findIndex((byte) => byte < 0x20 || byte === 0x7f);
  return end === -1 ? bytes.length : end;
}
