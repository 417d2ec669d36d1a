import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OrderLine } from '../../src/domain/order.ts';
import { type TaxAmount, totalsOf } from '../../src/domain/totals.ts';
import { money, sum } from '../../src/values/money.ts';
import { million, percent } from '../../src/values/tax-rate.ts';
import { lines } from '../arbitraries.ts';
import { idOf, lineOf } from '../making.ts';

const vat = tax('VAT', 5, true);
const city = tax('City', 2.5, true);
const service = tax('Service', 10, false);
const luxury = tax('Luxury', 7.25, false);

const cases: readonly (readonly [string, OrderLine['taxes'], number, number, number[]])[] = [
  ['no tax', [], 10_000, 10_000, []],
  ['an inclusive tax', [vat], 10_000, 9_524, [476]],
  ['two inclusive taxes, taken out together', [vat, city], 10_000, 9_302, [465, 233]],
  ['an exclusive tax', [service], 11_000, 10_000, [1_000]],
  ['two exclusive taxes, both from the price', [service, luxury], 11_725, 10_000, [1_000, 725]],
  ['mixed taxes, the exclusive one from the base', [vat, service], 10_952, 9_524, [476, 952]],
  ['mixed taxes the other way round', [service, vat], 10_952, 9_524, [952, 476]],
  ['a tax of nothing', [tax('Zero', 0, true)], 10_000, 10_000, [0]],
  ['a tax as high as the price', [tax('All', 100, true)], 10_000, 5_000, [5_000]],
];

test.each(cases)('[M6] a line of 100.00 with %s', (_, taxes, total, base, amounts) => {
  const totals = totalsOf([lineOf('a', { taxes })]);
  expect(totals).toMatchObject({ subtotal: 10_000, total });
  expect(totals.taxes.map((row) => row.amount)).toEqual(amounts);
  for (const row of totals.taxes) expect(row.base).toBe(base);
});

test("[M6] base and inclusive taxes give a line's total to the unit, the base rounded once from the exact one", () => {
  fc.assert(
    fc.property(lines, (all) => {
      totalsOf(all).lines.forEach((line) => {
        const inside = line.taxes.filter((row) => row.inclusive);
        const rate = inside.reduce((a, row) => a + row.rate, 0);
        for (const { base } of line.taxes) {
          expect(base + sum(inside.map((row) => row.amount))).toBe(line.total);
          expect(Math.abs(base * (million + rate) - line.total * million) * 2).toBeLessThanOrEqual(
            million + rate,
          );
        }
      });
    }),
  );
});

test('[M6] an exclusive tax is its rate of the base, rounded half away from zero', () => {
  fc.assert(
    fc.property(lines, (all) => {
      const rows = totalsOf(all).lines.flatMap((line) => line.taxes);
      for (const { base, rate, amount } of rows.filter((row) => !row.inclusive)) {
        expect(amount).toBe(Number((BigInt(base) * BigInt(rate) * 2n + 1_000_000n) / 2_000_000n));
      }
    }),
  );
});

test('[M6] every row of taxes is the sum of that tax at that rate over the lines, and no line tax is left out', () => {
  fc.assert(
    fc.property(lines, (all) => {
      const totals = totalsOf(all);
      const ofLines = totals.lines.flatMap((line) => line.taxes);
      for (const row of totals.taxes) {
        const same = ofLines.filter((each) => keyOf(each) === keyOf(row));
        expect(row.amount).toBe(sum(same.map((each) => each.amount)));
        expect(row.base).toBe(sum(same.map((each) => each.base)));
      }
      expect(new Set(totals.taxes.map(keyOf))).toEqual(new Set(ofLines.map(keyOf)));
      expect(new Set(totals.taxes.map(keyOf)).size).toBe(totals.taxes.length);
    }),
  );
});

test('[M6] a tax whose rate changed between two lines has a row a rate', () => {
  const before = lineOf('before', { taxes: [vat] });
  const after = lineOf('after', { taxes: [{ ...vat, rate: percent(7.5) }] });
  expect(totalsOf([before, after]).taxes).toEqual([
    { ...vat, base: 9_524, amount: 476 },
    { ...vat, rate: 75_000, base: 9_302, amount: 698 },
  ]);
});

test('[M6] a tax that became exclusive between two lines is added for the later one only', () => {
  const before = lineOf('before', { taxes: [vat] });
  const after = lineOf('after', { taxes: [{ ...vat, inclusive: false }] });
  expect(totalsOf([before, after])).toMatchObject({ subtotal: 20_000, total: 20_500 });
});

test('[M6] a tax that stands twice on a line counts twice, stored or not', () => {
  const line = lineOf('twice', { unitPrice: money(101), taxes: [city, city] });
  const stored: OrderLine = JSON.parse(JSON.stringify(line));
  expect(totalsOf([line])).toEqual(totalsOf([stored]));
  expect(totalsOf([line]).taxes).toMatchObject([{ amount: 5 }]);
});

function tax(name: string, rate: number, inclusive: boolean): OrderLine['taxes'][number] {
  return { taxId: idOf(name), name, rate: percent(rate), inclusive };
}

function keyOf(row: TaxAmount): string {
  return JSON.stringify([row.taxId, row.rate, row.inclusive]);
}
