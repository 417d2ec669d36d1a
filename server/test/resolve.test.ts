import { expect, test } from 'vitest';
import type { Sale } from '@galley/shared/domain/sale.ts';
import type { Role } from '@galley/shared/domain/staff.ts';
import { type MutationId, newId, type StaffId, uuidv7 } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import { auditPageSchema } from '@galley/shared/wire/audit.ts';
import { type MutationData, mutations } from '@galley/shared/wire/mutations.ts';
import { heldRecordsSchema, resolutionAnswerSchema } from '@galley/shared/wire/resolutions.ts';
import { traceOfText } from '@galley/shared/wire/trace.ts';
import type { PushedMutation } from '@galley/shared/wire/push.ts';
import { demoOffice } from '../src/local/demo.ts';
import { resolveInOffice } from '../src/sync/resolve-in-office.ts';
import { driveAll } from '../src/sync/sweeper.ts';
import { createMaking, headOf } from './making.ts';
import type { TestTill } from './test-till.ts';
import { query } from './query.ts';
import { startWorld, type World } from './world.ts';

const buses = ['nats', 'direct'] as const;

async function openTill(world: World, tillIndex = 0) {
  const till = await world.enrol(tillIndex);
  await till.pull();
  const making = createMaking(till);
  await till.push([till.record('openShift', { shift: making.shift })]);
  return { till, making };
}

/** A sale that no worker can book, and the same sale as it should have been. */
function brokenSale(world: World, { till, making }: Awaited<ReturnType<typeof openTill>>) {
  const product = must(world.products.find(({ name }) => name === 'Plain naan') ?? null, 'on the demo menu');
  const order = making.order([[product, 1]]);
  const sale = making.sale(order);
  const twin: Sale = { ...sale, lines: [...sale.lines, ...sale.lines] };
  const data = { sale, order: headOf(order), round: 0, tickets: [] };
  return { broken: till.record('completeSale', { ...data, sale: twin }), data };
}

function staffOf(till: TestTill, role: Role): StaffId {
  const staff = till.seen.flatMap((change) =>
    change.entity === 'staff' && change.data ? [change.data] : [],
  );
  return must(staff.find((each) => each.role === role) ?? null, `the demo has a ${role}`).id;
}

function decide(till: TestTill, role: Role, data: MutationData<'resolve'>): PushedMutation {
  return till.recordRaw((envelope) => ({ ...envelope, staffId: staffOf(till, role) }), 'resolve', data);
}

async function settlement(till: TestTill, id: MutationId) {
  return must((await till.settled([id])).get(id)?.data ?? null, 'it was waited for');
}

const resolutions = (world: World) =>
  query(world.databases.sync, 'select how, reason, staff_id, outcome from resolution order by recorded_at');

test.each(buses)(
  '[S14] [I22] a sale that the books could not take is repaired: booked once, under its own number, and told anew (%s)',
  async (bus) => {
    await using world = await startWorld({ bus });
    const open = await openTill(world);
    const { till } = open;
    const { broken, data } = brokenSale(world, open);
    await till.push([broken]);
    expect(await settlement(till, broken.id)).toMatchObject({ verdict: 'quarantined', resolution: null });

    const replacement = { type: 'completeSale', version: 1, data };
    const why = { mutationId: broken.id, reason: 'a line stood twice' };
    const repair = decide(till, 'cashier', { ...why, how: 'repair', replacement });
    await till.push([repair]);
    expect(await settlement(till, repair.id)).toMatchObject({ verdict: 'applied', flags: [] });
    await expect.poll(async () => (await settlement(till, broken.id)).verdict).not.toBe('quarantined');
    expect(await settlement(till, broken.id)).toMatchObject({
      cause: '',
      resolution: { how: 'repair', reason: 'a line stood twice', by: staffOf(till, 'cashier') },
    });
    const books = async () => [
      await query(world.databases.sales, 'select id, total::int from sale'),
      await query(world.databases.payments, 'select amount::int from payment'),
      await query(world.databases.inventory, `select count(*)::int as n from movement where reason = 'SALE'`),
    ];
    const once = await books();
    expect(once[0]).toEqual([{ id: data.sale.id, total: data.sale.total }]);
    expect(once[1]).toEqual([{ amount: data.sale.total }]);
    expect(await resolutions(world)).toMatchObject([{ how: 'repair', outcome: 'done' }]);

    // As after a broker that forgot: the decision and the sale are both driven once more.
    await world.db.pool.query(
      `update mutation set state = 'stored', awaiting = case id when $1 then '{sync}'::text[] else '{sales,inventory,payments}' end
        where id in ($1, $2)`,
      [repair.id, broken.id],
    );
    await world.db.pool.query('delete from inbox where message_id <> $1', [repair.id]);
    await driveAll(world.db.pool);
    await expect.poll(() => world.db.prisma.mutation.count({ where: { state: 'stored' } })).toBe(0);
    expect(await books()).toEqual(once);
    expect(await resolutions(world)).toHaveLength(1);
  },
);

