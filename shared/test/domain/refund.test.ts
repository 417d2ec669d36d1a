import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  allThatIsLeft, decideRefund, formatBack, type Refund, refundDifferenceOf, refundHashOf, refundPaymentsOf, refundSchema,
} from '../../src/domain/refund.ts'; // prettier-ignore
import { excessOf, remainderOf, type WantedLine } from '../../src/domain/remainder.ts';
import { paymentsOf } from '../../src/domain/payment.ts';
import type { Sale } from '../../src/domain/sale.ts';
import { refundMovements } from '../../src/domain/stock.ts';
import { sumTaxes } from '../../src/domain/totals.ts';
import { hashText } from '../../src/values/hash.ts';
import { money, sum } from '../../src/values/money.ts';
import { must } from '../../src/values/must.ts';
import { pieces, quantity } from '../../src/values/quantity.ts';
import { lines } from '../arbitraries.ts';
import { branch, idOf, lineOf, orderOf, refundOf, refundRequest, saleOf, tender, vat } from '../making.ts';

const tax = { taxId: vat.id, name: vat.name, rate: vat.rate, inclusive: true };
const plates = lineOf('plate', { quantity: pieces(3), taxes: [tax] });
const sale = saleOf(orderOf([plates, lineOf('tea')]), [tender('cash', 50_000)]);
const lineId = must(sale.lines[0], 'two lines').id;

function wanted(count: number, changes: Partial<WantedLine> = {}): WantedLine {
  return { lineId, quantity: pieces(count), amount: null, restock: true, ...changes };
}

/** A share of a line that may go back: of its quantity, of its money, or both. */
const share = fc.record({
  line: fc.nat(5),
  quantity: fc.double({ min: 0, max: 1, noNaN: true }),
  amount: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
});
const life = fc.record({
  lines,
  shares: fc.array(share, { maxLength: 8 }),
  card: fc.double({ min: 0, max: 1, noNaN: true }),
  step: fc.constantFrom(1, 5, 100),
});

function saleOfLife({ lines: all, card, step }: typeof life extends fc.Arbitrary<infer L> ? L : never): Sale {
  const order = orderOf(all);
  const changes = { branch: { ...branch, cashStep: step } };
  const { total } = saleOf(order, [tender('cash', 10 ** 12)], changes);
  const onCard = Math.floor(total * card);
  const cards = onCard > 0 ? [tender('card', onCard)] : [];
  return saleOf(order, [...cards, tender('cash', 10 ** 12)], changes);
}

test('[M11] [S17] whatever goes back piece by piece never exceeds what was sold, and all of it leaves exactly nothing', () => {
  fc.assert(
    fc.property(life, (each) => {
      const sold = saleOfLife(each);
      const paid = paymentsOf(sold);
      const refunds: Refund[] = [];
      for (const { line, quantity: part, amount } of each.shares) {
        const left = must(remainderOf(sold, refunds).lines[line % sold.lines.length], 'it has lines');
        const decided = decideRefund(
          refundRequest(sold, {
            earlier: refunds,
            lines: [
              {
                lineId: left.lineId,
                quantity: quantity(Math.floor(left.quantity * part)),
                amount: amount === null ? null : money(Math.floor(left.amount * amount)),
                restock: false,
              },
            ],
          }),
        );
        if (!decided.ok) {
          expect(decided.code).toBe('nothingToRefund');
          continue;
        }
        expect(excessOf(sold, refunds, decided.value)).toBeNull();
        refunds.push(decided.value);
        expect(sum(refunds.flatMap(({ tenders }) => tenders.map(({ amount: back }) => back)))).toBeLessThanOrEqual(
          sum(paid.map(({ amount: came }) => came)),
        ); // prettier-ignore
      }
      const remainder = remainderOf(sold, refunds);
      if (allThatIsLeft(remainder, true).length > 0) refunds.push(refundOf(sold, { earlier: refunds }));
      const after = remainderOf(sold, refunds);
      expect(after.lines.flatMap((left) => [left.quantity, left.amount, ...left.taxes.map((one) => one.amount)])).toEqual(
        after.lines.flatMap((left) => [0, 0, ...left.taxes.map(() => 0)]),
      ); // prettier-ignore
      expect(sum(refunds.map(({ total }) => total))).toBe(sold.total);
      expect(sum(refunds.map(({ rounding }) => rounding))).toBe(sold.rounding);
      const net = sum([...paid, ...refunds.flatMap(refundPaymentsOf)].map((payment) => payment.amount));
      expect(net).toBe(0);
      const taxes = sumTaxes(refunds.flatMap((refund) => refund.taxes));
      const byName = (rows: typeof taxes) =>
        rows.filter((row) => row.base !== 0).map((row) => `${row.name} ${row.rate} ${row.inclusive} ${row.base} ${row.amount}`).toSorted(); // prettier-ignore
      expect(byName(taxes)).toEqual(byName(sold.taxes));
      for (const refund of refunds) {
        expect(refundDifferenceOf(refund)).toBeNull();
        expect(refundSchema.parse(JSON.parse(JSON.stringify(refund)))).toEqual(refund);
      }
    }),
  );
});

test('[M11] a part of a line takes its taxes with it, and its base and taxes are its amount', () => {
  const refund = refundOf(sale, { lines: [wanted(1)] });
  expect(refund).toMatchObject({ total: 10_000, rounding: 0, tenders: [{ kind: 'cash', amount: 10_000 }] });
  const [part] = refund.taxes;
  expect((part?.base ?? 0) + (part?.amount ?? 0)).toBe(10_000);
});

