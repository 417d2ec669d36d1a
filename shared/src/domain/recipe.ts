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
  /** The lines make so much of it: three kilograms of tomatoes make two litres of sauce. Missing: one. */
  makes: quantitySchema.refine((value) => value > 0, 'a recipe makes more than nothing').optional(),
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
 * recipe of its own (a sauce that is made beforehand), and so on; what would be made of itself is taken as it is. Rounded
 * once for each line of a recipe.
 */
export function consumptionOf(line: Consumed, recipeOf: RecipeOf): Map<ProductId, Quantity> {
  const recipe = recipeOf(line.productId);
  const taken = new Map<ProductId, Quantity>();
  if (!recipe) return taken.set(line.productId, line.quantity);
  for (const [productId, each] of unitOf(recipe, line.options ?? [])) {
    take(taken, productId, share(recipe, each, line.quantity), recipeOf, [line.productId]);
  }
  return taken;
}

function take(
  taken: Map<ProductId, Quantity>,
  productId: ProductId,
  amount: Quantity,
  recipeOf: RecipeOf,
  within: readonly ProductId[],
): void {
  const recipe = within.includes(productId) ? undefined : recipeOf(productId);
  if (!recipe) return add(taken, productId, amount);
  for (const line of recipe.lines) {
    take(taken, line.productId, share(recipe, line.quantity, amount), recipeOf, [...within, productId]);
  }
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

/** What so much of something takes of what its recipe takes `each` of. */
function share({ makes }: Recipe, each: Quantity, amount: Quantity): Quantity {
  return quantity(multiplyDivide(each, amount, makes ?? thousand));
}

function add(to: Map<ProductId, Quantity>, productId: ProductId, amount: Quantity): void {
  to.set(productId, quantity((to.get(productId) ?? 0) + amount));
}
