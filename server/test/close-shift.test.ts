import { hashOf } from '@galley/shared/domain/sale.ts';
import { noHash } from '@galley/shared/values/hash.ts';
import { zHashOf, type ZReport } from '@galley/shared/domain/z-report.ts';
import { newId, uuidv7 } from '@galley/shared/values/ids.ts';
import { money } from '@galley/shared/values/money.ts';
import { must } from '@galley/shared/values/must.ts';
import { instant } from '@galley/shared/values/time.ts';
import type { MutationData, MutationName } from '@galley/shared/wire/mutations.ts';
import type { PushedMutation } from '@galley/shared/wire/push.ts';
import { eventSchema } from '@galley/shared/wire/events.ts';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { openPool } from '../src/db/open.ts';
import { inTransaction } from '../src/db/transaction.ts';
import { PaymentBooks } from '../src/payments/books.ts';
import { shiftClosed } from '../src/payments/shift-closed.ts';
import { createTestDatabases } from './cluster.ts';
import { createMaking, headOf, type Making } from './making.ts';
import { query } from './query.ts';
import type { TestTill } from './test-till.ts';
import { startWorld, type World } from './world.ts';

type Counter = { readonly till: TestTill; readonly making: Making; readonly world: World };

/** A till that has opened its shift; nothing is pushed yet. */
async function openCounter(world: World): Promise<Counter & { readonly opened: PushedMutation }> {
  const till = await world.enrol(0);
  const making = createMaking(till);
  return { till, making, world, opened: till.record('openShift', { shift: making.shift }) };
}

function sell({ till, making, world }: Counter) {
  const product = must(world.products.find(({ name }) => name === 'Plain naan'), 'on the demo menu');
  const order = making.order([[product, 2]]);
  const sale = making.sale(order);
  return { sale, mutation: till.record('completeSale', { sale, order: headOf(order), round: 0, tickets: [] }) };
} // prettier-ignore

/** Pushes, waits, and answers the verdicts with their flags. */
async function push(till: TestTill, batch: readonly PushedMutation[]) {
  await till.push(batch);
  const settlements = await till.settled(batch.map(({ id }) => id));
  return batch.map(({ id }) => must(settlements.get(id)?.data, 'it was waited for').flags);
}

const changesOf = (till: TestTill, entity: string) =>
  till.seen.filter((change) => change.entity === entity).map(({ data }) => data);

/** Another Z that says the same but for this, and is whole in itself. */
function remade(report: ZReport, changes: Partial<ZReport>): ZReport {
  const other = { ...report, ...changes };
  return { ...other, hash: zHashOf(other) };
}

test.each(['nats', 'direct'] as const)(
  '[M8] [M12] [M13] a shift is closed as a set: its Z agrees with the books, and the feed carries it with its shift (%s)',
  async (bus) => {
    await using world = await startWorld({ bus });
    const counter = await openCounter(world);
    const { till, making } = counter;
    const [first, second] = [sell(counter), sell(counter)];
    const refund = making.refund(first.sale);
    const [taken, opened] = [making.movement('drop', 500), making.movement('noSale', 0)];
    const tender = must(second.sale.tenders[0], 'it was paid');
    const tip = {
      saleId: second.sale.id, receiptNumber: second.sale.receiptNumber, tenderId: tender.id, tenderKind: 'cash' as const,
      staffId: till.staffId, staffName: 'Rahim', from: money(0), to: money(700),
    }; // prettier-ignore
    const tipped = { ...making.movement('in', 700), kind: 'tip' as const, tip };
    const report = making.z({
      sales: [first.sale, second.sale],
      refunds: [refund],
      movements: [taken, opened, tipped],
    });
    expect(report.figures.tips).toMatchObject([{ name: 'Rahim', cash: 700, slip: 0 }]);
    const record = <N extends MutationName>(name: N, data: MutationData<N>) => till.record(name, data);
    const batch = [
      counter.opened, first.mutation, second.mutation, record('refundSale', { refund }),
      record('moveCash', { movement: taken }), record('moveCash', { movement: opened }),
      record('adjustTip', { movement: tipped }), record('closeShift', { report }),
    ]; // prettier-ignore
    expect(await push(till, batch)).toEqual(batch.map(() => []));
    expect(changesOf(till, 'zReport')).toEqual([report]);
    expect(changesOf(till, 'cashMovement')).toEqual([taken, opened, tipped]);
    expect(changesOf(till, 'addendum')).toEqual([]);
    const kept = { count: 3, amount: second.sale.total };
    expect(changesOf(till, 'reconciliation')).toMatchObject([
      {
        zNumber: 'T1-Z0001',
        tenders: [{ kind: 'cash', told: kept, booked: kept }],
        tips: { told: 700, booked: 700 },
      },
    ]);
    // The payments worker heard of it by `tipAdjusted`.
    expect(await query(world.databases.payments, 'select amount::int from tip_adjustment')).toEqual([
      { amount: 700 },
    ]);
    expect(changesOf(till, 'shift').at(-1)).toEqual({ ...making.shift, closedAt: report.closedAt });
    expect(await query(world.databases.sales, 'select closed_at is not null as closed from shift')).toEqual([
      { closed: true },
    ]);
    expect(await query(world.databases.sales, 'select z_number, sequence, hash from z_report')).toEqual([
      { z_number: 'T1-Z0001', sequence: 1, hash: report.hash },
    ]);
    // A reader that comes now needs the Z, for the chain, and not the shift that is over.
    expect(
      await query(world.databases.sync, `select entity, lasting from change where entity in ('shift', 'zReport') order by 1`),
    ).toEqual([{ entity: 'shift', lasting: false }, { entity: 'zReport', lasting: true }]); // prettier-ignore
  },
);

