import {
  categoryIdSchema,
  printerIdSchema,
  stationIdSchema,
  taxIdSchema,
  uuidv7,
} from '@galley/shared/values/ids.ts';
import { money } from '@galley/shared/values/money.ts';
import { percent } from '@galley/shared/values/tax-rate.ts';
import type { MenuSave } from '@galley/shared/wire/menu.ts';
import { expect, test } from 'vitest';
import { differencesOf } from '../../src/renderer/office/conflict-notice.tsx';
import { newProduct, type ProductDraft, toDraft } from '../../src/renderer/office/menu/product-draft.ts';
import { productWords } from '../../src/renderer/office/menu/product-words.ts';
import { partWords } from '../../src/renderer/office/part-words.ts';

const id = uuidv7();
const [grill, counter] = [printerIdSchema.parse(uuidv7()), printerIdSchema.parse(uuidv7())];
const nameOf = (printer: string) => (printer === grill ? 'Grill' : 'Counter');
const categoryId = categoryIdSchema.parse(id);
const tax = {
  id: taxIdSchema.parse(id),
  name: 'VAT',
  rate: percent(5),
  inclusive: true,
  orderTypes: ['dineIn' as const],
};
const station = { id: stationIdSchema.parse(id), name: 'Kitchen', printerId: grill };
const head = { id, seen: 1 };

const parts: readonly (readonly [MenuSave, MenuSave, readonly string[]])[] = [
  [{ entity: 'category', ...head, data: { id: categoryId, name: 'Mains', position: 0 } },
   { entity: 'category', ...head, data: { id: categoryId, name: 'Main courses', position: 2 } },
   ['Mains / Main courses', '1 / 3']],
  [{ entity: 'tax', ...head, data: tax },
   { entity: 'tax', ...head, data: { ...tax, rate: percent(7.5), inclusive: false, orderTypes: [] } },
   ['5 % / 7.5 %', '✓ / –', 'Dine-in / ']],
  [{ entity: 'station', ...head, data: station },
   { entity: 'station', ...head, data: { ...station, printerId: counter, backupPrinterIds: [grill] } },
   ['Grill / Counter', ' / Grill']],
]; // prettier-ignore

test.each(parts)(
  '[S14] of two who change a part each sees the other, in words: %j',
  (mine, theirs, words) => {
    const differences = differencesOf(partWords(mine, nameOf), partWords(theirs, nameOf));
    expect(differences.map((each) => `${each.mine} / ${each.theirs}`)).toEqual(words);
    expect(differencesOf(partWords(mine, nameOf), partWords(mine, nameOf))).toEqual([]);
  },
);

test('[S14] of two who change a product each sees everything that the other has changed', () => {
  const before = toDraft(newProduct(categoryId, []), 'BDT');
  const beef = { id: uuidv7(), name: 'Beef', unit: 'kg', kind: 'ingredient', made: false } as const;
  const menu = {
    categories: [{ id: categoryId, name: 'Mains', position: 0, revision: 1, version: 1 }],
    taxes: [{ ...tax, revision: 1, version: 1 }],
    stations: [{ ...station, revision: 1, version: 1 }],
    products: [],
  };
  const choice = { id: uuidv7(), name: 'Extra', price: '50', isDefault: true };
  const theirs: ProductDraft = {
    ...before,
    name: 'Steak', price: '950', sku: 'S-1', barcode: '123', glyph: '🥩', unit: 'kg', lowAt: '3', stationId: station.id,
    taxIds: [tax.id], active: false, stocked: true, openPrice: true, photo: 'ab'.repeat(32),
    prices: [{ price: money(80_000), from: null, until: null, days: [5], start: '17:00', end: '19:00' }],
    options: [{ key: 'a', name: 'Size', min: 0, max: 1, items: [choice] }],
    recipe: {
      lines: [{ key: 'b', productId: beef.id, quantity: '0.2' }],
      makes: '',
      options: { [choice.id]: { add: [{ key: 'c', productId: beef.id, quantity: '0.1' }], without: [] } },
    },
  }; // prettier-ignore
  const items = new Map([[String(beef.id), { ...beef, id: newProduct(categoryId, []).id }]]);
  const words = (draft: ProductDraft) => productWords(draft, menu, items, 'BDT');
  const seen = differencesOf(words(before), words(theirs)).map((each) => each.theirs);
  expect(seen).toEqual([
    'Steak', '950', 'Kitchen', 'S-1', '123', '🥩', '✓ ababab', 'kg', 'VAT', '–', '✓', '✓', '3',
    '0.2 kg Beef; With Extra: 0.1 kg Beef', '800 · Fri · 17:00–19:00', 'Size 0–1: Extra 50 (Picked already)',
  ]); // prettier-ignore
});
