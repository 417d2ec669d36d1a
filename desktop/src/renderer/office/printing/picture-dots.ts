import type { Picture } from '@galley/shared/values/picture.ts';

/** The dots as a picture keeps them. */
export function pictureOf(bytes: Uint8Array, width: number, height: number): Picture {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return { width, height, dots: btoa(text) };
}
