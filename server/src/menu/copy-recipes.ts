import type { Product } from '@galley/shared/domain/menu.ts';
import type { Recipe } from '@galley/shared/domain/recipe.ts';
import { type BranchId, type ChoiceId, newId, type ProductId, uuidFrom } from '@galley/shared/values/ids.ts';
import type { Ingredient } from '@galley/shared/wire/stock-requests.ts';

export type Kitchens = { readonly theirs: readonly Ingredient[]; readonly ours: readonly Ingredient[] };
export type CopiedRecipes = {
  readonly products: readonly Product[];
  /** What they are made of and the branch does not have yet. */
  readonly ingredients: readonly Ingredient[];
  readonly problems: readonly { readonly name: string; readonly message: string }[];
};

/**
 * Another branch's recipes for dishes that have none here: a branch's own recipe stays. An ingredient is the one of the same
 * name, or a new one with what that is made of itself. `dishes`: a dish of theirs and what it is here; `homes`: what their
 * products are called here, as far as they are on the menu.
 */
export function copyRecipes(
  branchId: BranchId,
  dishes: readonly { readonly theirs: Product; readonly ours: Product }[],
  homes: ReadonlyMap<string, ProductId>,
  kitchens: Kitchens,
): CopiedRecipes {
  const theirs = new Map(kitchens.theirs.map((each) => [each.id, each]));
  const ours = new Map(kitchens.ours.map((each) => [each.name.toLowerCase(), each]));
  const fresh = new Map<ProductId, Ingredient>();
  const products: Product[] = [];
  const problems: { name: string; message: string }[] = [];
  for (const dish of dishes) {
    const { recipe, name } = dish.theirs;
    if (!recipe || dish.ours.recipe) continue;
    const message = whyNot(recipe);
    if (message !== null) problems.push({ name, message });
    else products.push({ ...dish.ours, recipe: toHere(recipe, choicesOf(dish.theirs, dish.ours)) });
  }
  return { products, ingredients: [...fresh.values()], problems };

  function whyNot(recipe: Recipe, seen: readonly ProductId[] = []): string | null {
    for (const id of namedBy(recipe).filter((each) => !seen.includes(each))) {
      const ingredient = theirs.get(id);
      if (!ingredient && !homes.has(id)) return 'is made of something that is not on the menu here';
      const known = ingredient && ours.get(ingredient.name.toLowerCase());
      if (known && known.unit !== ingredient.unit)
        return `has ${ingredient.name} in its recipe, which is measured otherwise here`;
      const inside = !known && ingredient?.recipe ? whyNot(ingredient.recipe, [...seen, id]) : null;
      if (inside !== null) return inside;
    }
    return null;
  }

  function toHere({ lines, options, ...rest }: Recipe, choices: ReadonlyMap<ChoiceId, ChoiceId>): Recipe {
    const here = (each: Recipe['lines'][number]) => ({ ...each, productId: idHere(each.productId) });
    const changes = options?.flatMap(({ choiceId, add, without }) => {
      const choice = choices.get(choiceId);
      return choice ? [{ choiceId: choice, add: add.map(here), without: without.map(idHere) }] : [];
    });
    return { ...rest, lines: lines.map(here), ...(changes && { options: changes }) };
  }

  function idHere(id: ProductId): ProductId {
    const ingredient = theirs.get(id);
    if (!ingredient) return homes.get(id) ?? id;
    const known = ours.get(ingredient.name.toLowerCase());
    if (known) return known.id;
    const copied = newId<ProductId>(() => uuidFrom(`${branchId} copy of ${id}`));
    if (fresh.has(copied)) return copied;
    fresh.set(copied, { ...ingredient, id: copied, recipe: null }); // first, should it be made of itself
    const recipe = ingredient.recipe && toHere(ingredient.recipe, new Map());
    fresh.set(copied, { ...ingredient, id: copied, recipe });
    return copied;
  }
}

function namedBy({ lines, options = [] }: Recipe): ProductId[] {
  return [...lines, ...options.flatMap(({ add }) => add)].map(({ productId }) => productId);
}

/** Choices are known by their name and their group's. */
function choicesOf(theirs: Product, ours: Product): ReadonlyMap<ChoiceId, ChoiceId> {
  const here = new Map(namedChoices(ours));
  return new Map(
    namedChoices(theirs).flatMap(([name, id]) => {
      const home = here.get(name);
      return home ? [[id, home] as const] : [];
    }),
  );
}

function namedChoices({ options }: Product) {
  return options.flatMap(({ name, choices }) =>
    choices.map((choice) => [`${name}\n${choice.name}`, choice.id] as const),
  );
}
