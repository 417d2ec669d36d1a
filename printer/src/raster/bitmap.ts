/** One bit a dot, rows padded to whole bytes, the highest bit is the leftmost dot: as `GS v 0` wants it. */
export type Bitmap = {
  readonly width: number;
  readonly height: number;
  readonly bytesPerRow: number;
  readonly bytes: Uint8Array;
};

export function createBitmap(width: number, height: number): Bitmap {
  const bytesPerRow = Math.ceil(width / 8);
  return { width, height, bytesPerRow, bytes: new Uint8Array(bytesPerRow * height) };
}

export function isSet(bitmap: Bitmap, x: number, y: number): boolean {
  return ((bitmap.bytes[y * bitmap.bytesPerRow + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
}

/** Blackens one dot that lies inside. */
export function blacken(bitmap: Bitmap, x: number, y: number): void {
  const at = y * bitmap.bytesPerRow + (x >> 3);
  bitmap.bytes[at] = (bitmap.bytes[at] ?? 0) | (0x80 >> (x & 7));
}

/** Blackens what is black in `source`, clipped at the edges. */
export function stamp(target: Bitmap, source: Bitmap, left: number, top: number): void {
  const shift = left & 7;
  const first = left >> 3;
  for (let y = Math.max(0, -top); y < source.height && top + y < target.height; y += 1) {
    const row = (top + y) * target.bytesPerRow;
    for (let x = 0; x < source.bytesPerRow; x += 1) {
      const dots = source.bytes[y * source.bytesPerRow + x] ?? 0;
      if (dots === 0) continue;
      or(target, row, first + x, dots >> shift);
      if (shift > 0) or(target, row, first + x + 1, (dots << (8 - shift)) & 0xff);
    }
  }
}

/** Bits beyond the width of the target stay white: they would be dots beside the paper. */
function or(target: Bitmap, row: number, column: number, dots: number): void {
  if (column < 0 || column >= target.bytesPerRow) return;
  const over = (column + 1) * 8 - target.width;
  const inside = over > 0 ? (dots >> over) << over : dots;
  target.bytes[row + column] = (target.bytes[row + column] ?? 0) | inside;
}

/** White becomes black and black white, inside of the picture. */
export function invert(bitmap: Bitmap, left: number, top: number, width: number, height: number): void {
  for (let y = Math.max(0, top); y < Math.min(bitmap.height, top + height); y += 1) {
    for (let x = Math.max(0, left); x < Math.min(bitmap.width, left + width); x += 1) {
      const at = y * bitmap.bytesPerRow + (x >> 3);
      bitmap.bytes[at] = (bitmap.bytes[at] ?? 0) ^ (0x80 >> (x & 7));
    }
  }
}

/** A part of a picture; what lies outside of it is white. */
export function crop(bitmap: Bitmap, left: number, top: number, width: number, height: number): Bitmap {
  const cropped = createBitmap(width, height);
  stamp(cropped, bitmap, -left, -top);
  return cropped;
}

/** The first black dot of a row and the one after the last, or null on a white row. */
export function inkOfRow(bitmap: Bitmap, row: number): { left: number; right: number } | null {
  const start = row * bitmap.bytesPerRow;
  let first = start;
  let last = start + bitmap.bytesPerRow - 1;
  while (first <= last && bitmap.bytes[first] === 0) first += 1;
  if (first > last) return null;
  while (bitmap.bytes[last] === 0) last -= 1;
  const leading = Math.clz32(bitmap.bytes[first] ?? 0) - 24;
  const trailing = 31 - Math.clz32((bitmap.bytes[last] ?? 0) & -(bitmap.bytes[last] ?? 0));
  return { left: (first - start) * 8 + leading, right: (last - start + 1) * 8 - trailing };
}