test('[M12] [M13] a Z that says another figure than its own records is kept as it is and flagged with both', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const counter = await openCounter(world);
  const { sale, mutation } = sell(counter);
  const right = counter.making.z({ sales: [sale] });
  const out = { count: 1, total: money(7) };
  const report = remade(right, {
    figures: { ...right.figures, movements: { ...right.figures.movements, out } },
  });
  const closed = counter.till.record('closeShift', { report });
  const flags = await push(counter.till, [counter.opened, mutation, closed]);
  const detail = { zNumber: 'T1-Z0001', figure: 'movements out count', told: 1, expected: 0 };
  expect(flags.at(-1)).toEqual([{ code: 'zDiffers', detail }]);
  expect(changesOf(counter.till, 'zReport')).toEqual([report]);
});

test('[S14] a Z waits for payments that are on their way, and not for those of receipts that the server lacks', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const counter = await openCounter(world);
  const { sale, mutation } = sell(counter);
  const report = counter.making.z({ sales: [sale] });
  await push(counter.till, [counter.opened, mutation, counter.till.record('closeShift', { report })]);
  const sent = z.array(z.object({ payload: z.string() }));
  const rows = await query(
    world.databases.sales,
    `select payload from outbox where payload like '%"shiftClosed"%'`,
  );
  const event = eventSchema.parse(JSON.parse(must(sent.parse(rows)[0], 'it was closed').payload));
  if (event.type !== 'shiftClosed') throw new Error('another event quotes this one');

  await using others = await createTestDatabases(); // where no payment has come yet
  const pool = openPool(others.payments);
  const needs = { shiftIds: [], closedShiftIds: [report.shift.id], intents: { ids: [], references: [] } };
  const after = (flags: typeof event.flags, waitedMs: number | null) =>
    inTransaction(pool, async (tx) =>
      shiftClosed(await PaymentBooks.open(tx, needs), { ...event, flags }, waitedMs),
    );
  const detail = { zNumber: report.zNumber };
  const told = { flags: [{ code: 'paymentsDiffer', detail }] };
  expect(await after([], 60_000)).toHaveProperty('waitFor');
  expect(await after([], 600_000)).toMatchObject(told);
  const lacks = [{ code: 'zIncomplete' as const, detail }];
  expect(await after(lacks, null)).toHaveProperty('waitFor');
  expect(await after(lacks, 6_000)).toMatchObject(told);
  await pool.end();
});

