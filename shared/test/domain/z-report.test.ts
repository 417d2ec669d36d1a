import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addendumOf } from '../../src/domain/addendum.ts';
import type { CashMovement, DrawerKind } from '../../src/domain/cash-movement.ts';
import { paymentsOf } from '../../src/domain/payment.ts';
import { missingFrom, receiptRangesOf } from '../../src/domain/receipt-range.ts';
import { type Refund, refundPaymentsOf } from '../../src/domain/refund.ts';
import type { Sale } from '../../src/domain/sale.ts';
import { expectedCash, figuresDifferenceOf, figuresOf } from '../../src/domain/shift-figures.ts';
import { breaksOf, verifyZChains } from '../../src/domain/z-chain.ts';
import { decideZ, zHashOf, type ZReport, zReportSchema } from '../../src/domain/z-report.ts';
import { denominationsOf } from '../../src/values/denominations.ts';
import { newId, uuidv7 } from '../../src/values/ids.ts';
import { money, sum } from '../../src/values/money.ts';
import { must } from '../../src/values/must.ts';
import { lines } from '../arbitraries.ts';
import {
  branch,
  idOf,
  lineOf,
  movementOf,
  orderOf,
  refundOf,
  saleOf,
  shift,
  tender,
  zOf,
  zRequest,
} from '../making.ts';

const people = ['Rahim', 'Karim', 'Nusrat'];
const deed = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('sell' as const), lines, card: fc.double({ min: 0, max: 1, noNaN: true }), given: fc.nat(100_000), by: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('refund' as const), pick: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('move' as const), kind: fc.constantFrom<DrawerKind>('in', 'out', 'drop', 'noSale'), amount: fc.integer({ min: 1, max: 500_000 }) }) },
); // prettier-ignore
const life = fc.record({ deeds: fc.array(deed, { maxLength: 15 }), step: fc.constantFrom(1, 5, 100) });
type Life = typeof life extends fc.Arbitrary<infer L> ? L : never;

/** What a till records in such a life: numbers dense, every refund of a sale that has something left. */
function liveOut({ deeds, step }: Life) {
  const [sales, refunds, movements]: [Sale[], Refund[], CashMovement[]] = [[], [], []];
  let receipts = 0;
  const receiptNumber = () => `T1-${String((receipts += 1)).padStart(6, '0')}`;
  for (const [index, each] of deeds.entries()) {
    if (each.do === 'move') movements.push(movementOf(each.kind, each.amount, `${index}`));
    if (each.do === 'sell') {
      const order = orderOf(each.lines);
      const here = { branch: { ...branch, cashStep: step } };
      const { total } = saleOf(order, [tender('cash', 10 ** 12)], here);
      const onCard = Math.floor(total * each.card);
      const cash = tender('cash', total - onCard + each.given + step);
      const name = must(people[each.by], 'three people');
      sales.push(
        saleOf(order, [...(onCard > 0 ? [tender('card', onCard)] : []), cash], {
          ...here,
          id: newId(uuidv7),
          receiptNumber: receiptNumber(),
          staff: { id: idOf(name), name },
        }),
      );
    }
    const sale = each.do === 'refund' ? sales[each.pick % Math.max(sales.length, 1)] : undefined;
    if (sale && sale.total > 0 && !refunds.some(({ saleId }) => saleId === sale.id))
      refunds.push(refundOf(sale, { id: newId(uuidv7), receiptNumber: receiptNumber() }));
  }
  return { sales, refunds, movements };
}

test('[M13] whatever is sold, given back and moved, a Z says exactly what was recorded, and its ways of saying it agree', () => {
  fc.assert(
    fc.property(life, (each) => {
      const records = liveOut(each);
      const { sales, refunds, movements } = records;
      const figures = figuresOf(records);
      // Against sums of its own, made from the records themselves.
      const payments = [...sales.flatMap(paymentsOf), ...refunds.flatMap(refundPaymentsOf)];
      const kept = sum(payments.map(({ amount }) => amount));
      const tenders = figures.tenders.flatMap(({ sold, refunded }) => [
        sold.total,
        money(0 - refunded.total),
      ]);
      expect(sum(tenders)).toBe(kept);
      expect(
        figures.sales.total + figures.sales.rounding - figures.refunds.total - figures.refunds.rounding,
      ).toBe(kept);
      expect(sum(figures.staff.map(({ sales: own }) => own.total))).toBe(figures.sales.total);
      let drawer: number = shift.float;
      for (const sale of sales) {
        drawer +=
          sum(sale.tenders.filter(({ kind }) => kind === 'cash').map(({ amount }) => amount)) - sale.change;
      }
      for (const { tenders: back } of refunds)
        drawer -= sum(back.filter(({ kind }) => kind === 'cash').map(({ amount }) => amount));
      for (const { kind, amount } of movements) drawer += kind === 'in' ? amount : 0 - amount;
      expect(expectedCash(shift.float, figures)).toBe(drawer);
      expect(sum(figures.staff.map(({ cash }) => cash)) + shift.float).toBe(
        drawer - sum(movements.map(({ kind, amount }) => money(kind === 'in' ? amount : 0 - amount))),
      );
      const net = (all: readonly (Sale | Refund)[]) =>
        sum(all.flatMap(({ taxes }) => taxes.map(({ amount }) => amount)));
      expect(sum(figures.sales.taxes.map(({ amount }) => amount))).toBe(net(sales));
      expect(sum(figures.refunds.taxes.map(({ amount }) => amount))).toBe(net(refunds));
    }),
  );
});

