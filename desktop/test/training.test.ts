import 'fake-indexeddb/auto';
import { money } from '@galley/shared/values/money.ts';
import { must } from '@galley/shared/values/must.ts';
import { expect, test } from 'vitest';
import { beginTraining, endTraining } from '../src/renderer/actions/begin-training.ts';
import { openShift } from '../src/renderer/actions/open-shift.ts';
import { sendToKitchen } from '../src/renderer/actions/send-to-kitchen.ts';
import { startOrder } from '../src/renderer/actions/start-order.ts';
import { readMeta } from '../src/renderer/db/database.ts';
import { openShown } from '../src/renderer/db/training-database.ts';
import { readGate } from '../src/renderer/till/queries.ts';
import { curry, outbox, pay, present, rahim, salma, sell, setup, tap, value, type World } from './world.ts';

async function practise(till: World, kitchen = false): Promise<World> {
  const approval = { staffId: salma.id, name: salma.name, reason: 'A new colleague' };
  value(await beginTraining(till, { staffId: rahim.id, approval, kitchen }));
  return { ...till, db: await openShown(till.db) };
}

test('[S3] a sale in training takes no number, no place in the log and no drawer of the real till', async () => {
  const till = await setup();
  await sell(till);
  const before = { counters: await readMeta(till.db, 'counters'), stock: await till.db.stock.toArray() };

  const training = await practise(till);
  expect(training.db.name).not.toBe(till.db.name);
  value(await openShift(training, { staffId: rahim.id, float: money(5000) }));
  const sale = await sell(training);
  expect(sale.receiptNumber).toBe('TRN-000001');
  expect(await outbox(training)).toEqual([]);
  expect((await sell(training)).receiptNumber).toBe('TRN-000002');

  expect((await outbox(till)).map(({ name }) => name)).toEqual(['openShift', 'completeSale', 'note']);
  const note = JSON.parse(present((await outbox(till)).at(-1)).body);
  expect(note).toMatchObject({
    staffId: rahim.id,
    approval: { staffId: salma.id },
    data: { note: { kind: 'training', step: 'begun' } },
  });
  expect(await readMeta(till.db, 'counters')).toMatchObject({
    receipt: must(before.counters, 'it sold').receipt,
    receiptHash: must(before.counters, 'it sold').receiptHash,
    order: must(before.counters, 'it sold').order,
  });
  expect(await till.db.stock.toArray()).toEqual(before.stock);
  expect(await till.db.sales.count()).toBe(1);
});

test('[P2] every paper of training is marked, the drawer stays shut, and the kitchen gets only what was chosen', async () => {
  const quiet = await practise(await setup());
  const loud = await practise(await setup(), true);
  for (const training of [quiet, loud]) {
    value(await openShift(training, { staffId: rahim.id, float: money(0) }));
    const order = value(
      await startOrder(training, { staffId: rahim.id, type: 'dineIn', table: '4', guests: 2 }),
    );
    await tap(training, order.id, curry);
    value(await sendToKitchen(training, { orderId: order.id, staffId: rahim.id }));
    value(await pay(training, order.id, 100_000));
  }
  const kinds = async ({ db }: World) =>
    (await db.printJobs.toArray()).map(({ content }) => content.kind).sort();
  expect(await kinds(quiet)).toEqual(['receipt']);
  expect(await kinds(loud)).toEqual(['receipt', 'ticket']);
  const jobs = [...(await quiet.db.printJobs.toArray()), ...(await loud.db.printJobs.toArray())];
  expect(jobs.every(({ training }) => training === true)).toBe(true);
});

test('[S3] training ends at the sign-in of the real till, and nothing of it is found again', async () => {
  const till = await setup();
  const training = await practise(till);
  value(await openShift(training, { staffId: rahim.id, float: money(0) }));
  await sell(training);

  value(await endTraining(till));
  expect(await openShown(till.db)).toBe(till.db);
  expect(await readGate(till.db)).toMatchObject({ step: 'signIn' });
  const again = await practise(till);
  expect(await again.db.sales.count()).toBe(0);
  expect((await outbox(till)).map(({ name }) => name)).toEqual(['openShift', 'note', 'note', 'note']);
});
