import type { Availability } from '@galley/shared/domain/availability.ts';
import type { ProductId } from '@galley/shared/values/ids.ts';
import type { GalleyDatabase } from '../../db/database.ts';

/** Who said last how much of a product there is, and when; null: nobody has. */
export async function readSaid(
  db: GalleyDatabase,
  productId: ProductId,
): Promise<(Availability & { readonly name: string }) | null> {
  const said = await db.availability.get(productId);
  return said ? { ...said, name: (await db.staff.get(said.by))?.name ?? '' } : null;
}