test.each(buses)(
  '[I4] [S14] a sale that one service could not book is tried again: the others, which had booked it, do not do so twice (%s)',
  async (bus) => {
    await using world = await startWorld({ bus });
    const { till, making } = await openTill(world);
    const cola = must(world.products.find(({ name }) => name === 'Cola 250 ml') ?? null, 'on the demo menu');
    const level = (set: string) =>
      query(world.databases.inventory, `update level set ${set} where product_id = '${cola.id}'`);
    const [before] = await query(
      world.databases.inventory,
      `select on_hand::int from level where product_id = '${cola.id}'`,
    );
    await level('on_hand = 9000000000000000000'); // more than the worker can count
    const order = making.order([[cola, 2]]);
    const sale = till.record('completeSale', {
      sale: making.sale(order),
      order: headOf(order),
      round: 0,
      tickets: [],
    });
    await till.push([sale]);
    expect(await settlement(till, sale.id)).toMatchObject({ verdict: 'quarantined' });
    await level(`on_hand = ${String(before?.['on_hand'])}`);
    const tries = async () => {
      const why = {
        mutationId: sale.id,
        how: 'retry',
        reason: 'the stock is counted',
        replacement: null,
      } as const;
      const retry = decide(till, 'manager', why);
      await till.push([retry]);
      expect(await settlement(till, retry.id)).toMatchObject({ verdict: 'applied' });
      await expect.poll(async () => (await settlement(till, sale.id)).resolution?.at).toBeDefined();
      await expect.poll(async () => (await settlement(till, sale.id)).verdict).toBe('applied');
      return [
        await query(world.databases.sales, 'select count(*)::int as n from sale'),
        await query(world.databases.payments, 'select count(*)::int as n from payment'),
        await query(
          world.databases.inventory,
          `select sum(quantity)::int as n from movement where reason = 'SALE'`,
        ),
      ];
    };
    expect(await tries()).toEqual([[{ n: 1 }], [{ n: 1 }], [{ n: -2000 }]]);
    // Once more, as if another service had failed this time.
    await world.db.pool.query(`update mutation set state = 'quarantined' where id = $1`, [sale.id]);
    expect(await tries()).toEqual([[{ n: 1 }], [{ n: 1 }], [{ n: -2000 }]]);
  },
);

test('[S14] what is tried again and still cannot be read stays in quarantine, and the try is told', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const { till } = await openTill(world);
  const damaged = till.recordRaw((envelope) => ({ ...envelope, data: { shift: null } }));
  await till.push([damaged]);
  const why = {
    mutationId: damaged.id,
    how: 'retry',
    reason: 'after the update',
    replacement: null,
  } as const;
  const retry = decide(till, 'cashier', why);
  await till.push([retry]);
  expect(await settlement(till, retry.id)).toMatchObject({
    verdict: 'flagged',
    flags: [{ code: 'stillQuarantined', detail: { cause: expect.stringContaining('damaged') } }],
  });
  expect(await settlement(till, damaged.id)).toMatchObject({
    verdict: 'quarantined',
    cause: expect.stringContaining('damaged'),
    resolution: { how: 'retry', reason: 'after the update' },
  });
});

