import { crc32, deflateSync } from 'node:zlib';
import type { Bitmap } from '../raster/bitmap.ts';

/** A one-bit PNG: black dots on white paper. */
export function pngOf(bitmap: Bitmap): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(bitmap.width, 0);
  header.writeUInt32BE(bitmap.height, 4);
  header[8] = 1; // bits a dot; 0 for grey, deflate, no filter, not interlaced
  const rows = Buffer.alloc((bitmap.bytesPerRow + 1) * bitmap.height);
  for (let y = 0; y < bitmap.height; y += 1) {
    const at = y * (bitmap.bytesPerRow + 1) + 1;
    // In a PNG 1 is white; on paper it is black.
    for (let x = 0; x < bitmap.bytesPerRow; x += 1)
      rows[at + x] = ~(bitmap.bytes[y * bitmap.bytesPerRow + x] ?? 0);
  }
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(content.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
