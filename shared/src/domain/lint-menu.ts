import type { Category, Product, Tax } from './menu.ts';
import type { Station } from './branch.ts';

/** What may be wrong with a product, before a guest finds it. */
export const lintCodes = ['noTax', 'noPrice', 'noStation', 'codeTwice', 'noCategory', 'noPart'] as const;
export type LintCode = (typeof lintCodes)[number];

export type Menu = {
  readonly categories: readonly Category[];
  readonly taxes: readonly Tax[];
  readonly stations: readonly Station[];
  readonly products: readonly Product[];
};

/** The findings of every product that has some. What is not sold is left alone. */
export function lintMenu(menu: Menu): ReadonlyMap<Product['id'], readonly LintCode[]> {
  const known = {
    categories: new Set(menu.categories.map(({ id }) => id)),
    taxes: new Set(menu.taxes.map(({ id }) => id)),
    stations: new Set(menu.stations.map(({ id }) => id)),
    products: new Map(menu.products.map((product) => [product.id, product])),
  };
  const codes = new Map<string, number>();
  for (const code of menu.products.flatMap(codesOf)) codes.set(code, (codes.get(code) ?? 0) + 1);
  const findings = new Map<Product['id'], LintCode[]>();
  for (const product of menu.products.filter(({ active }) => active)) {
    // A combo is its parts: they have the taxes and the stations.
    const single = !product.combo;
    const isLost = (part: { readonly productId: Product['id'] }) =>
      !known.products.get(part.productId)?.active;
    const found: Record<LintCode, boolean> = {
      noTax: single && !product.taxIds.some((id) => known.taxes.has(id)),
      noPrice: product.price <= 0 && !product.openPrice,
      noStation: single && (product.stationId === null || !known.stations.has(product.stationId)),
      codeTwice: codesOf(product).some((code) => (codes.get(code) ?? 0) > 1),
      noCategory: !known.categories.has(product.categoryId),
      noPart: product.combo?.some(({ min, parts }) => min > 0 && parts.every(isLost)) ?? false,
    };
    const wrong = lintCodes.filter((code) => found[code]);
    if (wrong.length > 0) findings.set(product.id, wrong);
  }
  return findings;
}

function codesOf({ sku, barcode }: Product): string[] {
  return [...new Set([sku, barcode])].flatMap((code) => (code === null ? [] : [code.toLowerCase()]));
}
