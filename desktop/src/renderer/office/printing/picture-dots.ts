import type { Picture } from '@galley/shared/values/picture.ts';

/** The dots as a picture keeps them. */
export function pictureOf(bytes: Uint8Array, width: number, height: number): Picture {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return { width, height, dots: btoa(text) };
}

/** Whether each dot is black, row after row. */
export function blackDots({ width, height, dots }: Picture): boolean[] {
  const bytes = atob(dots);
  const bytesPerRow = Math.ceil(width / 8);
  return Array.from({ length: width * height }, (_, at) => {
    const x = at % width;
    const byte = bytes.charCodeAt(Math.floor(at / width) * bytesPerRow + (x >> 3));
    return (byte & (0x80 >> (x & 7))) !== 0;
  });
}
