import { expect, test } from 'vitest';
import { lintMenu } from '../../src/domain/lint-menu.ts';
import type { Product } from '../../src/domain/menu.ts';
import { money } from '../../src/values/money.ts';
import { bar, grill, idOf, mains, tikka, vat } from '../making.ts';

const part = { name: 'Main', min: 1, max: 1, parts: [{ productId: tikka.id, price: money(0) }] };

function lint(...products: readonly Product[]) {
  const found = lintMenu({ categories: [mains], taxes: [vat], stations: [grill, bar], products });
  return products.map(({ id }) => found.get(id) ?? []);
}

test.each([
  ['all is well', {}, []],
  ['no tax', { taxIds: [] }, ['noTax']],
  ['a tax that is gone', { taxIds: [idOf('gone')] }, ['noTax']],
  ['no price', { price: money(0) }, ['noPrice']],
  ['a price that is said at the till', { price: money(0), openPrice: true }, []],
  ['no station', { stationId: null }, ['noStation']],
  ['a category that is gone', { categoryId: idOf('gone') }, ['noCategory']],
  ['nothing of it is sold', { active: false, taxIds: [], stationId: null }, []],
] as const satisfies readonly (readonly [string, Partial<Product>, readonly string[]])[])(
  'a product where %s',
  (_what, changes, findings) => {
    expect(lint({ ...tikka, ...changes } as Product)).toEqual([findings]); // some lists are readonly here
  },
);

test('two products with one code, whatever its letters', () => {
  const twin = { ...tikka, id: idOf<Product['id']>('twin'), sku: null, barcode: 'tk-1' };
  expect(lint(tikka, twin)).toEqual([['codeTwice'], ['codeTwice']]);
});

test('a set needs no tax and no station of its own, but each course something that is sold', () => {
  const set = {
    ...tikka,
    id: idOf<Product['id']>('set'),
    sku: null,
    taxIds: [],
    stationId: null,
    combo: [part],
  };
  expect(lint(tikka, set)).toEqual([[], []]);
  expect(lint({ ...tikka, active: false }, set)).toEqual([[], ['noPart']]);
});
