import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideSale, hashOf, receiptNumberOf, saleSchema } from '../../src/domain/sale.ts';
import { hashText, noHash } from '../../src/values/hash.ts';
import { money } from '../../src/values/money.ts';
import { lines } from '../arbitraries.ts';
import { branch, lineOf, noon, orderOf, saleOf, saleRequest, shift, tender } from '../making.ts';

const naan = lineOf('naan');
const voided = lineOf('soup', { kitchen: { state: 'voided', ticketId: null, reason: 'spilt' } });
const cash = [tender('cash', 100_000)];

test.each([
  ['alreadyPaid', orderOf([naan], { status: 'paid' }), cash],
  ['nothingToPay', orderOf([]), cash],
  ['nothingToPay', orderOf([voided]), cash],
  ['notEnough', orderOf([naan]), []],
  ['notEnough', orderOf([naan]), [tender('card', 9_900)]],
  ['tooMuch', orderOf([naan]), [tender('card', 10_001)]],
] as const)('[S15] [M7] a sale is refused with %s, in words', (code, order, tenders) => {
  const decided = decideSale(saleRequest(order, tenders));
  expect(decided).toMatchObject({ ok: false, code, message: expect.stringMatching(/\w/) });
});

test('[M9] a sale holds every line that counts, and what it was computed from', () => {
  const sale = saleOf(orderOf([naan, voided]), cash);
  expect(sale.lines.map((line) => line.name)).toEqual(['naan']);
  expect(sale).toMatchObject({
    total: 10_000, rounding: 0, change: 90_000, currency: 'BDT', cashStep: 100, rules: 1,
    shiftId: shift.id, tillId: shift.tillId, businessDay: '2026-11-21', staffName: 'Rahim', orderNumber: 'T1-1',
    orderType: 'dineIn', table: '5', guests: 2, paidAt: noon,
  }); // prettier-ignore
});

test('[M7] cash is rounded to the step of the branch', () => {
  const order = orderOf([lineOf('tea', { unitPrice: money(1_030) })]);
  expect(saleOf(order, [tender('cash', 2_000)])).toMatchObject({
    total: 1_030,
    rounding: -30,
    change: 1_000,
  });
  const exact = { branch: { ...branch, cashStep: 1 } };
  expect(saleOf(order, [tender('cash', 2_000)], exact)).toMatchObject({ rounding: 0, change: 970 });
});

test('[M7] any order is paid by its total on a card, and the books balance', () => {
  fc.assert(
    fc.property(lines, (all) => {
      const probe = saleOf(orderOf(all), [tender('cash', 10 ** 12)]);
      fc.pre(probe.total > 0);
      const sale = saleOf(orderOf(all), [tender('card', probe.total)]);
      expect(sale).toMatchObject({ rounding: 0, change: 0, total: probe.total });
      expect(saleSchema.parse(JSON.parse(JSON.stringify(sale)))).toEqual(sale);
    }),
  );
});

test('[S3] the hash of a sale is that of its stored form, whatever the order of its keys', () => {
  fc.assert(
    fc.property(lines, (all) => {
      const { hash, ...rest } = saleOf(orderOf(all), [tender('cash', 10 ** 12)]);
      const stored: typeof rest = JSON.parse(JSON.stringify(rest));
      const turned = Object.fromEntries(Object.entries(stored).toReversed()) as typeof rest; // the same keys
      expect(hashOf(stored)).toBe(hash);
      expect(hashOf(turned)).toBe(hash);
    }),
  );
});

test('[S3] any changed value of a sale changes its hash, and so does another sale before it', () => {
  const { hash, ...sale } = saleOf(orderOf([naan, lineOf('tea')]), cash);
  const links = new Set([hash, hashOf({ ...sale, previousHash: hashText('another') })]);
  const changes: Partial<typeof sale>[] = [
    { receiptNumber: 'T1-000002' }, { total: money(1) }, { change: money(0) }, { staffName: 'Karim' },
    { paidAt: shift.openedAt, guests: 3 }, { lines: sale.lines.slice(1) }, { tenders: [] }, { table: null },
    { lines: sale.lines.map((line) => ({ ...line, note: 'x' })) }, { cashStep: 1 },
  ]; // prettier-ignore
  for (const change of changes) links.add(hashOf({ ...sale, ...change }));
  expect(links.size).toBe(changes.length + 2);
  expect(sale.previousHash).toBe(noHash);
});

test.each([
  ['T1', 1, 42, 'T1-000042'],
  ['T1', 2, 1, 'T1.2-000001'],
  ['BAR9', 13, 999_999, 'BAR9.13-999999'],
  ['T1', 1, 1_234_567, 'T1-1234567'],
])('[S10] till %s in its incarnation %d names its receipt %d %s', (code, incarnation, count, text) => {
  expect(receiptNumberOf(code, incarnation, count)).toBe(text);
});

test('[S10] no two receipts of a branch share a number', () => {
  const till = fc.constantFrom('T', 'T1', 'T11', '1', '11');
  const receipt = fc.tuple(till, fc.integer({ min: 1, max: 111 }), fc.integer({ min: 1, max: 1_111_111 }));
  fc.assert(
    fc.property(receipt, receipt, (a, b) => {
      fc.pre(JSON.stringify(a) !== JSON.stringify(b));
      expect(receiptNumberOf(...a)).not.toBe(receiptNumberOf(...b));
    }),
    { numRuns: 500 },
  );
});
