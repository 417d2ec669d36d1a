import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leftOf, recompute } from '../../src/domain/bill.ts';
import type { ChargeRule } from '../../src/domain/charge.ts';
import type { Order } from '../../src/domain/order.ts';
import type { LeftLine, WantedPart } from '../../src/domain/part.ts';
import { allThatIsLeft, type Refund } from '../../src/domain/refund.ts';
import { remainderOf } from '../../src/domain/remainder.ts';
import { decideSale, differenceOf, type Sale } from '../../src/domain/sale.ts';
import { addUp, dueOf, orderTotals, sumTaxes, type TaxAmount } from '../../src/domain/totals.ts';
import { allocate, money, sum } from '../../src/values/money.ts';
import { quantity, sumQuantities } from '../../src/values/quantity.ts';
import { percent } from '../../src/values/tax-rate.ts';
import { charges, orders } from '../arbitraries.ts';
import {
  branch,
  idOf,
  lineOf,
  orderOf,
  refundOf,
  saleOf,
  saleRequest,
  service,
  tender,
  vat,
} from '../making.ts';

const cash = tender('cash', 10 ** 12);
const tenPercent: ChargeRule = { name: 'Service', rate: percent(10), taxed: true, orderTypes: ['dineIn'] };

test('[M5] an order discount and a service charge are spread over the lines to the unit', () => {
  fc.assert(
    fc.property(orders, charges, (order, rules) => {
      const totals = orderTotals(order, { charges: rules });
      const before = sum(totals.lines.map((line) => money(line.total + line.orderDiscount)));
      expect(sum(totals.lines.map((line) => line.orderDiscount))).toBe(totals.discount);
      expect(totals.discount).toBeLessThanOrEqual(before);
      expect(totals.subtotal + totals.discount).toBe(before);
      expect(sum(totals.lines.map((line) => line.charge))).toBe(totals.charge);
      expect(sum(totals.lines.map(dueOf))).toBe(totals.total);
      for (const line of totals.lines) {
        expect(line.total).toBeGreaterThanOrEqual(0);
        expect(line.orderDiscount).toBeGreaterThanOrEqual(0);
      }
    }),
  );
});

test('[M5] a third off three dishes: the first takes the unit that cannot be split', () => {
  const order = orderOf([lineOf('a'), lineOf('b'), lineOf('c')], {
    discount: { kind: 'amount', amount: money(1_000) },
  });
  expect(orderTotals(order, {}).lines.map((line) => line.orderDiscount)).toEqual([334, 333, 333]);
});

test('[M7] the service charge counts by order type and party, is taxed if the branch says so, and can be taken off', () => {
  const dish = lineOf('tikka', { taxes: [lineTax(vat), lineTax(service)] });
  const total = (order: Partial<Order>, rule: Partial<ChargeRule> = {}) =>
    orderTotals(orderOf([dish], order), { charges: [{ ...tenPercent, ...rule }] });
  // 110.00 with 5 % inside: 104.76 net, and 10 % of that on top.
  expect(total({})).toMatchObject({ charge: 1_000, total: 11_000 + 1_048, subtotal: 10_000 });
  expect(total({}, { taxed: false })).toMatchObject({ charge: 1_000, total: 11_000 + 952 });
  expect(total({ type: 'takeaway' })).toMatchObject({ charge: 0, total: 10_952 });
  expect(total({ guests: 7 }, { minGuests: 8 }).charge).toBe(0);
  expect(total({ guests: 8 }, { minGuests: 8 }).charge).toBe(1_000);
  expect(total({ chargeRemoved: { reason: 'waited long', staffId: idOf('staff') } }).charge).toBe(0);
});

test('[M12] a discounted and charged sale recomputes from its own snapshot to the same figures', () => {
  fc.assert(
    fc.property(orders, charges, (order, rules) => {
      const made = saleOf(order, [cash], { branch: { ...branch, charges: rules } });
      const stored: Sale = JSON.parse(JSON.stringify(made));
      expect(differenceOf(stored)).toBeNull();
      expect(made.total).toBe(orderTotals(order, { charges: rules }).total);
    }),
  );
});

test('[M10] parts of a bill, measured in any way and any order, sum to the whole in every figure', () => {
  fc.assert(
    fc.property(orders, charges, fc.infiniteStream(fc.nat()), (order, rules, dice) => {
      const home = { ...branch, charges: rules };
      const whole = orderTotals(order, home);
      const parts = payInParts(order, home, dice);
      const pieces = parts.flatMap((sale) => recompute(sale).lines);
      const all = addUp(pieces);
      expect([all.total, all.subtotal, all.discount, all.charge]).toEqual([
        whole.total,
        whole.subtotal,
        whole.discount,
        whole.charge,
      ]);
      expect(sum(parts.map(({ total }) => total))).toBe(whole.total);
      expect(ofTaxes(sumTaxes(parts.flatMap(({ taxes }) => taxes)))).toEqual(ofTaxes(whole.taxes));
      order.lines.forEach((line, index) => {
        const ofLine = parts.flatMap((sale) => sale.lines.filter(({ id }) => id === line.id));
        expect(sumQuantities(ofLine.map((each) => each.quantity))).toBe(line.quantity);
        expect(sum(ofLine.map((each) => each.total))).toBe(whole.lines[index]?.total);
        expect(sum(ofLine.map((each) => each.discountAmount))).toBe(whole.lines[index]?.discount);
      });
      for (const sale of parts) {
        const stored: Sale = JSON.parse(JSON.stringify(sale));
        expect(differenceOf(stored)).toBeNull();
        for (const line of sale.lines)
          expect(Math.min(line.quantity, line.total, line.discountAmount)).toBeGreaterThanOrEqual(0);
        for (const tax of sale.taxes) expect(Math.min(tax.base, tax.amount)).toBeGreaterThanOrEqual(0);
      }
    }),
    { numRuns: 300 },
  );
});

