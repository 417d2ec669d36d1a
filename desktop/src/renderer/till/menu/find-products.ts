import type { Product } from '@galley/shared/domain/menu.ts';

/** Products of which every typed word begins a word of the name, or which carry the typed SKU or barcode. */
export function findProducts(index: readonly Findable[], typed: string): Product[] {
  const words = fold(typed).split(' ').filter(Boolean);
  if (words.length === 0) return [];
  return index
    .filter(({ words: known }) => words.every((word) => known.some((each) => each.startsWith(word))))
    .map(({ product }) => product);
}

export type Findable = { readonly product: Product; readonly words: readonly string[] };

export function findable(product: Product): Findable {
  const codes = [product.sku, product.barcode].filter((code) => code !== null);
  return {
    product,
    words: fold([product.name, ...codes].join(' '))
      .split(' ')
      .filter(Boolean),
  };
}

/** Lower case, without accents, marks and punctuation; the signs of Bangla vowels stay, they are letters there. */
function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}
