import type { Staff } from '@galley/shared/domain/staff.ts';
import { newId, type StaffId, uuidFrom } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import { expect, test } from 'vitest';
import { putEntities } from '../src/sync/put-entities.ts';
import { readEntity } from '../src/sync/read-entity.ts';
import { createMaking, headOf } from './making.ts';
import { startWorld, type World } from './world.ts';

const demo = (name: string) => newId<StaffId>(() => uuidFrom(`galley demo staff ${name}`));
const [rahim, nusrat, stranger] = [demo('Rahim'), demo('Nusrat'), demo('nobody')];
const word = (staffId: StaffId) => ({ staffId, name: 'whoever', reason: 'burnt' });

/** A till with a sale, and what gives it back, said by anybody with anybody's word. */
async function openCounter(world: World) {
  const till = await world.enrol(0);
  const making = createMaking(till);
  const product = must(
    world.products.find(({ name }) => name === 'Plain naan'),
    'on the demo menu',
  );
  const order = making.order([[product, 1]]);
  const sale = making.sale(order);
  const tickets = { round: 0, tickets: [] };
  const refund = making.refund(sale);
  return {
    till,
    refund: (staffId: StaffId, approval?: ReturnType<typeof word>) =>
      till.recordRaw((envelope) => ({ ...envelope, staffId, approval }), 'refundSale', { refund }),
    before: [
      till.record('openShift', { shift: making.shift }),
      till.record('completeSale', { sale, order: headOf(order), ...tickets }),
    ],
  };
}

test.each([
  ['a cashier alone', rahim, undefined, [{ permission: 'refund', by: 'Rahim' }]],
  ['a cashier with the word of another', rahim, word(rahim), [{ permission: 'refund', approvedBy: 'Rahim' }]],
  ['somebody nobody knows', stranger, undefined, [{ permission: 'refund', by: '' }]],
  ['a cashier with the word of a manager', rahim, word(nusrat), []],
  [
    'a cashier with the word of a manager who has left',
    rahim,
    word(nusrat),
    [{ permission: 'refund', by: 'Rahim', approvedBy: 'Nusrat' }],
  ],
  ['a manager alone', nusrat, undefined, []],
] as const)(
  '[S9] [S14] [I21] a refund by %s is booked, and flagged unless it was allowed',
  async (who, staffId, approval, flags) => {
    await using world = await startWorld({ bus: 'direct' });
    const { till, before, refund } = await openCounter(world);
    if (who.endsWith('has left')) await letGo(world, nusrat);
    const given = refund(staffId, approval);
    await till.push([...before, given]);
    const told = must((await till.settled([given.id])).get(given.id)?.data, 'it was waited for');
    expect(told.verdict).toBe(flags.length > 0 ? 'flagged' : 'applied');
    expect(told.flags).toMatchObject(flags.map((detail) => ({ code: 'notAllowed', detail })));
  },
);

async function letGo({ db, branchId }: World, id: StaffId): Promise<void> {
  const person = await readEntity(db.pool, branchId, 'staff', id);
  await putEntities(db.pool, branchId, [{ entity: 'staff', id, data: { ...person, active: false } }]);
}

test('[S14] what the office lets a branch do is what counts from then on', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const { till, before, refund } = await openCounter(world);
  const id = newId<never>(() => uuidFrom('cashiers'));
  const cashiers = { id, name: 'Cashiers', role: 'cashier' as Staff['role'], grants: { refund: {} } };
  await putEntities(world.db.pool, world.branchId, [{ entity: 'rights', id, data: cashiers }]);
  const given = refund(rahim);
  await till.push([...before, given]);
  expect((await till.settled([given.id])).get(given.id)?.data).toMatchObject({
    verdict: 'applied',
    flags: [],
  });
  expect(till.seen.find((change) => change.entity === 'rights')?.data).toEqual(cashiers);
});
