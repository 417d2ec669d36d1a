import { allThatIsLeft } from '@galley/shared/domain/refund.ts';
import { remainderOf } from '@galley/shared/domain/remainder.ts';
import { expect, test } from 'vitest';
import { refundSale } from '../../src/renderer/actions/refund-sale.ts';
import { type Entry, findReceipts } from '../../src/renderer/till/receipts/queries.ts';
import { branch, curry, salma, sell, setup, steak, tea, value } from '../world.ts';

const numberOf = (entry: Entry) =>
  entry.kind === 'sale' ? entry.sale.receiptNumber : `refund ${entry.refund.receiptNumber}`;

test('a receipt is found by its number, its amount, its time, what is on it and who sold it; a refund too', async () => {
  const till = await setup();
  const first = await sell(till, [curry]);
  till.clock.ms += 3 * 60_000;
  await sell(till, [tea, tea]);
  const find = async (typed: string) =>
    (await findReceipts(till.db, branch, typed, 10)).map((entry) => numberOf(entry));
  expect(await find('')).toEqual(['T1-000002', 'T1-000001']);
  expect(await find('1')).toEqual(['T1-000001']);
  expect(await find('t1-000002')).toEqual(['T1-000002']);
  expect(await find('320.00')).toEqual(['T1-000001']);
  expect(await find('14:03')).toEqual(['T1-000002']);
  expect(await find('cur')).toEqual(['T1-000001']);
  expect(await find('rahim tea')).toEqual(['T1-000002']);
  expect(await find(steak.name)).toEqual([]);
  till.clock.ms += 60_000;
  value(
    await refundSale(till, {
      saleId: first.id,
      lines: allThatIsLeft(remainderOf(first, []), false),
      reason: 'cold',
      staffId: salma.id,
    }),
  );
  expect(await find('curry')).toEqual(['refund T1-000003', 'T1-000001']);
  const [, sale] = await findReceipts(till.db, branch, 'curry', 10);
  expect(sale?.kind === 'sale' && sale.refunds.map(({ reason }) => reason)).toEqual(['cold']);
});
