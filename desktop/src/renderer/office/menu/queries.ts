import type { GalleyDatabase } from '../../db/database.ts';
import type { Stored } from '../../db/rows.ts';

/** The menu as the feed told it last, each part with the revision that a change of it is made against. */
export type MenuRows = {
  readonly categories: readonly Stored<'category'>[];
  readonly taxes: readonly Stored<'tax'>[];
  readonly stations: readonly Stored<'station'>[];
  readonly products: readonly Stored<'product'>[];
};

const byName = new Intl.Collator();

export async function readMenuRows(db: GalleyDatabase): Promise<MenuRows> {
  const [categories, taxes, stations, products] = await Promise.all([
    db.categories.orderBy('position').toArray(),
    db.taxes.toArray(),
    db.stations.toArray(),
    db.products.toArray(),
  ]);
  const place = new Map(categories.map(({ id }, index) => [id, index]));
  return {
    categories,
    taxes,
    stations,
    products: products.toSorted(
      (a, b) =>
        (place.get(a.categoryId) ?? 0) - (place.get(b.categoryId) ?? 0) || byName.compare(a.name, b.name),
    ),
  };
}
