import { z } from 'zod';
import { productIdSchema, type ProductId } from '../values/ids.ts';
import { type Quantity, quantity, quantitySchema } from '../values/quantity.ts';
import type { Instant } from '../values/time.ts';
import { unitSchema } from './menu.ts';
import { type Consumed, consumptionOf, type RecipeOf } from './recipe.ts';

/** What a branch has of a product: `onHand - shortage` is the sum of all its movements, neither is ever negative [S16]. */
export const stockLevelSchema = z.object({
  productId: productIdSchema,
  onHand: quantitySchema.refine((value) => value >= 0),
  shortage: quantitySchema.refine((value) => value >= 0),
  /** At so much or less it is low; missing: nobody asked to be told. */
  lowAt: quantitySchema.refine((value) => value >= 0).optional(),
  /** What is on no menu, so that a till can count it; missing for products, and for what is not used any more. */
  ingredient: z.object({ name: z.string(), unit: unitSchema.nullable() }).optional(),
});
export type StockLevel = z.infer<typeof stockLevelSchema>;

/** A movement out is negative; a movement in repays the shortage first [S16]. */
export function move(level: StockLevel, by: Quantity): StockLevel {
  const balance = level.onHand - level.shortage + by;
  return { ...level, onHand: quantity(Math.max(balance, 0)), shortage: quantity(Math.max(-balance, 0)) };
}

/** How a level reads to people: nothing there, low, or enough. */
export function fillOf({ onHand, lowAt }: Pick<StockLevel, 'onHand' | 'lowAt'>): 'out' | 'low' | 'enough' {
  if (onHand === 0) return 'out';
  return lowAt !== undefined && onHand <= lowAt ? 'low' : 'enough';
}

type Movements = Map<ProductId, Quantity>;
type SoldLine = Consumed & { readonly addedAt: Instant };

/** Where nothing has a recipe. */
export const noRecipes: RecipeOf = () => undefined;

/** What a sale takes from stock, as movements (below zero): products, or what they are made of. */
export function saleMovements(lines: readonly Consumed[], recipeOf: RecipeOf = noRecipes): Movements {
  const movements: Movements = new Map();
  for (const line of lines) {
    for (const [productId, taken] of consumptionOf(line, recipeOf)) {
      movements.set(productId, quantity((movements.get(productId) ?? 0) - taken));
    }
  }
  return movements;
}

/** What a movement comes to, and when the goods moved. */
export type TimedMovement = { readonly by: Quantity; readonly at: Instant };

/**
 * The same with the moment at which each left the shelf: when the last of its lines was added, not when it was paid. A
 * count in between has not seen it any more. Recipes are those of that moment.
 */
export function timedSaleMovements(
  lines: readonly SoldLine[],
  recipesAt: (at: Instant) => RecipeOf,
): Map<ProductId, TimedMovement> {
  const movements = new Map<ProductId, TimedMovement>();
  for (const line of lines) {
    for (const [productId, by] of saleMovements([line], recipesAt(line.addedAt))) {
      const known = movements.get(productId);
      const at = known && known.at > line.addedAt ? known.at : line.addedAt;
      movements.set(productId, { by: quantity((known?.by ?? 0) + by), at });
    }
  }
  return movements;
}

/**
 * How much of each product a refund brings back to the shelf; what was eaten or spoilt moves nothing, and nobody unmakes
 * a dish: what has a recipe gives nothing back.
 */
export function refundMovements(
  lines: readonly (Consumed & { readonly restock: boolean })[],
  recipeOf: RecipeOf = noRecipes,
): Movements {
  const movements: Movements = new Map();
  for (const { productId, quantity: back, restock } of lines) {
    if (!restock || back === 0 || recipeOf(productId)) continue;
    movements.set(productId, quantity((movements.get(productId) ?? 0) + back));
  }
  return movements;
}
