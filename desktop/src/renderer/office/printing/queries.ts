import type { Branch } from '@galley/shared/domain/branch.ts';
import { areasOf } from '@galley/shared/domain/floor.ts';
import { branchSettingsSchema, type BranchSettings } from '@galley/shared/wire/branch-settings.ts';
import type { GalleyDatabase } from '../../db/database.ts';
import type { Stored } from '../../db/rows.ts';

/** Everything that decides what comes out of which printer, each with the revision that it is changed against. */
export type PrintingRows = {
  readonly printers: readonly Stored<'printer'>[];
  readonly stations: readonly Stored<'station'>[];
  readonly tills: readonly Stored<'till'>[];
  readonly categories: readonly Stored<'category'>[];
  readonly products: readonly Stored<'product'>[];
  /** Of the floor plan, in its order. */
  readonly areas: readonly string[];
};

const byName = (a: { readonly name: string }, b: { readonly name: string }) => a.name.localeCompare(b.name);

export async function readPrintingRows(db: GalleyDatabase): Promise<PrintingRows> {
  const [printers, stations, tills, categories, products, tables] = await Promise.all([
    db.printers.toArray(),
    db.stations.toArray(),
    db.tills.filter(({ kind }) => kind !== 'kitchen').toArray(),
    db.categories.orderBy('position').toArray(),
    db.products.toArray(),
    db.floorTables.toArray(),
  ]);
  return {
    printers: printers.toSorted(byName),
    stations: stations.toSorted(byName),
    tills: tills.toSorted(byName),
    categories,
    products: products.toSorted(byName),
    areas: [...areasOf(tables).keys()],
  };
}

/** As much of a branch as its papers and routes are. */
export function settingsOf(branch: Branch): BranchSettings {
  return branchSettingsSchema.parse(branch);
}