test('[M13] a shift is a set: in whatever order its records come they make one and the same report', () => {
  fc.assert(
    fc.property(life, fc.infiniteStream(fc.nat()), (each, dice) => {
      const records = liveOut(each);
      const roll = new Map(
        Object.values(records)
          .flat()
          .map(({ id }) => [id, dice.next().value]),
      );
      const shuffled = <T extends { readonly id: string }>(all: readonly T[]) =>
        all.toSorted((a, b) => (roll.get(a.id as never) ?? 0) - (roll.get(b.id as never) ?? 0));
      const other = { sales: shuffled(records.sales), refunds: shuffled(records.refunds), movements: shuffled(records.movements) }; // prettier-ignore
      const varianceReason = 'whatever';
      expect(figuresDifferenceOf(figuresOf(records), other)).toBeNull();
      expect(zOf({ records: other, varianceReason }).receipts).toEqual(
        zOf({ records, varianceReason }).receipts,
      );
    }),
  );
});

test('[M12] [M13] a report that says another figure than its records is told, whichever figure it is', () => {
  const sale = saleOf(orderOf([lineOf('plate')]), [tender('cash', 50_000)]);
  const records = { sales: [sale], refunds: [], movements: [movementOf('out', 2_000)] };
  const figures = figuresOf(records);
  expect(figuresDifferenceOf(figures, records)).toBeNull();
  expect(figuresDifferenceOf(figures, { ...records, sales: [] })?.figure).toBe('sales count');
  const out = { count: 1, total: money(1_000) };
  const told = { ...figures, movements: { ...figures.movements, out } };
  expect(figuresDifferenceOf(told, records)).toEqual({
    figure: 'movements out total', told: 1_000, expected: 2_000,
  }); // prettier-ignore
  // What was taken back from the kitchen only the till saw.
  expect(figuresDifferenceOf({ ...figures, voids: { count: 1, total: money(500) } }, records)).toBeNull();
});

test('[M13] the variance is what was counted less what must be there, and beyond the limit somebody says why', () => {
  const records = {
    sales: [saleOf(orderOf([lineOf('plate')]), [tender('cash', 10_000)])],
    refunds: [],
    movements: [],
  };
  const count = [{ value: money(100_000), pieces: 2 }, { value: money(5_000), pieces: 1 }, { value: money(1_000), pieces: 0 }]; // prettier-ignore
  const short = decideZ(zRequest({ records, count }));
  expect(short).toMatchObject({ ok: false, code: 'noReason' });
  const within = zOf({ records, count, branch: { ...branch, varianceLimit: money(5_000) } });
  expect(within).toMatchObject({ expectedCash: 210_000, countedCash: 205_000, variance: -5_000 });
  expect(within.count).toHaveLength(2);
  expect(within).not.toHaveProperty('varianceReason');
  const beyond = zRequest({ records, count, branch: { ...branch, varianceLimit: money(4_999) } });
  expect(decideZ(beyond)).toMatchObject({ ok: false, code: 'noReason' });
  const said = zOf({ records, count, varianceReason: ' fell behind the drawer ', earlierCounts: [money(1)] });
  expect(said).toMatchObject({ varianceReason: 'fell behind the drawer', earlierCounts: [1] });
  expect(decideZ(zRequest({ leftInDrawer: money(200_001) }))).toMatchObject({ code: 'badLeft' });
  expect(decideZ(zRequest({ count: [{ value: money(1), pieces: 1.5 }] }))).toMatchObject({
    code: 'badCount',
  });
});

/** A till's reports, one a shift, each of one sale. */
function closeShifts(totals: readonly number[]): ZReport[] {
  const reports: ZReport[] = [];
  for (const [index, total] of totals.entries()) {
    const order = orderOf([lineOf(`${index}`, { unitPrice: money(total) })]);
    const sale = saleOf(order, [tender('card', total)], { receiptNumber: `T1-${index + 1}` });
    const records = { sales: [sale], refunds: [], movements: [] };
    const own = { ...shift, id: idOf<typeof shift.id>(`shift ${index}`) };
    reports.push(zOf({ id: idOf(`z ${index}`), shift: own, records, previous: reports.at(-1) ?? null }));
  }
  return reports;
}

