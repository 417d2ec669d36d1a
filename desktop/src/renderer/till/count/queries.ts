import type { Unit } from '@galley/shared/domain/menu.ts';
import { fillOf, type StockLevel } from '@galley/shared/domain/stock.ts';
import type { ProductId } from '@galley/shared/values/ids.ts';
import type { GalleyDatabase } from '../../db/database.ts';
import type { CountedRow } from '../../db/rows.ts';

/** Something that lies on a shelf: a product, or an ingredient (`group` null). */
export type Countable = {
  readonly id: ProductId;
  readonly name: string;
  readonly unit: Unit | null;
  readonly group: string | null;
  readonly level: StockLevel;
  readonly noted: CountedRow | null;
};

const byName = new Intl.Collator();

/** All that the branch keeps in stock and somebody can count: by category as on the menu, ingredients at the end. */
export async function readCountables(db: GalleyDatabase): Promise<readonly Countable[]> {
  return db.transaction('r', [db.stock, db.products, db.categories, db.counted], async () => {
    const levels = await db.stock.toArray();
    const products = await db.products.bulkGet(levels.map(({ productId }) => productId));
    const categories = await db.categories.toArray();
    const noted = new Map((await db.counted.toArray()).map((row) => [row.productId, row]));
    const placed = levels.flatMap((level, index): (Countable & { readonly place: number })[] => {
      const product = products[index];
      const words = { id: level.productId, level, noted: noted.get(level.productId) ?? null };
      if (product && product.stocked && !product.recipe) {
        const category = categories.find(({ id }) => id === product.categoryId);
        const { name, unit = null } = product;
        return [{ ...words, name, unit, group: category?.name ?? '', place: category?.position ?? 0 }];
      }
      if (!level.ingredient) return [];
      return [{ ...words, ...level.ingredient, group: null, place: Number.MAX_SAFE_INTEGER }];
    });
    return placed.toSorted((a, b) => a.place - b.place || byName.compare(a.name, b.name));
  });
}

/** What is out or low, the scarcest first. */
export async function readScarce(db: GalleyDatabase): Promise<readonly Countable[]> {
  const fills = ['out', 'low', 'enough'];
  return (await readCountables(db))
    .filter(({ level }) => fillOf(level) !== 'enough')
    .toSorted((a, b) => fills.indexOf(fillOf(a.level)) - fills.indexOf(fillOf(b.level)));
}
