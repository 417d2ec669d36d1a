/**
 * Turns grey into black and white by Atkinson's error diffusion, which keeps lettering in a logo crisp and areas light
 * enough for a thermal head. `grey` has one byte a dot, 0 is black; rows follow each other. Answers
 * the dots as a picture holds them: one bit each, rows padded to whole bytes.
 */
export function dither(grey: Uint8Array, width: number, height: number): Uint8Array {
  const bytesPerRow = Math.ceil(width / 8);
  const bytes = new Uint8Array(bytesPerRow * height);
  const left = Float32Array.from(grey);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const value = left[y * width + x] ?? 255;
      const black = value < 128;
      const byte = y * bytesPerRow + (x >> 3);
      if (black) bytes[byte] = (bytes[byte] ?? 0) | (0x80 >> (x & 7));
      const error = (value - (black ? 0 : 255)) / 8;
      for (const [dx, dy] of neighbours) {
        const to = (y + dy) * width + x + dx;
        if (x + dx < 0 || x + dx >= width || y + dy >= height) continue;
        left[to] = (left[to] ?? 0) + error;
      }
    }
  }
  return bytes;
}

const neighbours = [[1, 0], [2, 0], [-1, 1], [0, 1], [1, 1], [0, 2]] as const; // prettier-ignore
