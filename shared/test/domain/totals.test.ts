import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OrderLine } from '../../src/domain/order.ts';
import { totalsOf } from '../../src/domain/totals.ts';
import { money, sum } from '../../src/values/money.ts';
import { pieces, quantity } from '../../src/values/quantity.ts';
import { percent } from '../../src/values/tax-rate.ts';
import { lines } from '../arbitraries.ts';
import { idOf, lineOf } from '../making.ts';

const cases: readonly (readonly [string, Partial<OrderLine>, number, number])[] = [
  ['one piece', {}, 10_000, 0],
  ['three pieces', { quantity: pieces(3) }, 30_000, 0],
  ['1.250 kg of 99.99', { unitPrice: money(9_999), quantity: quantity(1_250) }, 12_499, 0],
  ['options that cost and one that saves', { options: [option(2_500), option(-500)] }, 12_000, 0],
  ['options times the quantity', { options: [option(2_500)], quantity: pieces(2) }, 25_000, 0],
  ['a tenth off', { discount: { kind: 'rate', rate: percent(10) } }, 9_000, 1_000],
  ['a third off, rounded once', { discount: { kind: 'rate', rate: percent(33.33) } }, 6_667, 3_333],
  ['an amount off', { discount: { kind: 'amount', amount: money(1_234) } }, 8_766, 1_234],
  ['more off than it costs', { discount: { kind: 'amount', amount: money(10_001) } }, 0, 10_000],
  ['all of it off', { discount: { kind: 'rate', rate: percent(100) } }, 0, 10_000],
  ['less than nothing off', { discount: { kind: 'amount', amount: money(-5) } }, 10_000, 0],
  ['options that save more than it costs', { options: [option(-10_001)] }, 0, 0],
];

test.each(cases)('[M4] %s', (_, line, total, discount) => {
  expect(totalsOf([lineOf('a', line)])).toMatchObject({
    subtotal: total,
    total,
    lines: [{ total, discount }],
  });
});

test('[M4] no line falls below zero, and a discount never takes more than there is', () => {
  fc.assert(
    fc.property(lines, (all) => {
      totalsOf(all).lines.forEach(({ total, discount }, index) => {
        expect(total).toBeGreaterThanOrEqual(0);
        expect(discount).toBeGreaterThanOrEqual(0);
        expect(total + discount).toBe(grossOf(all[index]));
      });
    }),
  );
});

test('[M7] the total is the lines and the exclusive taxes, to the unit', () => {
  fc.assert(
    fc.property(lines, (all) => {
      const totals = totalsOf(all);
      const onTop = totals.lines.flatMap((line) => line.taxes).filter((tax) => !tax.inclusive);
      expect(totals.subtotal).toBe(sum(totals.lines.map((line) => line.total)));
      expect(totals.total).toBe(totals.subtotal + sum(onTop.map((tax) => tax.amount)));
    }),
  );
});

test('[M7] the order of the lines changes no figure', () => {
  fc.assert(
    fc.property(lines, (all) => {
      const [there, back] = [totalsOf(all), totalsOf(all.toReversed())];
      expect([back.total, back.subtotal]).toEqual([there.total, there.subtotal]);
      expect(new Set(back.taxes.map((tax) => JSON.stringify(tax)))).toEqual(
        new Set(there.taxes.map((tax) => JSON.stringify(tax))),
      );
    }),
  );
});

test('[M9] lines that were stored as JSON come to the same figures', () => {
  fc.assert(
    fc.property(lines, (all) => {
      const stored: OrderLine[] = JSON.parse(JSON.stringify(all));
      expect(totalsOf(stored)).toEqual(totalsOf(all));
    }),
  );
});

test('[M1] an order beyond the safe integers is a bug, not a wrong total', () => {
  const huge = lineOf('gold', { unitPrice: money(Number.MAX_SAFE_INTEGER), quantity: pieces(2) });
  expect(() => totalsOf([huge])).toThrow('beyond the safe integers');
});

function option(price: number): OrderLine['options'][number] {
  return { choiceId: idOf(`choice ${price}`), name: 'Option', price: money(price) };
}

/** The line before its discount, in exact whole numbers. */
function grossOf(line: OrderLine | undefined): number {
  if (!line) return Number.NaN;
  const each = BigInt(line.unitPrice) + line.options.reduce((a, { price }) => a + BigInt(price), 0n);
  if (each <= 0n) return 0;
  return Number((each * BigInt(line.quantity) * 2n + 1_000n) / 2_000n);
}
