import type { ProductId } from '@galley/shared/values/ids.ts';
import type { Flag } from '@galley/shared/wire/commands.ts';
import type { Moved } from './books.ts';

const nobody: ReadonlyMap<ProductId, string> = new Map();

/** More was taken than there was: somebody should look [S16]. `names`: as the paper calls them. */
export function flagsOfShort(moved: readonly Moved[], names = nobody): Flag[] {
  return moved
    .filter((each) => each.short > 0)
    .map(({ data: { productId }, name, short }) => {
      const product = names.get(productId) ?? (name || productId);
      return { code: 'stockShort', detail: { product, short } };
    });
}