test('[M13] a receipt that a Z names and the server lacks is told by its number, and what comes later is counted there', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const counter = await openCounter(world);
  const { till, making } = counter;
  const [first, second, third] = [sell(counter), sell(counter), sell(counter)];
  const report = making.z({ sales: [first.sale, second.sale, third.sale] });
  // The second one never got into this log: the till says it again afterwards.
  const other = await world.enrolAgain(0);
  const batch = [counter.opened, first.mutation, third.mutation, till.record('closeShift', { report })];
  const renumbered = batch.map(({ body }) =>
    other.recordRaw((envelope) => ({ ...JSON.parse(body), ...pick(envelope) })),
  );
  const flags = await push(other, renumbered);
  expect(flags.at(-1)).toEqual([
    { code: 'zIncomplete', detail: { zNumber: 'T1-Z0001', count: 1, receipts: 'T1-000002' } },
    { code: 'paymentsDiffer', detail: { zNumber: 'T1-Z0001' } },
  ]);
  const late = other.recordRaw((envelope) => ({ ...JSON.parse(second.mutation.body), ...pick(envelope) }));
  const [lateFlags] = await push(other, [late]);
  // Its place in the receipt chain is taken by now; that it is counted is what matters here.
  expect(lateFlags?.map(({ code }) => code)).not.toContain('afterClose');
  expect(changesOf(other, 'addendum')).toMatchObject([
    { zNumber: 'T1-Z0001', label: 'T1-000002', kind: 'sale', counted: true, total: second.sale.total },
  ]);
  expect(changesOf(other, 'zReport')).toEqual([report]);
  // The book of payments has it as well by now.
  const kept = { count: 3, amount: report.figures.sales.total };
  expect(changesOf(other, 'reconciliation').at(-1)).toMatchObject({
    tenders: [{ kind: 'cash', told: kept, booked: kept }],
  });
});

test('[M13] what comes after the Z and is not in it becomes an addendum: the Z never changes, a manager is told', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const counter = await openCounter(world);
  const { till, making } = counter;
  const first = sell(counter);
  const report = making.z({ sales: [first.sale] });
  const closed = till.record('closeShift', { report });
  const late = sell(counter);
  const refund = making.refund(late.sale);
  const movement = making.movement('out', 300);
  await push(till, [counter.opened, first.mutation]);
  // In one batch with the Z as well as behind it.
  const refunded = till.record('refundSale', { refund });
  const moved = till.record('moveCash', { movement });
  const flags = await push(till, [closed, late.mutation, refunded, moved]);
  const flag = (label: string) => [{ code: 'afterClose', detail: { zNumber: 'T1-Z0001', label } }];
  expect(flags).toEqual([[], flag('T1-000002'), flag('T1-000003'), flag('ice')]);
  expect(changesOf(till, 'addendum')).toMatchObject([
    { kind: 'sale', total: late.sale.total, cash: late.sale.total, counted: false },
    { kind: 'refund', total: 0 - late.sale.total, cash: 0 - late.sale.total, counted: false },
    { kind: 'cashMovement', total: 0, cash: -300, counted: false },
  ]);
  expect(changesOf(till, 'zReport')).toEqual([report]);
  expect(changesOf(till, 'reconciliation').at(-1)).toMatchObject({
    tenders: [{ told: { count: 1 }, booked: { count: 3, amount: first.sale.total } }],
  });
  expect(await query(world.databases.sales, 'select count(*)::int as n from addendum')).toEqual([{ n: 3 }]);
});

test('[S10] [M13] what a clone sold in the same shift and nobody counted stands beside the Z at once', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const counter = await openCounter(world);
  const first = sell(counter);
  await push(counter.till, [counter.opened, first.mutation]);
  const clone = await world.enrolAgain(0);
  const twin = { ...createMaking(clone), shift: counter.making.shift };
  const product = must(world.products.find(({ name }) => name === 'Plain naan'), 'on the demo menu');
  const order = twin.order([[product, 1]]);
  const { hash: _hash, ...made } = twin.sale(order);
  const sale = { ...made, shiftId: counter.making.shift.id, hash: _hash };
  await push(clone, [clone.record('completeSale', { sale, order: headOf(order), round: 0, tickets: [] })]);
  const report = remade(counter.making.z({ sales: [first.sale] }), {});
  const [flags] = await push(clone, [clone.record('closeShift', { report })]);
  expect(flags).toEqual([{ code: 'afterClose', detail: { zNumber: 'T1-Z0001', label: 'T1.2-000001' } }]);
  expect(changesOf(clone, 'addendum')).toMatchObject([{ label: 'T1.2-000001', counted: false }]);
}); // prettier-ignore

