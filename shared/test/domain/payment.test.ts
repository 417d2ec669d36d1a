import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paymentsOf, settle, type Tender, tenderSchema } from '../../src/domain/payment.ts';
import { money, roundToStep, sum } from '../../src/values/money.ts';
import { price } from '../arbitraries.ts';
import { idOf, noon, tender } from '../making.ts';

const step = fc.constantFrom(1, 5, 10, 100);
const tenders = fc
  .array(
    fc.record({
      kind: fc.constantFrom('cash' as const, 'card' as const, 'wallet' as const),
      amount: fc.nat(9_999),
    }),
    { maxLength: 4 },
  )
  .map((all) => all.map(({ kind, amount }, index) => tender(kind, amount + 1, `${index}`)));
const total = fc.nat(30_000).map(money);

const settled: readonly (readonly [string, number, Tender[], number, number, number])[] = [
  ['exact cash', 10_000, [tender('cash', 10_000)], 1, 0, 0],
  ['more cash than due', 10_000, [tender('cash', 50_000)], 1, 0, 40_000],
  ['cash rounded down', 10_002, [tender('cash', 10_000)], 5, -2, 0],
  ['cash rounded up', 10_003, [tender('cash', 10_005)], 5, 2, 0],
  ['a card is never rounded', 10_003, [tender('card', 10_003)], 5, 0, 0],
  ['only the cash part is rounded', 10_003, [tender('card', 5_001), tender('cash', 5_000)], 5, -2, 0],
  ['two sorts and change', 294_838, [tender('card', 100_000), tender('cash', 200_000)], 5, 2, 5_160],
  ['cash beside a card that took all', 10_003, [tender('card', 10_003), tender('cash', 500)], 5, 0, 500],
  ['nothing due and nothing given', 0, [], 5, 0, 0],
  ['nothing due and cash given', 0, [tender('cash', 500)], 5, 0, 500],
  ['a card that leaves less than a coin', 10_002, [tender('card', 10_000)], 5, -2, 0],
  ['a part of a bill that no coin pays', 2, [], 5, -2, 0],
  ['card and wallet', 10_000, [tender('card', 4_000), tender('wallet', 6_000)], 100, 0, 0],
];

test.each(settled)('[M7] %s', (_, due, given, cashStep, rounding, change) => {
  expect(settle(money(due), given, cashStep)).toEqual({ ok: true, value: { rounding, change } });
});

const refused: readonly (readonly [string, number, Tender[], string])[] = [
  ['too little cash', 10_000, [tender('cash', 9_999)], 'notEnough'],
  ['nothing', 10_000, [], 'notEnough'],
  ['a card short by half a coin', 10_003, [tender('card', 10_000)], 'notEnough'],
  ['a card above the total, for change is cash only', 10_000, [tender('card', 10_001)], 'tooMuch'],
  ['card and wallet above the total', 10_000, [tender('card', 9_000), tender('wallet', 1_001)], 'tooMuch'],
  ['a card where nothing is due', 0, [tender('card', 1)], 'tooMuch'],
];

test.each(refused)('[M7] %s does not settle it', (_, due, given, code) => {
  expect(settle(money(due), given, 5)).toMatchObject({
    ok: false,
    code,
    message: expect.stringMatching(/\w/),
  });
});

test('[M7] whatever settles: total + rounding = tenders - change, change from cash, rounding within half a step', () => {
  fc.assert(
    fc.property(total, tenders, step, (due, given, cashStep) => {
      const settlement = settle(due, given, cashStep);
      fc.pre(settlement.ok);
      const { rounding, change } = settlement.value;
      const cash = sumOf(given.filter((each) => each.kind === 'cash'));
      expect(due + rounding).toBe(sumOf(given) - change);
      expect(change).toBeGreaterThanOrEqual(0);
      expect(change).toBeLessThanOrEqual(cash);
      expect(Math.abs(rounding) * 2).toBeLessThanOrEqual(cashStep);
      // Without cash nothing is rounded but what is less than a coin, and that only away.
      if (cash === 0) expect(rounding).toBeLessThanOrEqual(0);
      // What stays in the drawer is payable in coins.
      if (cash > 0) expect((cash - change) % cashStep).toBe(0);
    }),
    { numRuns: 1_000 },
  );
});

test('[M7] it is refused exactly when cards exceed the total or the rounded rest is not covered', () => {
  fc.assert(
    fc.property(total, tenders, step, (due, given, cashStep) => {
      const cash = sumOf(given.filter((each) => each.kind === 'cash'));
      const other = sumOf(given) - cash;
      const rest = roundToStep(money(due - other), cashStep);
      const code = other > due ? 'tooMuch' : cash < rest ? 'notEnough' : undefined;
      const settlement = settle(due, given, cashStep);
      expect(settlement.ok ? undefined : settlement.code).toBe(code);
    }),
  );
});

test('[M7] the payments sum to what was kept; only cash gives change, none gives more than it is', () => {
  fc.assert(
    fc.property(tenders, fc.nat(40_000), (given, wanted) => {
      const change = money(Math.min(wanted, sumOf(given.filter((each) => each.kind === 'cash'))));
      const payments = paymentsOf({ id: idOf('sale'), tenders: given, change, paidAt: noon });
      expect(payments.map((payment) => payment.tenderId)).toEqual(given.map((each) => each.id));
      expect(sumOf(payments)).toBe(sumOf(given) - change);
      for (const [index, payment] of payments.entries()) {
        expect(payment.amount).toBeGreaterThanOrEqual(0);
        if (payment.kind !== 'cash') expect(payment.amount).toBe(given[index]?.amount);
      }
    }),
  );
});

test('[M7] change leaves the last cash first', () => {
  const given = [tender('cash', 1_000, 'a'), tender('card', 500, 'b'), tender('cash', 300, 'c')];
  const payments = paymentsOf({ id: idOf('sale'), tenders: given, change: money(700), paidAt: noon });
  expect(payments.map((payment) => payment.amount)).toEqual([600, 500, 0]);
});

test.each([
  [{ amount: 0 }, false],
  [{ amount: -1 }, false],
  [{ amount: 0.5 }, false],
  [{ kind: 'cheque' }, false],
  [{ reference: '8N7A6D5F4G' }, true],
  [{ reference: '123456789012' }, true],
  [{ reference: '4111111111111111' }, false],
  [{ reference: '4111-1111-1111-1' }, false],
  [{ reference: 'ab cd' }, false],
  [{ reference: '' }, false],
])('[M7] a tender with %j is one: %s', (change, valid) => {
  expect(tenderSchema.safeParse({ ...tender('card', 100), ...change }).success).toBe(valid);
});

test('[M7] a price of any size is settled by exactly itself in cash', () => {
  fc.assert(
    fc.property(price, (due) => {
      fc.pre(due > 0);
      expect(settle(due, [tender('cash', due)], 1)).toEqual({ ok: true, value: { rounding: 0, change: 0 } });
    }),
  );
});

function sumOf(all: readonly { readonly amount: ReturnType<typeof money> }[]): number {
  return sum(all.map((each) => each.amount));
}