test('[S14] [I21] only a manager sets aside: it stays out of the books, a flagged sale in them', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const open = await openTill(world);
  const { till, making } = open;
  const { broken } = brokenSale(world, open);
  const prawns = must(world.products.find(({ name }) => name === 'Prawn malai curry') ?? null, 'on the menu');
  const order = making.order([[prawns, 9]]); // the demo has eight
  const short = till.record('completeSale', {
    sale: making.sale(order),
    order: headOf(order),
    round: 0,
    tickets: [],
  });
  await till.push([broken, short]);
  await till.settled([broken.id, short.id]);
  const aside = (role: Role, mutationId: MutationId) =>
    decide(till, role, { mutationId, how: 'setAside', reason: 'booked by hand', replacement: null });

  const refused = aside('cashier', broken.id);
  await till.push([refused]);
  expect(await settlement(till, refused.id)).toMatchObject({ flags: [{ code: 'notAllowed' }] });
  expect(await settlement(till, broken.id)).toMatchObject({ verdict: 'quarantined', resolution: null });

  const decisions = [aside('manager', broken.id), aside('manager', short.id)];
  await till.push(decisions);
  for (const { id } of decisions) expect(await settlement(till, id)).toMatchObject({ verdict: 'applied' });
  const by = staffOf(till, 'manager');
  expect(await settlement(till, broken.id)).toMatchObject({
    verdict: 'quarantined',
    resolution: { how: 'setAside', reason: 'booked by hand', by },
  });
  expect(await settlement(till, short.id)).toMatchObject({
    verdict: 'flagged',
    flags: expect.arrayContaining([expect.objectContaining({ code: 'stockShort' })]),
    resolution: { how: 'setAside', by },
  });
  expect(await query(world.databases.sales, 'select order_id from sale')).toEqual([{ order_id: order.id }]);
  expect((await resolutions(world)).map((row) => row['outcome'])).toEqual(['notAllowed', 'done', 'done']);
});

test.each(buses)(
  '[S13] [S14] a decision waits for its mutation; one about a mutation that needs none is flagged (%s)',
  async (bus) => {
    await using world = await startWorld({ bus });
    const first = await openTill(world);
    const second = await openTill(world, 1);
    const { broken } = brokenSale(world, first);
    const early = decide(second.till, 'manager', {
      mutationId: broken.id, how: 'setAside', reason: 'seen on paper', replacement: null,
    }); // prettier-ignore
    const fine = first.till.record('openShift', { shift: first.making.shift });
    const needless = decide(second.till, 'manager', {
      mutationId: fine.id, how: 'retry', reason: 'pressed by mistake', replacement: null,
    }); // prettier-ignore
    await second.till.push([early, needless]);
    await expect
      .poll(() => query(world.databases.sync, 'select reason from parked'))
      .toContainEqual({ reason: `mutation ${broken.id}` });
    await first.till.push([broken, fine]);
    await second.till.settled([early.id, needless.id]);
    expect(await settlement(second.till, needless.id)).toMatchObject({
      flags: [{ code: 'nothingToResolve' }],
    });
    expect(await settlement(second.till, early.id)).toMatchObject({ verdict: 'applied' });
    expect(await settlement(second.till, broken.id)).toMatchObject({
      verdict: 'quarantined',
      resolution: { how: 'setAside' },
    });
    expect(await query(world.databases.sync, 'select reason from parked')).toEqual([]);
  },
);

test('[S14] nobody decides about the mutations of another branch, nor waits for one longer than three days', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const { till } = await openTill(world);
  const damaged = till.recordRaw((envelope) => ({ ...envelope, data: null }));
  await till.push([damaged]);
  await world.db.pool.query(`update mutation set branch_id = $1 where id = $2`, [uuidv7(), damaged.id]);
  const decision = decide(till, 'manager', {
    mutationId: damaged.id, how: 'setAside', reason: 'not mine', replacement: null,
  }); // prettier-ignore
  await till.push([decision]);
  await expect
    .poll(() => query(world.databases.sync, 'select reason from parked'))
    .toEqual([{ reason: `mutation ${damaged.id}` }]);
  expect(await resolutions(world)).toEqual([]);
  // Nor does it wait for ever.
  await world.db.pool.query(`update parked set waits_from = now() - interval '73 h'`);
  expect(await settlement(till, decision.id)).toMatchObject({ flags: [{ code: 'nothingToResolve' }] });
});

