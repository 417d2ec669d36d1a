import { money } from '@galley/shared/values/money.ts';
import { expect, test } from 'vitest';
import { reprintReceipt } from '../src/renderer/actions/reprint.ts';
import { signIn } from '../src/renderer/actions/sign-in.ts';
import { writeMeta } from '../src/renderer/db/database.ts';
import { checkRecords } from '../src/renderer/journal/check-records.ts';
import { keepSettledMs, pruneOutbox } from '../src/renderer/sync/prune-outbox.ts';
import { readPeople } from '../src/renderer/till/queries.ts';
import { outbox, present, rahim, salma, sell, setup, value } from './world.ts';

test('[S3] the records of a till are as they were written: every entry and every receipt is looked at', async () => {
  const till = await setup();
  await sell(till);
  await sell(till);
  expect(await checkRecords(till.db)).toEqual({ entries: 3, receipts: 2, faults: [] });
});

test('[S3] a sale whose figures, an entry whose bytes and a journal whose line was changed are each found and named', async () => {
  const till = await setup();
  const first = await sell(till);
  const second = await sell(till);
  await checkRecords(till.db);
  await till.db.sales.update(second.id, { total: money(1) });
  const row = present((await outbox(till))[1]);
  await till.db.outbox.put({ ...row, body: row.body.replace('Rahim', 'Salma') });
  await till.db.journal.update([1, 1], { name: 'completeSale' });
  expect((await checkRecords(till.db)).faults).toEqual([
    { kind: 'changed', what: '1.1' },
    { kind: 'changed', what: '1.2' },
    { kind: 'receiptChanged', what: second.receiptNumber },
  ]);
  await till.db.sales.delete(first.id);
  expect((await checkRecords(till.db)).faults).toContainEqual({
    kind: 'receiptChanged',
    what: second.receiptNumber,
  });
});

test('[S3] a receipt that was taken out from between two others is missed', async () => {
  const till = await setup();
  await sell(till);
  const middle = await sell(till);
  const last = await sell(till);
  await till.db.sales.delete(middle.id);
  expect((await checkRecords(till.db)).faults).toEqual([
    { kind: 'receiptMissing', what: last.receiptNumber },
  ]);
});

test('[S5] what the outbox forgets stays in the journal, and the chain goes on over it', async () => {
  const till = await setup();
  for (let count = 0; count < 4; count += 1) await sell(till);
  for (const row of await outbox(till))
    await till.db.outbox.put({ ...row, state: 'settled', verdict: 'applied' });
  await writeMeta(till.db, 'coveredUpTo', { 1: 5 });
  till.clock.ms += keepSettledMs + 60_000;
  expect(await pruneOutbox(till.db, till.now)).toBeGreaterThan(2);
  await sell(till);
  expect(await checkRecords(till.db)).toEqual({ entries: 6, receipts: 5, faults: [] });
});

test('[S14] a receipt that is printed again and wrong PINs until one has to wait are written down for the audit log', async () => {
  const till = await setup();
  const sale = await sell(till);
  const again = { kind: 'sale', id: sale.id, staffId: rahim.id } as const;
  value(await reprintReceipt(till, again));
  for (let count = 0; count < 5; count += 1) await signIn(till, { staffId: salma.id, pin: '0000' });
  const notes = (await outbox(till)).slice(-2).map(({ body }) => JSON.parse(body) as Record<string, unknown>);
  expect(notes).toMatchObject([
    { type: 'note', staffId: rahim.id, data: { note: { kind: 'reprint', receiptNumber: sale.receiptNumber, copies: 1 } } },
    { type: 'note', staffId: salma.id, data: { note: { kind: 'wrongPins', name: 'Salma', count: 5 } } },
  ]); // prettier-ignore
});

test('whoever sold at this till last is first on the list of people', async () => {
  const till = await setup();
  const names = async () => (await readPeople(till.db)).map(({ name }) => name);
  expect(await names()).toEqual(['Rahim', 'Salma']);
  value(await signIn(till, { staffId: salma.id, pin: '1234' }));
  expect(await names()).toEqual(['Salma', 'Rahim']);
});
