import { breaksOf, verifyZChains } from '@galley/shared/domain/z-chain.ts';
import { zReportSchema } from '@galley/shared/domain/z-report.ts';
import { allThatIsLeft } from '@galley/shared/domain/refund.ts';
import { remainderOf } from '@galley/shared/domain/remainder.ts';
import { money } from '@galley/shared/values/money.ts';
import { mutations } from '@galley/shared/wire/mutations.ts';
import { expect, test } from 'vitest';
import { countPieces, readCashCount } from '../src/renderer/actions/count-drawer.ts';
import { closeShift } from '../src/renderer/actions/close-shift.ts';
import { moveCash } from '../src/renderer/actions/move-cash.ts';
import { currentShift, openShift } from '../src/renderer/actions/open-shift.ts';
import { printX, readX, reprintZ } from '../src/renderer/actions/print-shift.ts';
import { punchClock } from '../src/renderer/actions/punch-clock.ts';
import { refundSale } from '../src/renderer/actions/refund-sale.ts';
import { sayAgain } from '../src/renderer/actions/say-again.ts';
import { sendToKitchen } from '../src/renderer/actions/send-to-kitchen.ts';
import { startOrder } from '../src/renderer/actions/start-order.ts';
import { voidLine } from '../src/renderer/actions/void-line.ts';
import { readMeta, writeMeta } from '../src/renderer/db/database.ts';
import { applyChanges } from '../src/renderer/sync/apply-changes.ts';
import { codeOf, cola, curry, outbox, present, rahim, salma, sell, setup, tap, till1, value, window, type World } from './world.ts'; // prettier-ignore

const approval = { staffId: salma.id, name: salma.name, reason: 'counted with her' };

function close(till: World, counted: number, changes: Partial<Parameters<typeof closeShift>[1]> = {}) {
  return closeShift(till, {
    staffId: rahim.id,
    count: counted > 0 ? [{ value: money(counted), pieces: 1 }] : [],
    earlierCounts: [],
    varianceReason: '',
    leftInDrawer: money(0),
    ...changes,
  });
}

function move(till: World, kind: Parameters<typeof moveCash>[1]['kind'], amount: number, reason = 'lemons') {
  return moveCash(till, { kind, amount: money(amount), reason, staffId: rahim.id });
}

test('[M13] [S2] a shift of sales, a refund, a void and moved cash ends in one Z, with paper and outbox row', async () => {
  const till = await setup();
  const sale = await sell(till, [curry, cola]); // 380.00
  const back = allThatIsLeft(remainderOf(sale, []), true).slice(1); // the cola, 60.00
  value(
    await refundSale(till, { saleId: sale.id, lines: back, reason: 'warm', staffId: rahim.id, approval }),
  );
  const order = value(await startOrder(till, { staffId: rahim.id, type: 'dineIn', table: '7', guests: 2 }));
  const line = value(await tap(till, order.id, curry));
  value(await tap(till, order.id, cola));
  value(await sendToKitchen(till, { orderId: order.id, staffId: rahim.id }));
  value(await voidLine(till, { orderId: order.id, lineId: line.id, reason: 'left', staffId: rahim.id }));
  value(await move(till, 'in', 100_000));
  value(await move(till, 'out', 3_000));
  value(await move(till, 'drop', 50_000));
  value(await move(till, 'noSale', 999));

  const expected = 38_000 - 6_000 + 100_000 - 3_000 - 50_000;
  const report = value(await close(till, expected, { leftInDrawer: money(20_000) }));
  expect(report).toMatchObject({
    zNumber: 'T1-Z0001', expectedCash: expected, countedCash: expected, variance: 0, leftInDrawer: 20_000,
    receipts: [{ series: 'T1', first: 1, last: 2, count: 2 }], grandTotal: 38_000,
    figures: {
      sales: { count: 1, total: 38_000 }, refunds: { count: 1, total: 6_000 }, voids: { count: 1, total: 33_600 },
      movements: { in: { count: 1 }, noSale: 1 },
    },
    carriedOrders: [{ id: order.id, table: '7', total: 6_300 }],
  }); // prettier-ignore
  expect(report.cashMovements).toHaveLength(4);
  expect(breaksOf(report, null)).toEqual([]);
  expect(await currentShift(till.db, till1.id)).toBeUndefined();
  const row = present((await outbox(till)).at(-1));
  expect(mutations.closeShift.data.parse(JSON.parse(row.body).data)).toEqual({ report });
  expect(value(await sayAgain(till.db, row)).data).toEqual({ report });
  const papers = await till.db.printJobs.toArray();
  expect(papers.find(({ id }) => id === `z:${report.id}`)?.content).toMatchObject({
    kind: 'zReport',
    copy: false,
  });
  expect(papers.filter(({ content }) => content.kind === 'cashSlip')).toHaveLength(3);
  expect(codeOf(await tap(till, null, curry))).toBe('noShift');
});

