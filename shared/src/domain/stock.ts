import { z } from 'zod';
import { productIdSchema, type ProductId } from '../values/ids.ts';
import { type Quantity, quantity, quantitySchema } from '../values/quantity.ts';

/** What a branch has of a product: `onHand - shortage` is the sum of all its movements, neither is ever negative [S16]. */
export const stockLevelSchema = z.object({
  productId: productIdSchema,
  onHand: quantitySchema.refine((value) => value >= 0),
  shortage: quantitySchema.refine((value) => value >= 0),
});
export type StockLevel = z.infer<typeof stockLevelSchema>;

/** A movement out is negative; a movement in repays the shortage first [S16]. */
export function move(level: StockLevel, by: Quantity): StockLevel {
  const balance = level.onHand - level.shortage + by;
  return { ...level, onHand: quantity(Math.max(balance, 0)), shortage: quantity(Math.max(-balance, 0)) };
}

/** How much of each product a sale takes from stock, as movements (below zero). */
export function saleMovements(
  lines: readonly { readonly productId: ProductId; readonly quantity: Quantity }[],
): Map<ProductId, Quantity> {
  const movements = new Map<ProductId, Quantity>();
  for (const line of lines) {
    movements.set(line.productId, quantity((movements.get(line.productId) ?? 0) - line.quantity));
  }
  return movements;
}
