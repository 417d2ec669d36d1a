import { z } from 'zod';
import { branchIdSchema, productIdSchema } from '../values/ids.ts';
import { moneySchema } from '../values/money.ts';
import { quantitySchema } from '../values/quantity.ts';
import { instantSchema } from '../values/time.ts';

/** Why stock moved. A void before the payment moves nothing: nothing was taken yet. */
export const movementReasons = [
  'SALE', 'REFUND', 'PURCHASE', 'WASTE', 'ADJUSTMENT', 'COUNT', 'TRANSFER_OUT', 'TRANSFER_IN',
] as const; // prettier-ignore
export const movementReasonSchema = z.enum(movementReasons);
export type MovementReason = z.infer<typeof movementReasonSchema>;

/**
 * A page of paper about stock: who says what, when, and why. Its id is the source of its movements, so it counts once,
 * however often it comes. `at` is when it happened, not when it was told.
 */
const documentSchema = z.object({
  id: z.uuid(),
  at: instantSchema,
  by: z.string().trim().min(1).max(100),
  note: z.string().trim().max(500),
});
const needsReason = { note: z.string().trim().min(1).max(500) };

const aboveZero = quantitySchema.refine((value) => value > 0, 'a quantity above zero');
const lineSchema = z.object({ productId: productIdSchema, quantity: aboveZero });
const dateSchema = z.iso.date();

function linesOf<S extends z.ZodType>(line: S) {
  return z.array(line).min(1).max(500);
}

/** Goods that came, with what they cost in all (null: nobody knows) and until when they are good. */
export const goodsReceiptSchema = documentSchema.extend({
  supplier: z.string().trim().max(200),
  lines: linesOf(
    lineSchema.extend({
      cost: moneySchema.refine((value) => value >= 0).nullable(),
      expiresOn: dateSchema.nullable(),
    }),
  ),
});
export type GoodsReceipt = z.infer<typeof goodsReceiptSchema>;

/** Thrown away, broken, eaten by the staff. Of a dish with a recipe: what it is made of. */
export const wasteSchema = documentSchema.extend({
  ...needsReason,
  lines: linesOf(
    lineSchema.extend({
      /** Out of this lot first; missing: out of the one that expires first, like everything. */
      lotId: z.uuid().optional(),
    }),
  ),
});
export type Waste = z.infer<typeof wasteSchema>;

/** So much more or less, for a reason that has no name of its own. */
export const adjustmentSchema = documentSchema.extend({
  ...needsReason,
  lines: linesOf(
    z.object({
      productId: productIdSchema,
      quantity: quantitySchema.refine((value) => value !== 0, 'a difference'),
    }),
  ),
});
export type Adjustment = z.infer<typeof adjustmentSchema>;

/** What is on the shelf at the moment `at`, whatever the books say. */
export const stockCountSchema = documentSchema.extend({
  lines: linesOf(
    z.object({
      productId: productIdSchema,
      counted: quantitySchema.refine((value) => value >= 0, 'nothing or more'),
      /** When somebody looked at just this; missing: at the moment of the whole. */
      at: instantSchema.optional(),
    }),
  ).refine((lines) => new Set(lines.map((line) => line.productId)).size === lines.length, 'each once'),
});
export type StockCount = z.infer<typeof stockCountSchema>;

/** Goods on their way to another branch of the organisation; in transit until that one has received them. */
export const transferSchema = documentSchema.extend({
  to: branchIdSchema,
  lines: linesOf(lineSchema),
});
export type Transfer = z.infer<typeof transferSchema>;

/** What of a transfer has arrived: what is missing stays missing on it. The sender receives what came back. */
export const transferReceiptSchema = documentSchema.extend({
  transferId: z.uuid(),
  lines: linesOf(
    z.object({
      place: z.int().min(0),
      quantity: quantitySchema.refine((value) => value >= 0, 'nothing or more'),
    }),
  ),
});
export type TransferReceipt = z.infer<typeof transferReceiptSchema>;
