import { blacken, type Bitmap, createBitmap } from './bitmap.ts';

/**
 * Turns grey into black and white by Atkinson's error diffusion, which keeps lettering in a logo crisp and areas light
 * enough for a thermal head. `grey` has one byte a dot, 0 is black; rows follow each other.
 */
export function dither(grey: Uint8Array, width: number, height: number): Bitmap {
  const bitmap = createBitmap(width, height);
  const left = Float32Array.from(grey);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const value = left[y * width + x] ?? 255;
      const black = value < 128;
      if (black) blacken(bitmap, x, y);
      const error = (value - (black ? 0 : 255)) / 8;
      for (const [dx, dy] of neighbours) {
        const to = (y + dy) * width + x + dx;
        if (x + dx < 0 || x + dx >= width || y + dy >= height) continue;
        left[to] = (left[to] ?? 0) + error;
      }
    }
  }
  return bitmap;
}

const neighbours = [[1, 0], [2, 0], [-1, 1], [0, 1], [1, 1], [0, 2]] as const; // prettier-ignore
