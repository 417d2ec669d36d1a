import type { Category, Product } from '@galley/shared/domain/menu.ts';
import type { StockLevel } from '@galley/shared/domain/stock.ts';
import type { ProductId } from '@galley/shared/values/ids.ts';
import type { GalleyDatabase } from '../../db/database.ts';

export type Menu = {
  readonly categories: readonly Category[];
  /** In the order they are shown: by category, what is sold before what is not, then by name. */
  readonly products: readonly Product[];
};

const byName = new Intl.Collator();

export async function readMenu(db: GalleyDatabase): Promise<Menu> {
  const [categories, products] = await Promise.all([
    db.categories.orderBy('position').toArray(),
    db.products.toArray(),
  ]);
  const position = new Map(categories.map((category, index) => [category.id, index]));
  return {
    categories,
    products: products.sort(
      (a, b) =>
        (position.get(a.categoryId) ?? 0) - (position.get(b.categoryId) ?? 0) ||
        Number(b.active) - Number(a.active) ||
        byName.compare(a.name, b.name),
    ),
  };
}

export async function readStock(db: GalleyDatabase): Promise<ReadonlyMap<ProductId, StockLevel>> {
  return new Map((await db.stock.toArray()).map((level) => [level.productId, level]));
}

/** What a scanner or a person typed, if exactly one product answers to it. */
export async function findByCode(db: GalleyDatabase, code: string): Promise<Product | null> {
  const byBarcode = await db.products.where('barcode').equals(code).first();
  if (byBarcode) return byBarcode;
  const sku = code.toLowerCase();
  return (await db.products.filter((product) => product.sku?.toLowerCase() === sku).first()) ?? null;
}