test('[M13] the chain of a till is whole from its first Z to its last, and its grand total never falls', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 10 ** 6 }), { minLength: 1, maxLength: 6 }), (totals) => {
      const reports = closeShifts(totals);
      const [chain] = verifyZChains(reports.toReversed());
      expect(chain?.reports).toEqual(reports);
      expect(chain?.breaks).toEqual([]);
      expect(reports.at(-1)?.grandTotal).toBe(totals.reduce((a, b) => a + b, 0));
      expect(reports.map(({ zNumber }) => zNumber)).toEqual(totals.map((_, index) => `T1-Z000${index + 1}`));
    }),
  );
});

test('[M13] a Z that was changed, taken out, or made to add up otherwise breaks the chain by name', () => {
  const [first, second, third] = closeShifts([1_000, 2_000, 3_000]) as [ZReport, ZReport, ZReport];
  const whats = (reports: ZReport[]) => verifyZChains(reports).flatMap(({ breaks }) => breaks.map(({ zNumber, what }) => `${zNumber} ${what}`)); // prettier-ignore
  expect(whats([first, third])).toEqual(['T1-Z0003 missing']);
  expect(whats([first, { ...second, closedByName: 'Nobody' }, third])).toEqual(['T1-Z0002 changed']);
  const remade = (changes: Partial<ZReport>) => {
    const report = { ...second, ...changes };
    return { ...report, hash: zHashOf(report) };
  };
  expect(breaksOf(remade({ grandTotal: money(2_999) }), first)).toEqual([
    { zNumber: 'T1-Z0002', what: 'grandTotal' },
  ]);
  expect(breaksOf(remade({ countedCash: money(1) }), first)).toEqual([{ zNumber: 'T1-Z0002', what: 'sums' }]);
  expect(whats([first, remade({ closedByName: 'Nobody' }), third])).toEqual(['T1-Z0003 missing']);
});

test('[S10] [M13] a till that was enrolled again goes on in the same chain, under a number that nobody has', () => {
  const [first] = closeShifts([1_000]);
  const second = zOf({ incarnation: 2, previous: first ?? null });
  expect(second).toMatchObject({
    zNumber: 'T1.2-Z0002',
    sequence: 2,
    previousHash: first?.hash,
    grandTotal: 1_000,
  });
});

test('[M13] a Z names its receipts, so that a hole has a name', () => {
  const numbers = ['T1-000003', 'T1-000001', 'T1.2-000001', 'T1-000004'];
  const ranges = receiptRangesOf(numbers);
  expect(ranges).toEqual([
    { series: 'T1', first: 1, last: 4, count: 3 },
    { series: 'T1.2', first: 1, last: 1, count: 1 },
  ]);
  expect(missingFrom(ranges, numbers)).toEqual(['T1-000002']);
  expect(receiptRangesOf([])).toEqual([]);
});

test('[M13] what comes after the Z stands beside it: counted there already, or on top of it', () => {
  const sale = saleOf(orderOf([lineOf('plate')]), [tender('cash', 50_000)]);
  const refund = refundOf(sale);
  const movement = movementOf('drop', 3_000);
  const report = zOf({ records: { sales: [sale], refunds: [], movements: [] }, varianceReason: 'x' });
  expect(addendumOf(report, { kind: 'sale', record: sale })).toMatchObject({
    label: 'T1-000001', total: sale.total, cash: sale.total, counted: true, zNumber: 'T1-Z0001',
  }); // prettier-ignore
  expect(addendumOf(report, { kind: 'refund', record: refund })).toMatchObject({
    label: 'T1-000002', total: 0 - sale.total, cash: 0 - sale.total, counted: false,
  }); // prettier-ignore
  expect(addendumOf(report, { kind: 'cashMovement', record: movement })).toMatchObject({
    total: 0, cash: -3_000, counted: false,
  }); // prettier-ignore
});

test('[S4] a Z is the same after JSON, and its hash is of its own keys in their order', () => {
  const report = zOf();
  expect(zReportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
  expect(zHashOf(zReportSchema.parse(JSON.parse(JSON.stringify({ extra: 1, ...report }))))).toBe(report.hash);
});

test.each(['BDT', 'USD', 'JPY', 'KWD', 'XYZ'])(
  '[M1] %s is counted in whole minor units, the largest first',
  (currency) => {
    const faces = denominationsOf(currency);
    expect(faces.every((face) => Number.isSafeInteger(face) && face > 0)).toBe(true);
    expect(faces).toEqual([...new Set(faces)].sort((a, b) => b - a));
  },
);
