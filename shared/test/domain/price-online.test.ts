import { expect, test } from 'vitest';
import type { Product } from '../../src/domain/menu.ts';
import { maskPhone, onlineRequestSchema, webTillOf } from '../../src/domain/online-order.ts';
import { type OnlineMenu, priceOnline } from '../../src/domain/price-online.ts';
import type { ProductId } from '../../src/values/ids.ts';
import { money } from '../../src/values/money.ts';
import { pieces, type Quantity } from '../../src/values/quantity.ts';
import { instant } from '../../src/values/time.ts';
import { bar, branch, countedIds, idOf, mains, noon, service, tikka, vat } from '../making.ts';

const naan: Product = { ...tikka, id: idOf('Naan'), name: 'Naan', price: money(4_000), options: [] };
const lassi: Product = {
  ...naan,
  id: idOf('Lassi'),
  name: 'Lassi',
  price: money(12_000),
  stationId: bar.id,
  prices: [{ price: money(9_000), from: null, until: null, days: [], start: '17:00', end: '19:00' }],
};
const lunch: Product = {
  ...naan,
  id: idOf('Lunch'),
  name: 'Lunch',
  price: money(15_000),
  combo: [
    { name: 'Bread', min: 1, max: 1, parts: [{ productId: naan.id, price: money(0) }] },
    { name: 'Drink', min: 1, max: 1, parts: [{ productId: lassi.id, price: money(500) }] },
  ],
};
const rice: Product = { ...naan, id: idOf('Rice'), name: 'Rice', unit: 'kg' };
const menu: OnlineMenu = {
  branch,
  products: [tikka, naan, lassi, lunch, rice],
  categories: [mains],
  taxes: [vat, service],
  left: new Map(),
};
type Line = Parameters<typeof priceOnline>[1]['lines'][number];

function line(product: Product, changes: Partial<Line> = {}): Line {
  return { productId: product.id, quantity: 1, choiceIds: [], note: '', ...changes };
}

function price(lines: readonly Line[], total: number, changes: Partial<OnlineMenu> = {}, at = noon) {
  const request = { type: 'takeaway' as const, lines: [...lines], total: money(total), wantedAt: null };
  return priceOnline({ ...menu, ...changes }, request, at, countedIds('online'));
}
const left = (product: Product, count: number): { left: Map<ProductId, Quantity> } => ({
  left: new Map([[product.id, pieces(count)]]),
});

test('[M4] [M6] an online order is priced as a till prices it: options, combos, and only the taxes of its type', () => {
  const priced = price(
    [
      line(tikka, { choiceIds: [idOf('hot'), idOf('cheese')], quantity: 2 }),
      // Noon in UTC is 18:00 in Dhaka: the happy hour of the lassi; the combo has its own price.
      line(lassi),
      line(lunch, { parts: [{ productId: naan.id, choiceIds: [], group: 0 }, { productId: lassi.id, choiceIds: [], group: 1 }] }),
    ],
    2 * 36_000 + 9_000 + 15_500,
  ); // prettier-ignore
  expect(priced).toMatchObject({ ok: true, value: { total: 96_500 } });
  const lines = priced.ok ? priced.value.lines : [];
  expect(lines.map(({ name, taxes }) => [name, taxes.map((tax) => tax.name)])).toEqual([
    ['Chicken tikka', ['VAT']],
    ['Lassi', ['VAT']],
    ['Naan', ['VAT']],
    ['Lassi', ['VAT']],
  ]);
  expect(new Set(lines.map(({ addedBy }) => addedBy))).toEqual(new Set([webTillOf(branch.id)]));
});

test('[M12] another price than the page showed is a refusal that says both', () => {
  const late = instant(Date.parse(noon) + 3600_000 + 1);
  expect(price([line(lassi)], 9_000, {}, late)).toEqual({
    ok: false,
    code: 'priceChanged',
    message: 'This order costs BDT 120.00 now, not 90.00.',
  });
});

test.each([
  ['unknownProduct', [line({ ...naan, id: idOf('Nothing') })], {}],
  ['unknownProduct', [line(naan)], { products: [{ ...naan, active: false }] }],
  ['unknownProduct', [line(rice)], {}],
  ['unknownChoice', [line(naan, { choiceIds: [idOf('hot')] })], {}],
  ['unknownChoice', [line(tikka, { choiceIds: [idOf('hot'), idOf('hot')] })], {}],
  ['choiceMissing', [line(tikka)], {}],
  ['choiceMissing', [line(lunch)], {}],
  ['choiceMissing', [line(naan, { parts: [] })], {}],
  ['tooManyChoices', [line(tikka, { choiceIds: [idOf('hot'), idOf('mild')] })], {}],
  ['soldOut', [line(naan)], left(naan, 0)],
  ['soldOut', [line(naan, { quantity: 2 }), line(naan)], left(naan, 2)],
] as const)('[S14] what cannot be sold is refused with %s', (code, lines, changes) => {
  expect(price([...lines], 4_000, changes)).toMatchObject({ ok: false, code });
});

test('[S14] the last ones of a limited dish are sold', () => {
  expect(price([line(naan, { quantity: 2 })], 8_000, left(naan, 2))).toMatchObject({ ok: true });
});

test('[S14] a request holds no card number, and a delivery has an address', () => {
  const request = {
    type: 'takeaway',
    name: 'Rahim',
    phone: '+880 1711 223344',
    lines: [{ productId: naan.id, quantity: 1 }],
    total: 4_000,
    paymentToken: 'tok_visa_4242',
  };
  const problems = (changes: object) =>
    onlineRequestSchema.safeParse({ ...request, ...changes }).error?.issues.map(({ path }) => path.join('.'));
  expect(problems({})).toBeUndefined();
  expect(problems({ name: 'Rahim 4242 4242 4242 4242' })).toEqual(['name']);
  expect(problems({ paymentToken: '4242424242424242' })).toEqual(['paymentToken', 'paymentToken']);
  expect(problems({ type: 'delivery' })).toEqual(['address']);
  expect(problems({ address: 'House 12, Road 27' })).toEqual(['address']);
  expect(maskPhone(request.phone)).toBe('•••• 3344');
});
