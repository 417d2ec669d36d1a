import type { PoolClient } from 'pg';
import type { BranchId } from '@galley/shared/values/ids.ts';
import { type Recipe, recipeSchema } from '@galley/shared/domain/recipe.ts';
import type { StockItem, StockRefusal } from '@galley/shared/wire/stock-requests.ts';

type Told = { readonly requestId: string; readonly branchId: BranchId; readonly item: StockItem };
type Theirs = Extract<StockRefusal, { code: 'itemChanged' }>['theirs'];

/**
 * Keeps what the menu and the office say of products and ingredients, where they have not said something newer yet.
 * The menu has looked for what others changed; of an ingredient it is looked for here. Answers, by the request, what
 * stands in the place of what was written too late.
 */
export async function keepItems(tx: PoolClient, told: readonly Told[]): Promise<ReadonlyMap<string, Theirs>> {
  const late = new Map<string, Theirs>();
  if (told.length === 0) return late;
  const known = await readKnown(tx, told);
  const newest = new Map<string, StockItem & { readonly branchId: BranchId }>();
  for (const { requestId, branchId, item } of told) {
    const key = `${branchId}.${item.id}`;
    const theirs = known.get(key);
    if (theirs && theirs.revision >= item.revision) {
      if (item.kind === 'ingredient' && !sameWords(theirs, item)) late.set(requestId, theirs);
      continue;
    }
    known.set(key, item);
    newest.set(key, { ...item, branchId });
  }
  const rows = [...newest.values()].map((item) => ({
    branch_id: item.branchId, id: item.id, revision: item.revision, kind: item.kind, name: item.name, unit: item.unit,
    low_at: item.lowAt, active: item.active, made: item.recipe !== null, by: item.by ?? null,
  })); // prettier-ignore
  await tx.query(
    `insert into item (branch_id, id, revision, kind, name, unit, low_at, active, made, by)
     select branch_id, id, revision, kind, name, unit, low_at, active, made, by from json_populate_recordset(null::item, $1)
     on conflict (branch_id, id) do update set revision = excluded.revision, kind = excluded.kind, name = excluded.name,
            unit = excluded.unit, low_at = excluded.low_at, active = excluded.active, made = excluded.made, by = excluded.by
      where item.revision < excluded.revision`,
    [JSON.stringify(rows)],
  );
  return late;
}

async function readKnown(tx: PoolClient, told: readonly Told[]): Promise<Map<string, Theirs>> {
  const { rows } = await tx.query<Known>(
    `select branch_id, id, revision, name, unit, low_at::float8 as low_at, active, by, ${latestRecipe} as recipe
       from item where (branch_id, id) in (select * from unnest($1::uuid[], $2::uuid[])) order by branch_id, id for update`,
    [told.map(({ branchId }) => branchId), told.map(({ item }) => item.id)],
  );
  return new Map(
    rows.map(({ branch_id, low_at, by, recipe, ...item }) => {
      const words = { lowAt: low_at, ...(by !== null && { by }), recipe: readRecipe(recipe) };
      return [`${branch_id}.${item.id}`, { ...item, ...words }];
    }),
  );
}

/** Of the row `item` in reach: its recipe now, as text. */
export const latestRecipe = `(select recipe from recipe where branch_id = item.branch_id and product_id = item.id
                               order by revision desc limit 1)`;

export function readRecipe(text: string | null): Recipe | null {
  return text === null ? null : recipeSchema.parse(JSON.parse(text));
}

type Known = Omit<Theirs, 'lowAt' | 'by' | 'recipe'> & {
  readonly branch_id: BranchId;
  readonly low_at: Theirs['lowAt'];
  readonly by: string | null;
  readonly recipe: string | null;
};

function sameWords(a: Theirs, b: Theirs): boolean {
  const words = ({ name, unit, lowAt, recipe, active }: Theirs) =>
    JSON.stringify([name, unit, lowAt, recipe, active]);
  return words(a) === words(b);
}

/** From now on these branches keep these in stock. */
export async function openLevels(
  tx: PoolClient,
  products: readonly { readonly branchId: BranchId; readonly productId: string }[],
): Promise<void> {
  if (products.length === 0) return;
  await tx.query(
    `insert into level (branch_id, product_id, on_hand, shortage, revision)
     select distinct branch_id, product_id, 0, 0, 0 from unnest($1::uuid[], $2::uuid[]) as p(branch_id, product_id)
     order by 1, 2 on conflict do nothing`,
    [products.map((each) => each.branchId), products.map((each) => each.productId)],
  );
}
