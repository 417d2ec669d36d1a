import { z } from 'zod';

/**
 * A black and white picture: one bit a dot, 1 is black, rows padded to whole bytes, the highest bit leftmost, in base64.
 * At most 384 dots wide, so that it fits on 58 mm paper as well as on 80 mm.
 */
export const pictureSchema = z
  .object({
    width: z.int().min(1).max(384),
    height: z.int().min(1).max(600),
    dots: z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/, 'base64'),
  })
  .refine(
    ({ width, height, dots }) => bytesIn(dots) === Math.ceil(width / 8) * height,
    'a picture has one bit for each of its dots',
  );
export type Picture = z.infer<typeof pictureSchema>;

function bytesIn(base64: string): number {
  return (base64.length / 4) * 3 - (/=*$/.exec(base64)?.[0].length ?? 0);
}
