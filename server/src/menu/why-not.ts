import type { PoolClient } from 'pg';
import type { Product } from '@galley/shared/domain/menu.ts';
import type { BranchId } from '@galley/shared/values/ids.ts';
import type { MenuSave } from '@galley/shared/wire/menu.ts';

/** Why a part of the menu cannot be written as it is, in words; null: it can. */
export async function whyNot(tx: PoolClient, branchId: BranchId, save: MenuSave): Promise<string | null> {
  if (save.data && save.data.id !== save.id) return 'The part has another id than it is saved under.';
  if (save.entity === 'product') return save.data && whyNotProduct(tx, branchId, save.data);
  if (save.data) return null;
  const { rows } = await tx.query<{ name: string }>(
    `select data::json ->> 'name' as name from change
      where branch_id = $1 and entity = 'product' and data is not null and data like '%' || $2 || '%' limit 3`,
    [branchId, save.id],
  );
  if (rows.length === 0) return null;
  return `${rows.map(({ name }) => name).join(', ')} still hang on it. Move them first.`;
}

async function whyNotProduct(tx: PoolClient, branchId: BranchId, product: Product): Promise<string | null> {
  const parts = (product.combo ?? []).flatMap((course) => course.parts.map(({ productId }) => productId));
  const wanted = [
    ['category', product.categoryId],
    ...product.taxIds.map((id) => ['tax', id] as const),
    ...(product.stationId === null ? [] : [['station', product.stationId] as const]),
    ...parts.map((id) => ['product', id] as const),
  ] as const;
  const { rows } = await tx.query<{ entity: string; id: string; combo: boolean }>(
    `select entity, id, data::jsonb ? 'combo' as combo from change
      where branch_id = $1 and data is not null and (entity, id) in (select * from unnest($2::text[], $3::uuid[]))`,
    [branchId, wanted.map(([entity]) => entity), wanted.map(([, id]) => id)],
  );
  const known = new Set(rows.map(({ entity, id }) => `${entity} ${id}`));
  const missing = wanted.find(([entity, id]) => !known.has(`${entity} ${id}`));
  if (missing) return `Its ${missing[0]} is not on the menu any more. Choose another one.`;
  if (rows.some(({ combo }) => combo)) return 'A set cannot be a part of another set.';
  const unclear = product.options.find((group) => group.min > Math.min(group.max, group.choices.length));
  if (unclear) return `${unclear.name} asks for more choices than there are.`;
  const { rows: twins } = await tx.query<{ name: string }>(
    `select data::json ->> 'name' as name from change
      where branch_id = $1 and entity = 'product' and id <> $2 and data is not null
        and (data::json ->> 'sku' = any($3) or data::json ->> 'barcode' = any($3)) limit 1`,
    [branchId, product.id, [product.sku, product.barcode].filter((code) => code !== null)],
  );
  return twins[0] ? `${twins[0].name} has the same SKU or barcode already.` : null;
}
