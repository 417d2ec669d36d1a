import type { Category, Product } from '@galley/shared/domain/menu.ts';
import type { StockLevel } from '@galley/shared/domain/stock.ts';
import type { ProductId } from '@galley/shared/values/ids.ts';
import type { GalleyDatabase } from '../../db/database.ts';

export function readCategories(db: GalleyDatabase): Promise<readonly Category[]> {
  return db.categories.orderBy('position').toArray();
}

export async function readStock(db: GalleyDatabase): Promise<ReadonlyMap<ProductId, StockLevel>> {
  return new Map((await db.stock.toArray()).map((level) => [level.productId, level]));
}

/** What a scanner or a person typed, if exactly one product answers to it. */
export async function findByCode(db: GalleyDatabase, code: string): Promise<Product | null> {
  const byBarcode = await db.products.where('barcode').equals(code).first();
  if (byBarcode) return byBarcode;
  return (await db.products.where('sku').equalsIgnoreCase(code).first()) ?? null;
}