test('[M13] the chain of Z reports is proved on arrival: a missing link, a changed one and a second end are flagged', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const counter = await openCounter(world);
  const { till, making } = counter;
  const first = making.z({});
  const reopened = () => ({
    ...making.shift,
    id: newId<never>(() => uuidv7()),
    openedAt: instant(Date.now()),
  });
  const [secondShift, thirdShift] = [reopened(), reopened()];
  const second = making.z(
    {},
    { shift: secondShift, count: [{ value: money(1), pieces: secondShift.float }] },
  );
  const third = making.z({}, { shift: thirdShift, count: [{ value: money(1), pieces: thirdShift.float }] });
  const broken = { code: 'zChainBroken', detail: { zNumber: 'T1-Z0003' } };
  const flags = await push(till, [
    counter.opened, till.record('closeShift', { report: first }),
    till.record('openShift', { shift: thirdShift }), till.record('closeShift', { report: third }),
    till.record('openShift', { shift: secondShift }), till.record('closeShift', { report: second }),
    till.record('closeShift', { report: { ...second, id: newId(() => uuidv7()), closedByName: 'Nobody' } }),
  ]); // prettier-ignore
  expect(flags).toEqual([
    [], [], [], [broken], [], [],
    [
      { code: 'zChainBroken', detail: { zNumber: 'T1-Z0002' } },
      { code: 'shiftClosedTwice', detail: { zNumber: 'T1-Z0002' } },
    ],
  ]); // prettier-ignore
  expect(await query(world.databases.sales, 'select count(*)::int as n from z_report')).toEqual([{ n: 4 }]);
});

test('[S10] [S13] what a till sells after it was enrolled again waits for the shift that its old log opens, and nothing is odd about it', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const counter = await openCounter(world);
  const other = await world.enrolAgain(0);
  const twin = { ...createMaking(other), shift: counter.making.shift };
  const product = must(world.products.find(({ name }) => name === 'Plain naan'), 'on the demo menu');
  let previousHash = noHash;
  const early = [1, 2].map((count) => {
    const order = twin.order([[product, count]]);
    const sold = { ...twin.sale(order), shiftId: twin.shift.id, previousHash };
    const sale = { ...sold, hash: hashOf(sold) };
    previousHash = sale.hash;
    return other.record('completeSale', { sale, order: headOf(order), round: 0, tickets: [] });
  });
  await other.push(early);
  await expect
    .poll(() => query(world.databases.sales, 'select reason from parked'))
    .toEqual(early.map(() => ({ reason: `shift ${twin.shift.id}` })));
  await other.push([counter.opened], counter.till.identity.incarnation);
  const settlements = await other.settled([counter.opened.id, ...early.map(({ id }) => id)]);
  expect([...settlements.values()].map(({ data }) => data?.flags)).toEqual([[], [], []]);
}); // prettier-ignore

test('[M13] a Z whose shift never began here is kept, and its shift is known from then on', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const { till, making } = await openCounter(world);
  const other = await world.enrolAgain(0);
  const report = making.z({});
  const closed = other.record('closeShift', { report });
  await other.push([closed]);
  await expect.poll(() => query(world.databases.sales, 'select from parked')).toHaveLength(1);
  await query(
    world.databases.sales,
    `update parked set next_try_at = now(), waits_from = now() - interval '1 min'`,
  );
  const settlements = await other.settled([closed.id]);
  const flags = [{ code: 'shiftUnknown', detail: { shiftId: making.shift.id } }];
  expect(settlements.get(closed.id)).toMatchObject({ data: { flags } });
  expect(changesOf(other, 'shift')).toEqual([{ ...making.shift, closedAt: report.closedAt }]);
  expect(till.identity.till.id).toBe(report.shift.tillId);
});

test('coming and going is kept and told', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol(0);
  const punch: MutationData<'punchClock'>['punch'] = {
    id: newId(() => uuidv7()),
    tillId: till.identity.till.id,
    staffId: till.staffId,
    staffName: 'Nusrat',
    kind: 'in',
    businessDay: createMaking(till).shift.businessDay,
    punchedAt: instant(Date.now()),
  };
  expect(await push(till, [till.record('punchClock', { punch })])).toEqual([[]]);
  expect(changesOf(till, 'punch')).toEqual([punch]);
});

/** What says where in its log a mutation stands. */
function pick({ id, number, incarnation, correlationId }: Record<string, unknown>) {
  return { id, number, incarnation, correlationId };
}
