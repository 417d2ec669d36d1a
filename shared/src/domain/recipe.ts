import { z } from 'zod';
import { type ChoiceId, choiceIdSchema, type ProductId, productIdSchema } from '../values/ids.ts';
import { type Quantity, quantity, quantitySchema, thousand } from '../values/quantity.ts';
import { multiplyDivide } from '../values/rounding.ts';

/** So much of a product or an ingredient goes into one unit of a dish. */
const recipeLineSchema = z.object({
  productId: productIdSchema,
  quantity: quantitySchema.refine((value) => value > 0, 'a recipe takes more than nothing'),
});

/**
 * What one unit of a dish takes from stock, and what a choice changes of it: `without` leaves something out altogether,
 * `add` puts something in; both together replace.
 */
export const recipeSchema = z.object({
  lines: z.array(recipeLineSchema),
  options: z
    .array(
      z.object({
        choiceId: choiceIdSchema,
        add: z.array(recipeLineSchema),
        without: z.array(productIdSchema),
      }),
    )
    .optional(),
});
export type Recipe = z.infer<typeof recipeSchema>;

/** The recipe of a product, if it has one. */
export type RecipeOf = (productId: ProductId) => Recipe | undefined;

export type Consumed = {
  readonly productId: ProductId;
  readonly quantity: Quantity;
  readonly options?: readonly { readonly choiceId: ChoiceId }[];
};

/**
 * What a line takes from stock: itself, or, where it has a recipe, what it is made of. What a recipe names may have a
 * recipe of its own (a sauce that is made beforehand); deeper than that nobody looks. Rounded once for each ingredient.
 */
export function consumptionOf(line: Consumed, recipeOf: RecipeOf): Map<ProductId, Quantity> {
  const recipe = recipeOf(line.productId);
  if (!recipe) return new Map([[line.productId, line.quantity]]);
  const taken = new Map<ProductId, Quantity>();
  for (const [productId, each] of unitOf(recipe, line.options ?? [])) {
    const amount = times(each, line.quantity);
    const inner = recipeOf(productId);
    if (inner) {
      for (const part of inner.lines) add(taken, part.productId, times(part.quantity, amount));
    } else add(taken, productId, amount);
  }
  return taken;
}

/** What one unit takes with these choices. */
function unitOf(recipe: Recipe, chosen: NonNullable<Consumed['options']>): Map<ProductId, Quantity> {
  const changes = chosen.flatMap(
    ({ choiceId }) => recipe.options?.find((each) => each.choiceId === choiceId) ?? [],
  );
  const without = new Set(changes.flatMap((each) => each.without));
  const unit = new Map<ProductId, Quantity>();
  for (const each of recipe.lines) if (!without.has(each.productId)) add(unit, each.productId, each.quantity);
  for (const each of changes.flatMap((change) => change.add)) add(unit, each.productId, each.quantity);
  return unit;
}

function times(each: Quantity, count: Quantity): Quantity {
  return quantity(multiplyDivide(each, count, thousand));
}

function add(to: Map<ProductId, Quantity>, productId: ProductId, amount: Quantity): void {
  to.set(productId, quantity((to.get(productId) ?? 0) + amount));
}
