import { type Bitmap, blacken, createBitmap } from '../raster/bitmap.ts';

/** ESC * m nL nH d1...dk: columns of 8 or 24 dots, the highest bit on top; single density draws each dot two wide. */
export function columnImage(bytes: Uint8Array): Bitmap {
  const [, , m = 0, low = 0, high = 0] = bytes;
  const columns = low + high * 256;
  const bytesPerColumn = m >= 32 ? 3 : 1;
  const wide = m === 0 || m === 32 ? 2 : 1;
  // Eight pins stand three dots apart.
  const tall = m >= 32 ? 1 : 3;
  const bitmap = createBitmap(columns * wide, bytesPerColumn * 8 * tall);
  for (let x = 0; x < bitmap.width; x += 1) {
    const column = bytes.subarray(5 + Math.floor(x / wide) * bytesPerColumn);
    for (let y = 0; y < bitmap.height; y += 1) {
      const pin = Math.floor(y / tall);
      if ((column[pin >> 3] ?? 0) & (0x80 >> (pin & 7))) blacken(bitmap, x, y);
    }
  }
  return bitmap;
}

/** Function 112 of GS ( L and GS 8 L: `a bx by c xL xH yL yH d...`, stored until function 50 prints it. */
export function storedGraphics(bytes: Uint8Array): Bitmap | null {
  const at = bytes[1] === 0x38 ? 7 : 5; // after the length, which has four bytes in GS 8 L
  const [m = 0, fn = 0, , , , , xLow = 0, xHigh = 0, yLow = 0, yHigh = 0] = bytes.subarray(at);
  if (m !== 48 || fn !== 112) return null;
  const width = xLow + xHigh * 256;
  const height = yLow + yHigh * 256;
  return { width, height, bytesPerRow: Math.ceil(width / 8), bytes: bytes.slice(at + 10) };
}

/** Functions 2 and 50 print what was stored. */
export function printsGraphics(bytes: Uint8Array): boolean {
  return bytes[2] === 0x4c && bytes[5] === 48 && (bytes[6] === 2 || bytes[6] === 50);
}