test('[M13] an open order is carried into the next shift, which says why its float is not what was left', async () => {
  const till = await setup();
  const order = value(await startOrder(till, { staffId: rahim.id, type: 'dineIn', table: '7', guests: 2 }));
  value(await tap(till, order.id, cola));
  const first = value(await close(till, 0));
  // Nothing was left in the drawer, so what is there now came from somewhere.
  const opening = { staffId: salma.id, float: money(5_000) };
  expect(codeOf(await openShift(till, { ...opening, floatReason: ' ' }))).toBe('noReason');
  const next = value(await openShift(till, { ...opening, floatReason: 'from the safe' }));
  expect(next.floatDiffers).toEqual({ left: 0, reason: 'from the safe' });
  const sale = await sell(till, [cola]);
  expect(sale.shiftId).toBe(next.id);
  const second = value(await close(till, 11_000));
  expect(second.shift.floatDiffers).toEqual(next.floatDiffers);
  expect(second).toMatchObject({ zNumber: 'T1-Z0002', previousHash: first.hash, grandTotal: 6_000 });
  expect(second.carriedOrders.map(({ id }) => id)).toEqual([order.id]);
  expect(verifyZChains(await till.db.zReports.toArray())[0]?.breaks).toEqual([]);
});

test('[M13] cash that differs needs a reason and somebody who may accept it; the till says so and writes nothing', async () => {
  const till = await setup();
  await sell(till, [cola]);
  const before = await readMeta(till.db, 'counters');
  expect(codeOf(await close(till, 5_000))).toBe('noReason');
  expect(codeOf(await close(till, 5_000, { varianceReason: 'lost' }))).toBe('notAllowed');
  expect(codeOf(await close(till, 5_000, { staffId: salma.id }))).toBe('noReason');
  expect(await readMeta(till.db, 'counters')).toEqual(before);
  expect(await till.db.zReports.count()).toBe(0);
  const report = value(
    await close(till, 5_000, { varianceReason: 'lost', approval, earlierCounts: [money(4_000)] }),
  );
  expect(report).toMatchObject({ variance: -1_000, varianceReason: 'lost', earlierCounts: [4_000] });
  expect(JSON.parse(present((await outbox(till)).at(-1)).body)).toMatchObject({
    staffId: rahim.id,
    approval,
  });
});

test('[M13] within the limit of the branch nobody is asked', async () => {
  const till = await setup();
  await till.db.branches.toCollection().modify({ varianceLimit: money(1_000) });
  await sell(till, [cola]);
  expect(value(await close(till, 5_000))).toMatchObject({ variance: -1_000, varianceLimit: 1_000 });
});

test('[M13] [S2] a shift is closed once, whichever window is faster, and a crash in the middle leaves it open', async () => {
  const till = await setup();
  await sell(till, [cola]);
  const fail = () => {
    throw new Error('the disk is full');
  };
  till.db.outbox.hook('creating', fail);
  await expect(close(till, 6_000)).rejects.toThrow('the disk is full');
  till.db.outbox.hook('creating').unsubscribe(fail);
  expect(await till.db.zReports.count()).toBe(0);
  expect(await currentShift(till.db, till1.id)).toBeDefined();
  const answers = await Promise.all([close(till, 6_000), close(window(till), 6_000)]);
  expect(answers.map(codeOf).toSorted()).toEqual(['noShift', 'ok']);
});

test('[M13] [S18] a clock that jumps a day changes nothing: what belongs to the shift is in it', async () => {
  const till = await setup();
  await sell(till, [cola]);
  till.clock.ms += 24 * 3600_000;
  await sell(till, [cola]);
  till.clock.ms -= 48 * 3600_000;
  await sell(till, [cola]);
  expect(value(await close(till, 18_000)).figures.sales.count).toBe(3);
});

test('[M13] [S18] a shift that was opened in a wrong year and closed blocks none that comes after it, also in a new log', async () => {
  const till = await setup();
  value(await close(till, 0));
  till.clock.ms += 3 * 365 * 24 * 3600_000;
  value(await openShift(till, { staffId: rahim.id, float: money(0) }));
  value(await close(till, 0));
  till.clock.ms -= 3 * 365 * 24 * 3600_000;
  const counters = present(await readMeta(till.db, 'counters'));
  await writeMeta(till.db, 'counters', { ...counters, lastAt: 0 }); // enrolled again
  const shift = value(await openShift(till, { staffId: rahim.id, float: money(0) }));
  expect((await sell(till, [cola])).shiftId).toBe(shift.id);
});

