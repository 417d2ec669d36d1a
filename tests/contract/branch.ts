// Dexie looks for IndexedDB when it is loaded, so this comes before everything that loads Dexie.
import 'fake-indexeddb/auto';
import { taxSchema, productSchema, orderTypes } from '@galley/shared/domain/menu.ts';
import { newId, type ProductId, type TaxId, type TillId, uuidv7 } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import { percent } from '@galley/shared/values/tax-rate.ts';
import { readMeta } from '@galley/desktop/renderer/db/database.ts';
import { countUnsettled } from '@galley/desktop/renderer/sync/status.ts';
import { createEnrolmentCode } from '@galley/server/sync/enrolment.ts';
import { createTill } from '@galley/server/sync/create-branch.ts';
import { putEntities } from '@galley/server/sync/put-entities.ts';
import { expect } from 'vitest';
import { startWorld, type World } from '../../server/test/world.ts';
import { startTill, type Till } from './till.ts';

/** A branch with the real server, its workers, and two real tills that have begun their day. */
export type Branch = AsyncDisposable & {
  readonly world: World;
  readonly first: Till;
  readonly second: Till;
  /** A code to enrol the till of this number again. */
  newCode(number: 1 | 2): Promise<string>;
  /** A third till that comes later and knows all from the snapshot [S21]; the branch ends it. */
  late(): Promise<Till>;
  /** Waits until everything recorded is settled and every till has heard of it. */
  settle(): Promise<void>;
};

export async function openBranch(bus: 'nats' | 'direct'): Promise<Branch> {
  const world = await startWorld({ bus });
  await addToMenu(world);
  const tills = await Promise.all(world.codes.map((code) => startTill(() => world.url, code)));
  const [first, second] = tills;
  const branch: Branch = {
    world,
    first: must(first, 'the demo has two tills'),
    second: must(second, 'the demo has two tills'),
    async newCode(number) {
      const { id } = await world.db.prisma.till.findFirstOrThrow({ where: { code: `T${number}` } });
      return createEnrolmentCode(world.db.pool, id as TillId, 10); // Prisma knows a UUID as text only
    },
    async late() {
      const id = newId<TillId>(() => uuidv7());
      const code = `L${tills.length}`;
      await createTill(world.db, world.branchId, { id, code, name: code, receiptPrinterId: null });
      const till = await startTill(() => world.url, await createEnrolmentCode(world.db.pool, id, 10));
      tills.push(till);
      return till;
    },
    async settle() {
      for (const till of tills) till.mend();
      await expect.poll(() => unsettled(world, tills), { timeout: 20_000, interval: 10 }).toEqual([]);
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(tills.map((till) => till.stop()));
      await world[Symbol.asyncDispose]();
    },
  };
  await Promise.all([branch.first.openShift(), branch.second.openShift()]);
  return branch;
}

/** In words, so that a test that waits in vain says for what. */
async function unsettled(world: World, tills: readonly Till[]): Promise<string[]> {
  const { rows } = await world.db.pool.query<{ epoch: string; head: string; stored: string }>(
    `select (select value from setting where key = 'epoch') as epoch, head::text,
            (select count(*)::text from mutation where state = 'stored') as stored
       from branch where id = $1`,
    [world.branchId],
  );
  const server = must(rows[0], 'the branch is there');
  const words = server.stored === '0' ? [] : [`${server.stored} stored mutations wait for their workers`];
  for (const [index, { db }] of tills.entries()) {
    const name = `till ${index + 1}`;
    const waiting = await countUnsettled(db);
    if (waiting > 0) words.push(`${waiting} entries of ${name} are not settled`);
    const cursor = await readMeta(db, 'cursor');
    if (cursor?.epoch !== server.epoch) words.push(`${name} reads another history`);
    else if (cursor.version !== Number(server.head)) {
      words.push(`${name} has read ${cursor.version} of ${server.head}`);
    }
  }
  return words;
}

/** What the demo's menu lacks: a tax on top, for guests at tables only, and something that nobody cooks. */
export async function addToMenu(world: Pick<World, 'db' | 'branchId' | 'products'>): Promise<void> {
  const service = taxSchema.parse({
    id: newId<TaxId>(() => uuidv7()),
    name: 'Service',
    rate: percent(10),
    inclusive: false,
    orderTypes: orderTypes.filter((type) => type === 'dineIn'),
  });
  const platter = must(
    world.products.find(({ name }) => name === 'Mixed grill platter'),
    'on the demo menu',
  );
  const taxed = productSchema.parse({ ...platter, taxIds: [...platter.taxIds, service.id] });
  const cake = productSchema.parse({
    ...platter,
    id: newId<ProductId>(() => uuidv7()),
    name: 'Cake from the shelf',
    stationId: null,
  });
  await putEntities(world.db.pool, world.branchId, [
    { entity: 'tax', id: service.id, data: service },
    { entity: 'product', id: taxed.id, data: taxed },
    { entity: 'product', id: cake.id, data: cake },
  ]);
}