test('[M10] [M11] a share of an item goes back as a share, and a part of what is weighed as a weight', () => {
  const back = (part: number, changes: Parameters<typeof lineOf>[1]) => {
    const sold = saleOf(orderOf([lineOf('cake', changes)]), [tender('cash', 50_000)]);
    const [left] = remainderOf(sold, []).lines;
    const wish = { ...wanted(0), lineId: must(left, 'it has a line').lineId, quantity: quantity(part) };
    return must(refundOf(sold, { lines: [wish] }).lines[0], 'it goes back');
  };
  expect(formatBack(back(333, {}))).toBe('1/3');
  expect(formatBack(back(1000, { quantity: pieces(2) }))).toBe('1');
  expect(formatBack(back(333, { unit: 'kg' }))).toBe('0.333');
  expect(back(1000, {})).not.toHaveProperty('shared'); // the bytes of a plain refund stay what they were
});

test('[M7] [M11] money goes back to cards first, and cash is rounded as at the sale', () => {
  const odd = lineOf('odd', { unitPrice: money(1_030), quantity: pieces(2) });
  const mixed = saleOf(orderOf([odd]), [tender('card', 1_000), tender('cash', 2_000)]); // 60 are rounded up
  expect(mixed.rounding).toBe(40);
  const one = { lineId: odd.id, quantity: pieces(1), amount: null, restock: false };
  const first = refundOf(mixed, { lines: [one] });
  expect(first).toMatchObject({ total: 1_030, rounding: -30, tenders: [{ kind: 'card', amount: 1_000 }] });
  const last = refundOf(mixed, { lines: [one], earlier: [first] });
  expect(last).toMatchObject({ total: 1_030, rounding: 70, tenders: [{ kind: 'cash', amount: 1_100 }] });
});

test.each([
  ['noReason', { reason: ' ' }],
  ['nothingToRefund', { lines: [] }],
  ['nothingToRefund', { lines: [wanted(0)] }],
  ['lineTwice', { lines: [wanted(1), wanted(1)] }],
  ['tooMuch', { lines: [wanted(4)] }],
  ['tooMuch', { lines: [wanted(-1)] }],
  ['tooMuch', { lines: [wanted(0, { amount: money(30_001) })] }],
  ['tooMuch', { lines: [wanted(0, { amount: money(-1) })] }],
  ['tooMuch', { lines: [wanted(1, { lineId: idOf('line of another sale') })] }],
  ['tooMuch', { lines: [wanted(2)], earlier: [refundOf(sale, { lines: [wanted(2)] })] }],
] as const)('[M11] a refund is refused with %s, in words (%j)', (code, changes) => {
  const decided = decideRefund(refundRequest(sale, changes));
  expect(decided).toMatchObject({ ok: false, code, message: expect.stringMatching(/\w/) });
});

test('[S17] what two tills gave back without knowing of each other is told with its figures', () => {
  const part = refundOf(sale, { lines: [wanted(2)] });
  const whole = refundOf(sale);
  expect(excessOf(sale, [part], whole)).toEqual({ names: ['plate'], quantity: 2_000, amount: 20_000 });
  expect(excessOf(sale, [whole, part], whole)).toMatchObject({ names: ['plate', 'tea'], amount: 60_000 });
  const tea = refundOf(sale, { lines: allThatIsLeft(remainderOf(sale, []), false).slice(1) });
  expect(excessOf(sale, [part], tea)).toBeNull(); // another line of the same receipt
  const other = saleOf(orderOf([lineOf('soup')]), [tender('cash', 10_000)]);
  expect(excessOf(other, [], tea)).toMatchObject({ names: ['tea'], quantity: 1_000, amount: 10_000 });
  expect(remainderOf(sale, [part, whole]).lines.map(({ quantity: left }) => left)).toEqual([0, 0]);
});

test('[S3] any changed value of a refund changes its hash', () => {
  const { hash, ...refund } = refundOf(sale);
  expect(refundHashOf(refund)).toBe(hash);
  const changes: Partial<typeof refund>[] = [
    { reason: 'cold' }, { total: money(1) }, { tenders: [] }, { previousHash: hashText('another') },
    { saleReceiptNumber: 'T1-000009' }, { lines: refund.lines.map((line) => ({ ...line, restock: false })) },
  ]; // prettier-ignore
  const links = new Set([hash, ...changes.map((change) => refundHashOf({ ...refund, ...change }))]);
  expect(links.size).toBe(changes.length + 1);
});

test('[M12] a refund whose figures do not add up is told', () => {
  const refund = refundOf(sale);
  expect(refundDifferenceOf({ ...refund, total: money(1) })).toEqual({
    figure: 'total',
    told: 1,
    expected: 40_000,
  });
  expect(refundDifferenceOf({ ...refund, rounding: money(5) })).toMatchObject({
    figure: 'rounding',
    told: 5,
  });
  expect(refundDifferenceOf({ ...refund, taxes: [] })).toMatchObject({ figure: 'taxes', told: 0 });
});

test('[S16] [S17] only what goes back to the shelf moves stock', () => {
  const refund = refundOf(sale);
  expect(refundMovements(refund.lines).get(plates.productId)).toBe(3_000);
  expect(refundMovements(refund.lines.map((line) => ({ ...line, restock: false }))).size).toBe(0);
  expect(refundMovements(refundOf(sale, { lines: [wanted(0, { amount: money(5) })] }).lines).size).toBe(0);
});
