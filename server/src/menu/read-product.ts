import type { Branch } from '@galley/shared/domain/branch.ts';
import { type Category, photoSchema, type Product, unitSchema } from '@galley/shared/domain/menu.ts';
import { newId, uuidFrom } from '@galley/shared/values/ids.ts';
import { parseMoney } from '@galley/shared/values/money.ts';
import { quantity, thousand } from '@galley/shared/values/quantity.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { parseGroups, parsePrices } from './option-text.ts';
import type { KnownMenu } from './read-menu.ts';

type Request = {
  readonly id: Product['id'];
  readonly cells: ReadonlyMap<string, string>;
  /** As it is now; null: it is new. */
  readonly before: Product | null;
  readonly category: Category;
  readonly branch: Branch;
  readonly menu: KnownMenu;
  /** Ids of the file's own items by their SKU. */
  readonly codes: ReadonlyMap<string, Product['id']>;
};

/** A row of a menu file as a product; what the file has no column for stays as it was. */
export function readProduct(request: Request): Result<Product> {
  const { id, cells, before, branch, menu } = request;
  for (const column of ['name', 'category', 'price']) {
    const cell = cells.get(column);
    if (cell === undefined && !before) return refuse('noColumn', `has no column "${column}"`);
    if (cell === '') return refuse('empty', `has no ${column}`);
  }
  const price =
    cells.get('price') === undefined
      ? ok(before?.price)
      : parseMoney(cells.get('price') ?? '', branch.currency);
  if (!price.ok) return refuse('badPrice', `price ${price.message}`);
  if (price.value === undefined || price.value < 0)
    return refuse('badPrice', `price "${cells.get('price')}" is below zero`);
  const station = stationOf(request);
  if (!station.ok) return station;
  const taxIds = taxesOf(request);
  if (!taxIds.ok) return taxIds;
  const options = optionsOf(request);
  if (!options.ok) return options;
  const combo = comboOf(request);
  if (!combo.ok) return combo;
  const prices = cells.has('prices')
    ? parsePrices(cells.get('prices') ?? '', branch.currency)
    : ok(before?.prices ?? []);
  if (!prices.ok) return prices;
  const unit = cells.has('unit') ? cells.get('unit') || undefined : before?.unit;
  const knownUnit = unitSchema.optional().safeParse(unit);
  if (!knownUnit.success) return refuse('badUnit', `unit "${unit}" is not kg, l or m`);
  const tare = cells.has('tare') ? tareOf(cells.get('tare') ?? '') : (before?.tare ?? null);
  if (Number.isNaN(tare))
    return refuse('badTare', `tare "${cells.get('tare')}" is no weight; write it like 0.015`);
  const photo = cells.has('photo') ? cells.get('photo') || undefined : before?.photo;
  if (!photoSchema.optional().safeParse(photo).success)
    return refuse('badPhoto', 'photo is no name of a photo');
  const openPrice = cells.has('open_price') ? isYes(cells.get('open_price')) : before?.openPrice;
  const text = (column: string, known: string | null) =>
    cells.has(column) ? cells.get(column) || null : known;
  return ok({
    id,
    name: cells.get('name') ?? before?.name ?? '',
    sku: text('sku', before?.sku ?? null),
    barcode: text('barcode', before?.barcode ?? null),
    categoryId: cells.has('category') ? request.category.id : (before?.categoryId ?? request.category.id),
    price: price.value,
    taxIds: taxIds.value,
    stationId: station.value,
    options: options.value,
    glyph: text('glyph', before?.glyph ?? null),
    stocked: cells.has('stocked') ? isYes(cells.get('stocked')) : (before?.stocked ?? false),
    active: cells.has('active') ? isYes(cells.get('active')) : (before?.active ?? true),
    ...(knownUnit.data && { unit: knownUnit.data }),
    ...(tare !== null && tare > 0 && { tare: quantity(tare) }),
    ...(openPrice && { openPrice: true }),
    ...(combo.value.length > 0 && { combo: combo.value }),
    ...(prices.value.length > 0 && { prices: prices.value }),
    ...(photo && { photo }),
    ...(before?.recipe && { recipe: before.recipe }),
    ...(before?.lowAt !== undefined && { lowAt: before.lowAt }),
  });

  function stationOf({ cells: row }: Request): Result<Product['stationId']> {
    const name = row.get('station');
    if (name === undefined) return ok(before?.stationId ?? null);
    if (name === '') return ok(null);
    const found = menu.stations.find((each) => each.name.toLowerCase() === name.toLowerCase());
    return found ? ok(found.id) : refuse('noStation', `the branch has no station "${name}"`);
  }

  function taxesOf({ cells: row }: Request): Result<Product['taxIds']> {
    const cell = row.get('taxes');
    if (cell === undefined) return ok(before?.taxIds ?? []);
    const ids: Product['taxIds'] = [];
    for (const name of cell
      .split(';')
      .map((each) => each.trim())
      .filter(Boolean)) {
      const tax = menu.taxes.find((each) => each.name.toLowerCase() === name.toLowerCase());
      if (!tax) return refuse('noTax', `the branch has no tax "${name}"`);
      ids.push(tax.id);
    }
    return ok(ids);
  }

  /** A choice keeps its id as long as it keeps its name, so that open orders and stock know it again. */
  function optionsOf({ cells: row }: Request): Result<Product['options']> {
    const cell = row.get('options');
    if (cell === undefined) return ok(before?.options ?? []);
    const groups = parseGroups(cell, branch.currency);
    if (!groups.ok) return refuse('badOptions', `options: ${groups.message}`);
    return ok(
      groups.value.map(({ name, min, max, items }) => {
        const known = before?.options.find((group) => group.name === name)?.choices;
        return {
          name,
          min,
          max,
          choices: items.map((item) => ({
            id:
              known?.find((choice) => choice.name === item.name)?.id ??
              newId(() => uuidFrom(`${id} choice ${name} ${item.name}`)),
            name: item.name,
            price: item.price,
            ...(item.isDefault && { isDefault: true as const }),
          })),
        };
      }),
    );
  }

  function comboOf({ cells: row, codes }: Request): Result<NonNullable<Product['combo']>> {
    const cell = row.get('set');
    if (cell === undefined) return ok(before?.combo ?? []);
    const groups = parseGroups(cell, branch.currency);
    if (!groups.ok) return refuse('badSet', `set: ${groups.message}`);
    const courses: NonNullable<Product['combo']> = [];
    for (const { name, min, max, items } of groups.value) {
      const parts = [];
      for (const item of items) {
        const part =
          codes.get(item.name) ??
          menu.products.find((each) => each.sku === item.name || each.id === item.name)?.id;
        if (!part) return refuse('noPart', `set: nothing on the menu has the sku "${item.name}"`);
        parts.push({ productId: part, price: item.price });
      }
      courses.push({ name, min, max, parts });
    }
    return ok(courses);
  }
}

function isYes(cell: string | undefined): boolean {
  return /^(yes|y|true|1|হ্যাঁ)$/i.test(cell ?? '');
}

/** Thousandths; null: none; NaN: not a weight. */
function tareOf(cell: string): number | null {
  if (cell === '') return null;
  return /^\d{1,4}(\.\d{1,3})?$/.test(cell) ? Math.round(Number(cell) * thousand) : Number.NaN;
}