test('[M10] equal parts differ by a unit at most', () => {
  fc.assert(
    fc.property(orders, charges, fc.integer({ min: 2, max: 20 }), (order, rules, count) => {
      const home = { ...branch, charges: rules };
      const { total } = orderTotals(order, home);
      fc.pre(total >= count);
      const parts: Sale[] = [];
      for (const amount of allocate(
        total,
        Array.from({ length: count }, () => 1),
      ))
        parts.push(partOf(order, home, parts, { by: 'amount', amount }));
      const totals = parts.map((sale) => sale.total);
      expect(sum(totals)).toBe(total);
      expect(Math.max(...totals) - Math.min(...totals)).toBeLessThanOrEqual(1);
      expect(leftOf(order, home, parts).left).toEqual([]);
    }),
  );
});

test('[M10] a dish of 100.00 shared by three in thirds is paid by 33.34, 33.33 and 33.33', () => {
  const order = orderOf([lineOf('pizza')]);
  const parts: Sale[] = [];
  for (const share of [334, 333, 333])
    parts.push(partOf(order, branch, parts, { by: 'lines', lines: [{ lineId: idOf('line pizza'), quantity: quantity(share) }] })); // prettier-ignore
  expect(sum(parts.map(({ total }) => total))).toBe(10_000);
  expect(parts.map(({ part }) => part?.number)).toEqual([1, 2, 3]);
});

test.each([
  [
    'more of an item than is left',
    { by: 'lines', lines: [{ lineId: lineOf('a').id, quantity: quantity(2_000) }] },
    'tooMuch',
  ],
  [
    'an item that is not there',
    { by: 'lines', lines: [{ lineId: lineOf('b').id, quantity: quantity(1) }] },
    'tooMuch',
  ],
  ['more than the bill', { by: 'amount', amount: money(10_001) }, 'tooMuch'],
  ['nothing', { by: 'amount', amount: money(0) }, 'nothingToPay'],
  ['no items', { by: 'lines', lines: [] }, 'nothingToPay'],
] as const)('[M10] a part of %s is refused', (_, part, code) => {
  expect(decideSale(saleRequest(orderOf([lineOf('a')]), [cash], { part }))).toMatchObject({
    ok: false,
    code,
  });
});

test('[M11] whatever was discounted, charged and split goes back piece by piece to exactly what was paid', () => {
  fc.assert(
    fc.property(orders, charges, fc.infiniteStream(fc.nat()), (order, rules, dice) => {
      for (const sale of payInParts(order, { ...branch, charges: rules }, dice)) {
        if (sale.total === 0) continue;
        const refunds: Refund[] = [];
        for (const line of sale.lines) {
          const left = remainderOf(sale, refunds).lines.find(({ lineId }) => lineId === line.id);
          const amount = money(Math.floor((left?.amount ?? 0) / 3));
          if (amount > 0)
            refunds.push(refundOf(sale, { earlier: [...refunds], lines: [{ lineId: line.id, quantity: quantity(0), amount, restock: false }] })); // prettier-ignore
        }
        refunds.push(refundOf(sale, { earlier: [...refunds] }));
        expect(sum(refunds.map(({ total }) => total))).toBe(sale.total);
        expect(ofTaxes(sumTaxes(refunds.flatMap(({ taxes }) => taxes)))).toEqual(ofTaxes(sale.taxes));
        const charged = refunds.flatMap(({ lines }) => lines.map((line) => line.chargeAmount ?? money(0)));
        expect(sum(charged)).toBe(sale.charge?.amount ?? 0);
        expect(allThatIsLeft(remainderOf(sale, refunds), true)).toEqual([]);
      }
    }),
    { numRuns: 150 },
  );
});

/** Pays an order in up to five parts: some of its items, or some money, and all of the rest at last. */
function payInParts(order: Order, home: typeof branch, dice: Iterator<number>): Sale[] {
  const roll = (most: number): number => (most < 1 ? 0 : (dice.next().value ?? 0) % (most + 1));
  const parts: Sale[] = [];
  for (let tries = roll(4); tries > 0; tries -= 1) {
    const { left } = leftOf(order, home, parts);
    const wanted = wantedOf(left, roll);
    const decided =
      wanted && decideSale(saleRequest(order, [cash], { branch: home, earlier: parts, part: wanted }));
    if (decided?.ok) parts.push(decided.value);
  }
  if (parts.length === 0 || leftOf(order, home, parts).left.length > 0)
    parts.push(partOf(order, home, parts));
  return parts;
}

function wantedOf(left: readonly LeftLine[], roll: (most: number) => number): WantedPart {
  if (roll(1) === 0) return { by: 'amount', amount: money(roll(sum(left.map((line) => dueOf(line.left))))) };
  const some = left.filter(() => roll(2) > 0);
  return {
    by: 'lines',
    lines: some.map(({ lineId, left: of }) => ({ lineId, quantity: quantity(roll(of.quantity)) })),
  };
}

function partOf(order: Order, home: typeof branch, earlier: readonly Sale[], part?: WantedPart): Sale {
  return saleOf(order, [cash], { branch: home, earlier, part });
}

function ofTaxes(taxes: readonly TaxAmount[]): unknown {
  return taxes
    .filter(({ base, amount }) => base !== 0 || amount !== 0)
    .map(({ taxId, rate, inclusive, base, amount }) => `${taxId} ${rate} ${inclusive} ${base} ${amount}`)
    .toSorted();
}

function lineTax({ id, name, rate, inclusive }: typeof vat): Order['lines'][number]['taxes'][number] {
  return { taxId: id, name, rate, inclusive };
}
