import type { Product } from '@galley/shared/domain/menu.ts';
import { uuidFrom } from '@galley/shared/values/ids.ts';
import { money } from '@galley/shared/values/money.ts';
import { bar, kitchen, mains, vat } from './world.ts';

/** An id of whatever kind is wanted, always the same for a name. */
function named<T extends string>(name: string): T {
  return uuidFrom(name) as T; // a UUID is a valid id of any kind
}

function product(name: string, price: number, rest: Partial<Product> = {}): Product {
  return {
    id: named(name),
    name,
    sku: null,
    barcode: null,
    categoryId: mains.id,
    price: money(price),
    taxIds: [vat.id],
    stationId: kitchen.id,
    options: [],
    glyph: null,
    stocked: false,
    active: true,
    ...rest,
  };
}

const heat = {
  name: 'Heat',
  min: 1,
  max: 1,
  choices: ['Mild', 'Hot'].map((name) => ({ id: named<never>(name), name, price: money(0) })),
};

export const tikka = product('Chicken tikka', 32_000, { options: [heat] });
export const borhani = product('Borhani', 9_000, { stationId: bar.id });
export const sweets = product('Sweets by weight', 60_000, { unit: 'kg', sku: '04711' });
export const cake = product('Cake to order', 0, { openPrice: true, sku: 'CAKE' });
/** Its parts are made at two stations. */
export const lunch = product('Lunch set', 35_000, {
  stationId: null,
  combo: [
    { name: 'Main', min: 1, max: 1, parts: [{ productId: tikka.id, price: money(4_000) }] },
    { name: 'Drink', min: 1, max: 1, parts: [{ productId: borhani.id, price: money(0) }] },
  ],
});
