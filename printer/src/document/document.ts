import { pictureSchema } from '@galley/shared/values/picture.ts';
import { z } from 'zod';

/**
 * What a ticket, a receipt or a report says, without a word about any printer. It is plain JSON, because it is stored
 * in the till's database beside what it prints [P2] and posted to the print agent.
 */

/** Width x height of a character: `tall` is 1 x 2, `wide` 2 x 1, `large` 2 x 2, `huge` 3 x 3. */
export const textSizeSchema = z.enum(['normal', 'tall', 'wide', 'large', 'huge']);
export type TextSize = z.infer<typeof textSizeSchema>;

export const alignSchema = z.enum(['left', 'center', 'right']);
export type Align = z.infer<typeof alignSchema>;

export const spanSchema = z.object({
  text: z.string().max(2000),
  bold: z.boolean().optional(),
  /** White on black. */
  reverse: z.boolean().optional(),
  /** In red where the printer has a second colour; elsewhere it is black like the rest. */
  red: z.boolean().optional(),
  size: textSizeSchema.optional(),
});
export type Span = z.infer<typeof spanSchema>;

/**
 * One cell of a row. `fill` shares what the others leave and wraps by words; a number is that many columns and wraps
 * too; `exact` is as wide as its text and is never wrapped or cut, which is what a price needs [P9].
 */
export const cellSchema = z.object({
  spans: z.array(spanSchema).max(50),
  width: z.union([z.literal('fill'), z.literal('exact'), z.int().min(1).max(100)]),
  align: alignSchema.optional(),
});
export type Cell = z.infer<typeof cellSchema>;

export const blockSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), spans: z.array(spanSchema).max(50), align: alignSchema.optional() }),
  z.object({ type: z.literal('columns'), cells: z.array(cellSchema).min(1).max(8) }),
  z.object({ type: z.literal('rule'), style: z.enum(['single', 'double', 'dashed']).optional() }),
  z.object({ type: z.literal('feed'), lines: z.int().min(1).max(20) }),
  /** A picture of one bit a dot, as `ditherPicture` makes it; wider than the paper it is refused. */
  z.object({ type: z.literal('image'), picture: pictureSchema, align: alignSchema.optional() }),
  /** `dots` a module, from 2 to 12. */
  z.object({
    type: z.literal('qr'),
    text: z.string().min(1).max(1000),
    dots: z.int().min(2).max(12).optional(),
    align: alignSchema.optional(),
  }),
  /** Code 128 carries printable ASCII; EAN carries 8 or 13 digits whose last one checks the others. */
  z.object({
    type: z.literal('barcode'),
    symbology: z.enum(['code128', 'ean']),
    text: z.string().min(1).max(40),
    align: alignSchema.optional(),
  }),
  z.object({ type: z.literal('cut') }),
  z.object({ type: z.literal('buzzer') }),
  z.object({ type: z.literal('drawer'), pin: z.union([z.literal(2), z.literal(5)]).optional() }),
]);
export type Block = z.infer<typeof blockSchema>;

export const printDocumentSchema = z.object({
  version: z.literal(1),
  blocks: z.array(blockSchema).min(1).max(3000),
});
export type PrintDocument = z.infer<typeof printDocumentSchema>;
