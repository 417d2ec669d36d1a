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
export function saleMovements(lines: readonly Moved[]): Movements {
  return movementsOf(lines, -1);
}

/** How much of each product a refund brings back to the shelf; what was eaten or spoilt moves nothing. */
export function refundMovements(lines: readonly (Moved & { readonly restock: boolean })[]): Movements {
  return movementsOf(
    lines.filter((line) => line.restock && line.quantity > 0),
    1,
  );
}

type Moved = { readonly productId: ProductId; readonly quantity: Quantity };
type Movements = Map<ProductId, Quantity>;

function movementsOf(lines: readonly Moved[], sign: 1 | -1): Movements {
  const movements: Movements = new Map();
  for (const line of lines) {
    movements.set(line.productId, quantity((movements.get(line.productId) ?? 0) + sign * line.quantity));
  }
  return movements;
}
