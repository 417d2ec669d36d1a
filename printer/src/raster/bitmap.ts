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

/** Blackens what is black in `source`, clipped at the edges. */
export function stamp(target: Bitmap, source: Bitmap, left: number, top: number): void {
  for (let y = 0; y < source.height; y += 1) {
    const row = top + y;
    if (row < 0 || row >= target.height) continue;
    for (let x = 0; x < source.width; x += 1) {
      const column = left + x;
      if (column < 0 || column >= target.width || !isSet(source, x, y)) continue;
      const at = row * target.bytesPerRow + (column >> 3);
      target.bytes[at] = (target.bytes[at] ?? 0) | (0x80 >> (column & 7));
    }
  }
}

/** The first dots of every row, up to `width`. */
export function cropRight(bitmap: Bitmap, width: number): Bitmap {
  const cropped = createBitmap(Math.min(bitmap.width, width), bitmap.height);
  for (let y = 0; y < bitmap.height; y += 1) {
    const start = y * bitmap.bytesPerRow;
    cropped.bytes.set(bitmap.bytes.subarray(start, start + cropped.bytesPerRow), y * cropped.bytesPerRow);
  }
  return cropped;
}
