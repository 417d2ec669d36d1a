import type { PoolClient } from 'pg';
import type { Station, Till } from '@galley/shared/domain/branch.ts';
import type { Product } from '@galley/shared/domain/menu.ts';
import type { BranchId } from '@galley/shared/values/ids.ts';
import type { MenuSave } from '@galley/shared/wire/menu.ts';
import { readEntity } from '../sync/read-entity.ts';

/** Why a part of a branch cannot be written as it is, in words; null: it can. */
export async function whyNot(tx: PoolClient, branchId: BranchId, save: MenuSave): Promise<string | null> {
  if (save.data && save.data.id !== save.id) return 'The part has another id than it is saved under.';
  if (save.entity === 'till') return whyNotTill(tx, branchId, save.seen, save.data);
  if (!save.data) return save.entity === 'product' ? null : whatHangsOn(tx, branchId, save.id);
  if (save.entity === 'product') return whyNotProduct(tx, branchId, save.data);
  if (save.entity === 'station') return whyNotStation(tx, branchId, save.data);
  if (save.entity !== 'printer') return null;
  const { rows } = await tx.query<{ name: string }>(
    `select data::json ->> 'name' as name from change
      where branch_id = $1 and entity = 'printer' and id <> $2 and data is not null and data::json ->> 'address' = $3 limit 1`,
    [branchId, save.id, save.data.address],
  );
  return rows[0] ? `${rows[0].name} has this address already.` : null;
}

/** A part that something still names stays. */
async function whatHangsOn(tx: PoolClient, branchId: BranchId, id: string): Promise<string | null> {
  const { rows } = await tx.query<{ name: string }>(
    `select data::json ->> 'name' as name from change
      where branch_id = $1 and entity in ('product', 'station', 'till', 'branch') and id <> $2::uuid
        and data is not null and data like '%' || $2::text || '%' limit 3`,
    [branchId, id],
  );
  if (rows.length === 0) return null;
  return `${rows.map(({ name }) => name).join(', ')} still hang on it. Move them first.`;
}

/** A till begins with a code and keeps it; here it only gets another name and printer. */
async function whyNotTill(
  tx: PoolClient,
  branchId: BranchId,
  seen: number,
  till: Till | null,
): Promise<string | null> {
  if (!till) return 'A till is switched off, not taken away: its receipts stay.';
  if (seen === 0) return 'A till begins with a code of its own.';
  const known = await readEntity(tx, branchId, 'till', till.id);
  if (known.code !== till.code || known.kind !== till.kind) return 'A till keeps its code and its kind.';
  return missingOf(tx, branchId, till.receiptPrinterId === null ? [] : [['printer', till.receiptPrinterId]]);
}

function whyNotStation(tx: PoolClient, branchId: BranchId, station: Station): Promise<string | null> {
  const { printerId, backupPrinterIds = [] } = station;
  const printers = [...(printerId === null ? [] : [printerId]), ...backupPrinterIds];
  return missingOf(
    tx,
    branchId,
    printers.map((id) => ['printer', id] as const),
  );
}

/** The first of these parts that the branch does not have, in words. */
async function missingOf(
  tx: PoolClient,
  branchId: BranchId,
  wanted: readonly (readonly [entity: string, id: string])[],
): Promise<string | null> {
  const { rows } = await tx.query<{ entity: string; id: string }>(
    `select entity, id from change
      where branch_id = $1 and data is not null and (entity, id) in (select * from unnest($2::text[], $3::uuid[]))`,
    [branchId, wanted.map(([entity]) => entity), wanted.map(([, id]) => id)],
  );
  const known = new Set(rows.map(({ entity, id }) => `${entity} ${id}`));
  const missing = wanted.find(([entity, id]) => !known.has(`${entity} ${id}`));
  if (!missing) return null;
  return `Its ${missing[0]} is not ${missing[0] === 'printer' ? 'here' : 'on the menu'} any more. Choose another one.`;
}

async function whyNotProduct(tx: PoolClient, branchId: BranchId, product: Product): Promise<string | null> {
  const parts = (product.combo ?? []).flatMap((course) => course.parts.map(({ productId }) => productId));
  const missing = await missingOf(tx, branchId, [
    ['category', product.categoryId],
    ...product.taxIds.map((id) => ['tax', id] as const),
    ...(product.stationId === null ? [] : [['station', product.stationId] as const]),
    ...parts.map((id) => ['product', id] as const),
  ]);
  if (missing !== null) return missing;
  const { rows: sets } = await tx.query(
    `select 1 from change where branch_id = $1 and entity = 'product' and id = any($2::uuid[]) and data::jsonb ? 'combo'`,
    [branchId, parts],
  );
  if (sets.length > 0) return 'A set cannot be a part of another set.';
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
