import type { PoolClient } from 'pg';
import type { Branch } from '@galley/shared/domain/branch.ts';
import type { Product } from '@galley/shared/domain/menu.ts';
import { formatQuantity } from '@galley/shared/values/quantity.ts';
import { type Column, columns } from './columns.ts';
import { coursesToText, formatGroups, formatPrices, optionsToText, plain } from './option-text.ts';
import type { Currency } from '@galley/shared/values/money.ts';
import { type KnownMenu as Menu, readMenu } from './read-menu.ts';

/** The whole menu as a CSV file that `importMenu` reads back to the same menu. */
export async function exportMenu(tx: PoolClient, branch: Branch): Promise<string> {
  const menu = await readMenu(tx, branch.id);
  return menuToCsv(menu, branch.currency, inOrder(menu), columns);
}

/** These of its products, a line each, with these columns. */
export function menuToCsv(
  menu: Menu,
  currency: Currency,
  products: readonly Product[],
  shown: readonly Column[],
): string {
  const nameOf = (things: readonly { readonly id: string; readonly name: string }[], id: string | null) =>
    things.find((thing) => thing.id === id)?.name ?? '';
  const codeOf = (id: Product['id']) => menu.products.find((product) => product.id === id)?.sku ?? id;
  const cells: { readonly [C in Column]: (product: Product) => string } = {
    sku: ({ sku }) => sku ?? '',
    name: ({ name }) => name,
    category: ({ categoryId }) => nameOf(menu.categories, categoryId),
    price: ({ price }) => plain(price, currency),
    barcode: ({ barcode }) => barcode ?? '',
    station: ({ stationId }) => nameOf(menu.stations, stationId),
    taxes: ({ taxIds }) => taxIds.map((id) => nameOf(menu.taxes, id)).join('; '),
    active: ({ active }) => yes(active),
    unit: ({ unit }) => unit ?? '',
    tare: ({ tare }) => (tare === undefined ? '' : formatQuantity(tare)),
    open_price: ({ openPrice }) => yes(openPrice),
    stocked: ({ stocked }) => yes(stocked),
    glyph: ({ glyph }) => glyph ?? '',
    options: ({ options }) => formatGroups(optionsToText(options), currency),
    set: ({ combo }) => formatGroups(coursesToText(combo ?? [], codeOf), currency),
    prices: ({ prices }) => formatPrices(prices ?? [], currency),
    photo: ({ photo }) => photo ?? '',
    galley_id: ({ id }) => id,
  };
  const rows = products.map((product) => shown.map((column) => quote(cells[column](product))).join(','));
  // With a mark at the beginning, by which spreadsheets know that Bangla is UTF-8.
  return `\ufeff${[shown.join(','), ...rows].join('\r\n')}\r\n`;
}

/** By category as on the menu, then by name. */
export function inOrder(menu: Menu): Product[] {
  const place = new Map(menu.categories.map((category, index) => [category.id, index]));
  return menu.products.toSorted(
    (a, b) => (place.get(a.categoryId) ?? 0) - (place.get(b.categoryId) ?? 0) || (a.name < b.name ? -1 : 1),
  );
}

function yes(value: boolean | undefined): string {
  return value ? 'yes' : 'no';
}

function quote(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
