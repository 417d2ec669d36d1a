import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Product } from '../../src/domain/menu.ts';
import { type ComboRequest, decideCombo } from '../../src/domain/pricing.ts';
import { totalsOf } from '../../src/domain/totals.ts';
import { money, sum } from '../../src/values/money.ts';
import { pieces } from '../../src/values/quantity.ts';
import { bar, grill, idOf, mains, noon, service, tikka, vat } from '../making.ts';

function part(name: string, price: number, rest: Partial<Product> = {}): Product {
  return { ...tikka, id: idOf(name), name, price: money(price), options: [], ...rest };
}

const naan = part('Naan', 4_000);
const lassi = part('Lassi', 12_000, { stationId: bar.id, taxIds: [] });

function requestOf(price: number, parts: readonly Product[], extras: readonly number[] = []): ComboRequest {
  const combo = parts.map(({ id }, index) => ({
    name: `Course ${index}`,
    min: 1,
    max: 1,
    parts: [{ productId: id, price: money(extras[index] ?? 0) }],
  }));
  return {
    id: idOf('combo'),
    product: part('Lunch', price, { combo }),
    parts: parts.map((product, group) => ({
      id: idOf(`line ${group}`),
      product,
      category: mains,
      choices: [],
      group,
    })),
    taxes: [vat, service],
    orderType: 'takeaway',
    quantity: pieces(1),
    note: '',
    by: idOf('staff'),
    at: noon,
    timeZone: 'Asia/Dhaka',
  };
}

test('[M14] a combo becomes a line a part, each with its own station and taxes, and the price is split by their own', () => {
  const made = decideCombo(requestOf(10_001, [naan, lassi], [0, 500]));
  expect(made).toMatchObject({
    ok: true,
    value: [
      {
        name: 'Naan',
        unitPrice: 2_500,
        stationId: grill.id,
        taxes: [{ name: 'VAT' }],
        combo: { name: 'Lunch' },
      },
      { name: 'Lassi', unitPrice: 7_501 + 500, stationId: bar.id, taxes: [], combo: { name: 'Lunch' } },
    ],
  });
});

test('[M14] whatever the prices, parts, extras and count, the lines sum to the price and its extras to the unit', () => {
  const amount = fc.integer({ min: 0, max: 1_000_000 });
  const parts = fc.array(fc.record({ price: amount, extra: amount }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(amount, parts, fc.integer({ min: 1, max: 99 }), (price, wanted, count) => {
      const products = wanted.map((each, index) => part(`Part ${index}`, each.price));
      const extras = wanted.map((each) => each.extra);
      const made = decideCombo({ ...requestOf(price, products, extras), quantity: pieces(count) });
      if (!made.ok) throw new Error(made.message);
      const whole = money((price + sum(extras.map(money))) * count);
      expect(totalsOf(made.value).subtotal).toBe(whole);
      expect(made.value.every(({ unitPrice }) => unitPrice >= 0)).toBe(true);
    }),
  );
});

test.each([
  ['choiceMissing', { parts: [] }],
  ['choiceMissing', { parts: requestOf(1, [naan]).parts }],
  ['tooManyChoices', { parts: [...requestOf(1, [naan, lassi]).parts, ...requestOf(1, [naan]).parts] }],
  ['unknownChoice', { parts: requestOf(1, [lassi, naan]).parts }],
] as const)(
  '[M14] a combo is refused with %s when its courses are not as the menu has them',
  (code, changes) => {
    expect(decideCombo({ ...requestOf(10_000, [naan, lassi]), ...changes })).toMatchObject({
      ok: false,
      code,
    });
  },
);

test('[M14] a part that needs a choice of its own is refused without it', () => {
  expect(decideCombo(requestOf(10_000, [tikka, lassi]))).toMatchObject({ ok: false, code: 'choiceMissing' });
});