test('[S14] a manager in the office tries a held record again and sets it aside, in words, journaled, and the till hears of it', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const open = await openTill(world);
  const { till } = open;
  const { broken } = brokenSale(world, open);
  await till.push([broken]);
  await settlement(till, broken.id);
  const signedIn = await fetch(`${world.url}/office/sign-in`, {
    method: 'POST',
    body: JSON.stringify(demoOffice),
  });
  const cookie = must(signedIn.headers.get('set-cookie'), 'signed in').split(';')[0] ?? '';
  const ask = async (path: string, body?: object): Promise<unknown> => {
    const init = body ? { method: 'POST', body: JSON.stringify(body) } : {};
    return (await fetch(`${world.url}${path}`, { ...init, headers: { cookie } })).json();
  };
  const decideThere = async (how: string, reason: string, mutationId = broken.id) =>
    resolutionAnswerSchema.parse(await ask('/office/resolutions', { mutationId, how, reason }));

  const { records } = heldRecordsSchema.parse(await ask('/office/held'));
  expect(records).toMatchObject([{ mutationId: broken.id, name: 'completeSale', number: broken.number }]);
  expect(traceOfText(records[0]?.body ?? '').data.sale?.receiptNumber).toMatch(/^T1-/);

  const before = till.seen.length;
  expect(await decideThere('retry', 'the server was updated')).toEqual({ outcome: 'done', cause: '' });
  const told = async () => {
    await till.pull();
    return till.seen
      .slice(before)
      .flatMap((change) =>
        change.entity === 'settlement' && change.id === broken.id && change.data ? [change.data] : [],
      );
  };
  // Its worker finds what it found before, and the till hears who tried.
  await expect.poll(async () => (await told()).at(-1)?.resolution?.how).toBe('retry');
  expect((await told()).at(-1)).toMatchObject({ verdict: 'quarantined', resolution: { account: 'nusrat' } });
  expect((await decideThere('setAside', 'rung up again as T1-7')).outcome).toBe('done');
  expect((await told()).at(-1)).toMatchObject({
    verdict: 'quarantined',
    resolution: { how: 'setAside', reason: 'rung up again as T1-7', account: 'nusrat' },
  });
  expect(heldRecordsSchema.parse(await ask('/office/held')).records).toEqual([]);
  const stranger = uuidv7() as MutationId; // nobody's
  expect((await decideThere('setAside', 'what is that', stranger)).outcome).toBe('nothingToResolve');
  const audit = auditPageSchema.parse(await ask('/office/audit?kind=decision'));
  expect(audit.entries.map(({ what, reason, by }) => [what, reason, by])).toEqual([
    ['setAside', 'rung up again as T1-7', 'nusrat'],
    ['retry', 'the server was updated', 'nusrat'],
  ]);
});

test('[S14] what the office tries again and still cannot read says why; of another branch there is nothing to decide', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol(0);
  const strange = till.recordRaw((envelope) => ({ ...envelope, type: 'danceOnTable' }));
  await till.push([strange]);
  const account = { accountId: uuidv7(), name: 'nusrat', branchId: world.branchId };
  const request = { mutationId: strange.id, how: 'retry', reason: 'perhaps now' } as const;
  const answer = await resolveInOffice(world.db.pool, mutations, account, request);
  expect(answer).toMatchObject({
    outcome: 'stillQuarantined',
    cause: expect.stringContaining('danceOnTable'),
  });
  const elsewhere = { ...account, branchId: newId<typeof world.branchId>(uuidv7) };
  expect(await resolveInOffice(world.db.pool, mutations, elsewhere, request)).toMatchObject({
    outcome: 'nothingToResolve',
  });
  expect(await resolutions(world)).toMatchObject([{ outcome: 'stillQuarantined' }]);
});
