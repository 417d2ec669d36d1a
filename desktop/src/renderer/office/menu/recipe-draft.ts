import type { Recipe } from '@galley/shared/domain/recipe.ts';
import { uuidv7 } from '@galley/shared/values/ids.ts';
import { choiceIdSchema, productIdSchema } from '@galley/shared/values/ids.ts';
import { formatQuantity, parseQuantity, pieces } from '@galley/shared/values/quantity.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { t } from '../../ui/messages/t.ts';

/** A recipe while somebody edits it: amounts are text, items are ids, empty as long as nobody has chosen. */
export type RecipeLineDraft = { readonly key: string; readonly productId: string; readonly quantity: string };
export type RecipeDraft = {
  readonly lines: readonly RecipeLineDraft[];
  /** How much the lines make; empty: one. */
  readonly makes: string;
  /** By the id of the choice. */
  readonly options: Readonly<
    Record<string, { readonly add: readonly RecipeLineDraft[]; readonly without: readonly string[] }>
  >;
};

export function newRecipeLine(): RecipeLineDraft {
  return { key: uuidv7(), productId: '', quantity: '' };
}

export function recipeToDraft(recipe: Recipe | undefined): RecipeDraft {
  const toLine = ({ productId, quantity }: Recipe['lines'][number]) => ({
    key: uuidv7(),
    productId,
    quantity: formatQuantity(quantity),
  });
  return {
    lines: (recipe?.lines ?? []).map(toLine),
    makes: recipe?.makes === undefined ? '' : formatQuantity(recipe.makes),
    options: Object.fromEntries(
      (recipe?.options ?? []).map(({ choiceId, add, without }) => [choiceId, { add: add.map(toLine), without }]),
    ),
  }; // prettier-ignore
}

/** The recipe as it is saved, null for none. What a choice changed that is no choice any more is forgotten. */
export function recipeFromDraft(
  draft: RecipeDraft,
  groups: readonly { readonly items: readonly { readonly id: string }[] }[],
): Result<Recipe | null> {
  const lines = readLines(draft.lines);
  if (!lines) return refuse('badRecipe', t('stockIncomplete'));
  const options: NonNullable<Recipe['options']> = [];
  for (const { id } of groups.flatMap((group) => group.items)) {
    const change = draft.options[id];
    if (!change) continue;
    const add = readLines(change.add);
    if (!add) return refuse('badRecipe', t('stockIncomplete'));
    // What has left the recipe since cannot be left out of it.
    const without = lines.map((line) => line.productId).filter((each) => change.without.includes(each));
    if (add.length === 0 && without.length === 0) continue;
    options.push({ choiceId: choiceIdSchema.parse(id), add, without });
  }
  const makes = draft.makes.trim() === '' ? pieces(1) : parseQuantity(draft.makes);
  if (makes === null || makes <= 0) return refuse('badRecipe', t('stockIncomplete'));
  if (lines.length === 0 && options.length === 0) return ok(null);
  return ok({
    lines,
    ...(makes !== pieces(1) && { makes }),
    ...(options.length > 0 && { options }),
  });
}

/** Every item that stands in it, each once. */
export function itemsIn({ lines, options }: RecipeDraft): string[] {
  const all = [...lines, ...Object.values(options).flatMap(({ add }) => add)];
  return [...new Set(all.map(({ productId }) => productId))].filter((id) => id !== '').toSorted();
}

function readLines(lines: readonly RecipeLineDraft[]): Recipe['lines'] | null {
  const read: Recipe['lines'] = [];
  for (const line of lines) {
    const productId = productIdSchema.safeParse(line.productId);
    const quantity = parseQuantity(line.quantity);
    if (!productId.success || quantity === null || quantity <= 0) return null;
    read.push({ productId: productId.data, quantity });
  }
  return read;
}
