import type { PoolClient } from 'pg';
import { type Recipe, type RecipeOf, recipeSchema } from '@galley/shared/domain/recipe.ts';
import type { BranchId, ProductId } from '@galley/shared/values/ids.ts';
import type { StockItem } from '@galley/shared/wire/stock-requests.ts';

type Version = {
  readonly revision: number;
  readonly since: string;
  readonly recipe: Recipe | undefined;
};
export type ProductKey = { readonly branchId: BranchId; readonly productId: ProductId };

/**
 * Every recipe that the products of a batch have had, and those of what is in them. A sale takes by the recipe of its
 * moment, so the books end the same whichever comes first, the sale or the recipe that came after it.
 */
export class Recipes {
  readonly #versions = new Map<string, Version[]>();
  readonly #fresh: object[] = [];
  /** All that a recipe of the batch names. */
  readonly named: ProductKey[] = [];

  static async open(tx: PoolClient, products: readonly ProductKey[]): Promise<Recipes> {
    const { rows } = await tx.query<RecipeRow>({
      name: 'open-recipes',
      text: `with recursive reached as (
               select * from recipe where (branch_id, product_id) in (select distinct * from unnest($1::uuid[], $2::uuid[]))
               union
               select inner_recipe.* from reached join recipe inner_recipe
                   on inner_recipe.branch_id = reached.branch_id and inner_recipe.product_id = any(reached.item_ids))
             select * from reached`,
      values: [products.map((each) => each.branchId), products.map((each) => each.productId)],
    });
    const recipes = new Recipes();
    for (const row of rows) {
      const recipe = row.recipe === null ? undefined : recipeSchema.parse(JSON.parse(row.recipe));
      const since = row.since.toISOString();
      recipes.#put(row.branch_id, row.product_id, { revision: row.revision, since, recipe });
    }
    return recipes;
  }

  /** The recipes of a branch as they were at a moment. */
  at(branchId: BranchId, at: string): RecipeOf {
    return (productId) =>
      this.#versions.get(`${branchId}.${productId}`)?.findLast(({ since }) => since <= at)?.recipe;
  }

  set(branchId: BranchId, { id, revision, since, recipe }: StockItem): void {
    const versions = this.#versions.get(`${branchId}.${id}`) ?? [];
    const text = recipe && JSON.stringify(recipe);
    if (versions.some((each) => each.revision === revision)) return;
    if (text === null && versions.length === 0) return;
    this.#put(branchId, id, { revision, since, recipe: recipe ?? undefined });
    const item_ids = recipe ? namedBy(recipe) : [];
    this.#fresh.push({ branch_id: branchId, product_id: id, revision, since, recipe: text, item_ids });
  }

  async save(tx: PoolClient): Promise<void> {
    if (this.#fresh.length === 0) return;
    await tx.query(
      `insert into recipe (branch_id, product_id, revision, since, recipe, item_ids)
       select branch_id, product_id, revision, since, recipe, item_ids from json_populate_recordset(null::recipe, $1)
       on conflict do nothing`,
      [JSON.stringify(this.#fresh)],
    );
  }

  #put(branchId: BranchId, productId: ProductId, version: Version): void {
    const key = `${branchId}.${productId}`;
    const versions = [...(this.#versions.get(key) ?? []), version];
    this.#versions.set(
      key,
      versions.sort((a, b) => (a.since === b.since ? a.revision - b.revision : a.since < b.since ? -1 : 1)),
    );
    if (version.recipe) {
      for (const each of namedBy(version.recipe)) this.named.push({ branchId, productId: each });
    }
  }
}

type RecipeRow = {
  readonly branch_id: BranchId;
  readonly product_id: ProductId;
  readonly revision: number;
  readonly since: Date;
  readonly recipe: string | null;
};

export function namedBy({ lines, options = [] }: Recipe): ProductId[] {
  const all = [...lines, ...options.flatMap((option) => option.add)];
  return [...new Set(all.map((line) => line.productId))];
}
