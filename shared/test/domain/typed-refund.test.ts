import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Refund, refundDifferenceOf, refundHashOf, refundSchema } from '../../src/domain/refund.ts';
import { excessOf, moneyLeft, remainderOf } from '../../src/domain/remainder.ts';
import { decideTypedRefund, refundedIdsOf, type TypedRefundRequest } from '../../src/domain/typed-refund.ts';
import { noHash } from '../../src/values/hash.ts';
import { newId, uuidv7 } from '../../src/values/ids.ts';
import { money, sum } from '../../src/values/money.ts';
import { pieces } from '../../src/values/quantity.ts';
import { readReceiptNumber } from '../../src/wire/receipt-search.ts';
import { lines } from '../arbitraries.ts';
import { branch, idOf, lineOf, noon, orderOf, refundOf, saleOf, shift, tender, vat } from '../making.ts';

const tax = { taxId: vat.id, name: vat.name, rate: vat.rate, inclusive: true };
const plates = lineOf('plate', { quantity: pieces(3), taxes: [tax] });
const sale = saleOf(orderOf([plates, lineOf('tea')]), [tender('card', 10_000), tender('cash', 30_000)]);

function request(amount: number, changes: Partial<TypedRefundRequest> = {}): TypedRefundRequest {
  return {
    id: newId(() => uuidv7()),
    branch,
    saleReceiptNumber: sale.receiptNumber,
    lines: [{ name: 'Plate', amount: money(amount) }],
    tender: { kind: 'cash', reference: null },
    reason: 'cold',
    shift,
    staff: { id: idOf('staff'), name: 'Rahim' },
    receiptNumber: 'T2-000009',
    previousHash: noHash,
    refundedAt: noon,
    ids: () => uuidv7(),
    ...changes,
  };
}

function typedOf(amount: number, changes: Partial<TypedRefundRequest> = {}): Refund {
  const decided = decideTypedRefund(request(amount, changes));
  if (!decided.ok) throw new Error(decided.message);
  return decided.value;
}

test('[S17] [M7] a refund that was typed from paper is whole by itself: its own sums, rounded as cash is, under an id that follows from the number', () => {
  const refund = typedOf(1_030, {
    lines: [
      { name: ' ', amount: money(1_000) },
      { name: 'Tea', amount: money(30) },
    ],
  });
  expect(refund).toMatchObject({ total: 1_030, rounding: -30, typed: true, taxes: [] });
  expect(refund.lines.map(({ name }) => name)).toEqual([sale.receiptNumber, 'Tea']);
  expect(refund.tenders).toMatchObject([{ kind: 'cash', amount: 1_000 }]);
  expect(refundDifferenceOf(refund)).toBeNull();
  expect(refundHashOf(refund)).toBe(refund.hash);
  expect(refundSchema.parse(JSON.parse(JSON.stringify(refund)))).toEqual(refund);
  expect(refundedIdsOf(branch.id, sale)).toContain(refund.saleId);
  expect(refundedIdsOf(idOf('another branch'), sale)).not.toContain(refund.saleId);
});

test.each([
  ['noReason', { reason: ' ' }],
  ['nothingToRefund', { lines: [] }],
  ['nothingToRefund', { lines: [{ name: 'Tea', amount: money(0) }] }],
] as const)('[S17] what is typed from paper is refused with %s where it says nothing', (code, changes) => {
  expect(decideTypedRefund(request(100, changes))).toMatchObject({ ok: false, code });
});

test('[M11] what was typed is taken from all that was left of the sale, and the rest of it can still be given back', () => {
  const typed = typedOf(12_000);
  const left = remainderOf(sale, [typed]);
  expect(moneyLeft(left)).toBe(sale.total - 12_000);
  // It went back in cash, so the cash is what is less.
  expect(left.tenders.map(({ kind, amount }) => [kind, amount])).toEqual([
    ['card', 10_000],
    ['cash', 18_000],
  ]);
  const rest = refundOf(sale, { earlier: [typed] });
  expect(rest.total).toBe(sale.total - 12_000);
  expect(moneyLeft(remainderOf(sale, [typed, rest]))).toBe(0);
  expect(excessOf(sale, [typed], rest)).toBeNull();
});

test('[S17] too much, and the same paper twice, is told with its figures, whichever of both came first', () => {
  expect(excessOf(sale, [], typedOf(sale.total))).toBeNull();
  expect(excessOf(sale, [], typedOf(sale.total + 500))).toMatchObject({ names: ['Plate'], amount: 500 });
  const [one, two] = [typedOf(30_000), typedOf(30_000)];
  expect(excessOf(sale, [one], two)).toMatchObject({ amount: 20_000 });
  expect(excessOf(sale, [refundOf(sale)], one)).toMatchObject({ amount: 30_000 });
  expect(excessOf(sale, [one], refundOf(sale))).toMatchObject({ amount: 30_000 });
});

test('[M11] whatever was typed before, what is left is never below nothing, and it and its taxes can be given back to the unit', () => {
  const amounts = fc.array(fc.integer({ min: 1, max: 50_000 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(lines, amounts, (all, typed) => {
      const sold = saleOf(orderOf(all), [tender('cash', 10 ** 12)]);
      const refunds = typed.map((amount) => typedOf(amount));
      const left = moneyLeft(remainderOf(sold, refunds));
      expect(left).toBe(Math.max(0, sold.total - sum(refunds.map(({ total }) => total))));
      if (left === 0) return;
      const rest = refundOf(sold, { earlier: refunds });
      expect(rest.total).toBe(left);
      expect(moneyLeft(remainderOf(sold, [...refunds, rest]))).toBe(0);
    }),
  );
});

test('[S17] a number is read as it stands on paper, however carelessly it was typed', () => {
  expect(readReceiptNumber(' t1-42 ')).toBe('T1-000042');
  expect(readReceiptNumber('T1.2-000007')).toBe('T1.2-000007');
  expect(readReceiptNumber('biryani')).toBeNull();
});