test('[S15] a shift that is closed here stays closed when the feed still tells of it as open', async () => {
  const till = await setup();
  const shift = present(await currentShift(till.db, till1.id));
  value(await close(till, 0));
  const { revision: _r, version: _v, ...data } = shift;
  await applyChanges(till.db, [{ entity: 'shift', id: shift.id, revision: 1, version: 9, data }], till1.id);
  expect(await currentShift(till.db, till1.id)).toBeUndefined();
  expect(await till.db.shifts.get(shift.id)).toMatchObject({ revision: 1, version: 9 });
});

test('[S21] a till whose past is still on its way waits with its Z, and sells on', async () => {
  const till = await setup();
  await writeMeta(till.db, 'floor', { version: 3, complete: false });
  await sell(till, [cola]);
  await till.db.outbox.delete([1, 1]); // it is on a till that was enrolled again
  expect(codeOf(await close(till, 6_000))).toBe('stillFetching');
  await writeMeta(till.db, 'floor', { version: 3, complete: true });
  value(await close(till, 6_000));
});

test('[M13] whoever counts with fast fingers loses no digit', async () => {
  const till = await setup();
  const press = (key: string) =>
    countPieces(till, { value: 100_000, next: (pieces) => Number(`${pieces}${key}`) });
  await Promise.all([press('1'), press('2')]);
  const shift = present(await currentShift(till.db, till1.id));
  expect((await readCashCount(till.db, shift.id)).pieces).toEqual({ 100_000: 12 });
});

test('[S1] a till that lost the network on its first day, before it heard of the past, closes its shift', async () => {
  const till = await setup();
  await writeMeta(till.db, 'floor', { version: 3, complete: false });
  await sell(till, [cola]);
  expect(value(await close(till, 6_000))).toMatchObject({ figures: { sales: { count: 1 } } });
});

test('[M13] an X says how the shift stands, as often as one likes, and hides the cash from whoever counts blind', async () => {
  const till = await setup();
  await sell(till, [cola]);
  const seen = present((await readX(till, { staffId: salma.id, blind: false })) ?? undefined);
  expect(seen).toMatchObject({ expectedCash: 6_000, readByName: 'Salma', figures: { sales: { count: 1 } } });
  expect(await readX(till, { staffId: rahim.id, blind: true })).toMatchObject({ expectedCash: null });
  value(await printX(till, { staffId: rahim.id, blind: true }));
  value(await printX(till, { staffId: rahim.id, blind: true }));
  const papers = (await till.db.printJobs.toArray()).filter(({ content }) => content.kind === 'xReport');
  expect(papers).toHaveLength(2);
  expect(await till.db.zReports.count()).toBe(0);
  value(await close(till, 6_000));
  expect(await readX(till, { staffId: rahim.id, blind: true })).toBeNull();
  const report = present(await till.db.zReports.toCollection().first());
  value(await reprintZ(till, report.id));
  expect((await till.db.printJobs.get(`z:${report.id}:2`))?.content).toMatchObject({ copy: true });
  expect(zReportSchema.parse(report).hash).toBe(report.hash);
});

test('[M13] cash that moves needs a reason, a right and a shift, and opens the drawer', async () => {
  const till = await setup();
  expect(codeOf(await move(till, 'out', 100, '  '))).toBe('noReason');
  expect(codeOf(await move(till, 'out', 0))).toBe('noAmount');
  await till.db.staff.update(rahim.id, { role: 'waiter' });
  expect(codeOf(await move(till, 'noSale', 0))).toBe('notAllowed');
  expect(await till.db.printJobs.count()).toBe(0);
  const args = {
    kind: 'noSale',
    amount: money(0),
    reason: 'change for a guest',
    staffId: rahim.id,
    approval,
  } as const;
  value(await moveCash(till, args));
  expect((await till.db.printJobs.toArray()).map(({ content }) => content.kind)).toEqual(['drawer']);
  await till.db.shifts.clear();
  expect(codeOf(await moveCash(till, args))).toBe('noShift');
});

test('coming and going is kept, with or without a shift', async () => {
  const till = await setup({ shift: false });
  value(await punchClock(till, { staffId: rahim.id, kind: 'in' }));
  till.clock.ms += 3600_000;
  value(await punchClock(till, { staffId: rahim.id, kind: 'out' }));
  const punches = await till.db.punches.orderBy('punchedAt').toArray();
  expect(punches.map(({ kind, staffName, businessDay }) => [kind, staffName, businessDay])).toEqual([
    ['in', 'Rahim', '2026-11-21'],
    ['out', 'Rahim', '2026-11-21'],
  ]);
  expect((await outbox(till)).map(({ name }) => name)).toEqual(['punchClock', 'punchClock']);
});
