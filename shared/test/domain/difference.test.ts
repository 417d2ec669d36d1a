import fc from 'fast-check';
import { expect, test } from 'vitest';
import { differenceOf, type Sale } from '../../src/domain/sale.ts';
import { money } from '../../src/values/money.ts';
import { percent } from '../../src/values/tax-rate.ts';
import { lines } from '../arbitraries.ts';
import { lineOf, orderOf, saleOf, service, tender, vat } from '../making.ts';

const sale = saleOf(
  orderOf([
    lineOf('naan', { taxes: [lineTax(vat), lineTax(service)] }),
    lineOf('tea', { discount: { kind: 'rate', rate: percent(10) } }),
  ]),
  [tender('card', 5_000), tender('cash', 20_000)],
);

test('[M12] a sale that nobody touched differs in nothing, on any lines and through JSON', () => {
  expect(differenceOf(sale)).toBeNull();
  fc.assert(
    fc.property(lines, (all) => {
      const made = saleOf(orderOf(all), [tender('cash', 10 ** 12)]);
      const stored: Sale = JSON.parse(JSON.stringify(made));
      expect(differenceOf(stored)).toBeNull();
    }),
  );
});

const changes: readonly (readonly [string, Partial<Sale>])[] = [
  ['total', { total: plus(sale.total) }],
  ['total', { lines: sale.lines.map((line) => ({ ...line, unitPrice: plus(line.unitPrice) })) }],
  ['total', { lines: sale.lines.slice(1) }],
  ['total', { total: plus(sale.total), change: money(sale.change - 1) }],
  ['subtotal', { subtotal: plus(sale.subtotal) }],
  [
    'total of line 2',
    { lines: sale.lines.map((line, index) => (index === 1 ? { ...line, total: plus(line.total) } : line)) },
  ],
  [
    'discount of line 2',
    { lines: sale.lines.map((line, index) => (index === 1 ? { ...line, discountAmount: money(0) } : line)) },
  ],
  ['base of tax 1, VAT 5 % inside', { taxes: sale.taxes.map((tax) => ({ ...tax, base: plus(tax.base) })) }],
  ['tax 1, VAT 5 % inside', { taxes: sale.taxes.map((tax) => ({ ...tax, amount: plus(tax.amount) })) }],
  ['base of tax 1, VAT 5 % inside', { taxes: sale.taxes.map((tax) => ({ ...tax, rate: percent(7.5) })) }],
  ['base of tax 2, Service 10 % on top', { taxes: sale.taxes.slice(0, 1) }],
  ['rounding', { rounding: plus(sale.rounding), change: money(sale.change - 1) }],
  ['rounding', { cashStep: 1 }],
  ['change', { change: plus(sale.change) }],
  ['change', { tenders: [tender('card', 5_000), tender('cash', 20_100)] }],
  ['paid', { tenders: [tender('card', 5_000), tender('cash', 5_000)] }],
  ['paid', { tenders: [tender('card', 50_000)] }],
];

test.each(changes)('[M12] a changed figure is found: %s, with both figures', (figure, change) => {
  const difference = differenceOf({ ...sale, ...change });
  expect(difference).toMatchObject({ figure });
  expect(difference?.told).not.toBe(difference?.expected);
});

test('[M12] the total is told as it stands in the sale and as it should be', () => {
  expect(differenceOf({ ...sale, total: money(1) })).toEqual({
    figure: 'total',
    told: 1,
    expected: sale.total,
  });
});

test('[M12] any one figure of any sale that is changed by any amount is found', () => {
  const off = fc.oneof(fc.constantFrom(1, -1), fc.integer({ min: 1, max: 10 ** 9 }));
  fc.assert(
    fc.property(lines, fc.nat(), off, (all, which, by) => {
      const made = saleOf(orderOf(all), [tender('cash', 10 ** 12)]);
      const figures = figuresOf(structuredClone(made));
      const figure = figures[which % figures.length];
      expect(figure && differenceOf(figure(by))).not.toBeNull();
    }),
    { numRuns: 500 },
  );
});

function lineTax({ id, name, rate, inclusive }: typeof vat): Sale['lines'][number]['taxes'][number] {
  return { taxId: id, name, rate, inclusive };
}

function plus(amount: Sale['total'], by: number = 1): Sale['total'] {
  return money(amount + by);
}

/** One function a figure of a sale; each gives the sale with that figure changed. */
function figuresOf(made: Sale): ((by: number) => Sale)[] {
  const heads = ['total', 'subtotal', 'rounding', 'change'] as const;
  const replace = <T>(all: readonly T[], at: number, by: T): T[] => all.with(at, by);
  return [
    ...heads.map((name) => (by: number): Sale => ({ ...made, [name]: plus(made[name], by) })),
    ...made.lines.flatMap((line, at) => [
      (by: number): Sale => ({
        ...made,
        lines: replace(made.lines, at, { ...line, total: plus(line.total, by) }),
      }),
      (by: number): Sale => ({
        ...made,
        lines: replace(made.lines, at, { ...line, discountAmount: plus(line.discountAmount, by) }),
      }),
    ]),
    ...made.taxes.flatMap((tax, at) => [
      (by: number): Sale => ({
        ...made,
        taxes: replace(made.taxes, at, { ...tax, base: plus(tax.base, by) }),
      }),
      (by: number): Sale => ({
        ...made,
        taxes: replace(made.taxes, at, { ...tax, amount: plus(tax.amount, by) }),
      }),
    ]),
  ];
}
