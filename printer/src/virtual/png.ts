import { crc32, deflateSync } from 'node:zlib';
import { type Bitmap, isSet } from '../raster/bitmap.ts';

/** A PNG of black dots on white paper; with `red`, a picture of the same size, those of its dots are red. */
export function pngOf(bitmap: Bitmap, red: Bitmap | null = null): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(bitmap.width, 0);
  header.writeUInt32BE(bitmap.height, 4);
  // Bits a dot, and 0 for grey or 3 for a palette; then deflate, no filter, not interlaced.
  header.set(red ? [2, 3] : [1, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    ...(red ? [chunk('PLTE', Buffer.from([255, 255, 255, 0, 0, 0, 190, 20, 20]))] : []),
    chunk('IDAT', deflateSync(red ? twoColours(bitmap, red) : oneColour(bitmap))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function oneColour(bitmap: Bitmap): Buffer {
  const rows = Buffer.alloc((bitmap.bytesPerRow + 1) * bitmap.height);
  for (let y = 0; y < bitmap.height; y += 1) {
    const at = y * (bitmap.bytesPerRow + 1) + 1;
    // In a PNG 1 is white; on paper it is black.
    for (let x = 0; x < bitmap.bytesPerRow; x += 1)
      rows[at + x] = ~(bitmap.bytes[y * bitmap.bytesPerRow + x] ?? 0);
  }
  return rows;
}

/** Two bits a dot: 0 white, 1 black, 2 red. */
function twoColours(bitmap: Bitmap, red: Bitmap): Buffer {
  const bytesPerRow = Math.ceil(bitmap.width / 4);
  const rows = Buffer.alloc((bytesPerRow + 1) * bitmap.height);
  for (let y = 0; y < bitmap.height; y += 1) {
    for (let x = 0; x < bitmap.width; x += 1) {
      const colour = isSet(red, x, y) ? 2 : isSet(bitmap, x, y) ? 1 : 0;
      const at = y * (bytesPerRow + 1) + 1 + (x >> 2);
      rows[at] = (rows[at] ?? 0) | (colour << (6 - 2 * (x & 3)));
    }
  }
  return rows;
}

function chunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(content.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
