import type { PoolClient } from 'pg';
import { stationSchema } from '@galley/shared/domain/branch.ts';
import type { Menu } from '@galley/shared/domain/lint-menu.ts';
import { categorySchema, productSchema, taxSchema } from '@galley/shared/domain/menu.ts';
import type { BranchId } from '@galley/shared/values/ids.ts';

export type KnownMenu = Menu;

/** A branch's menu as its feed has it, categories in their order. */
export async function readMenu(tx: PoolClient, branchId: BranchId): Promise<KnownMenu> {
  const { rows } = await tx.query<{ entity: string; data: string }>(
    `select entity, data from change
      where branch_id = $1 and entity in ('category', 'tax', 'station', 'product') and data is not null
      order by id`,
    [branchId],
  );
  const of = (entity: string) =>
    rows.filter((row) => row.entity === entity).map((row): unknown => JSON.parse(row.data));
  return {
    categories: categorySchema
      .array()
      .parse(of('category'))
      .toSorted((a, b) => a.position - b.position),
    taxes: taxSchema.array().parse(of('tax')),
    stations: stationSchema.array().parse(of('station')),
    products: productSchema.array().parse(of('product')),
  };
}
