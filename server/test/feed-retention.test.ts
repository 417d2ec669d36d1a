import { expect, test } from 'vitest';
import { must } from '@galley/shared/values/must.ts';
import { changesPageSchema, cursorToText } from '@galley/shared/wire/changes.ts';
import { dropTombstones } from '../src/sync/feed-retention.ts';
import { putEntities } from '../src/sync/put-entities.ts';
import { startWorld } from './world.ts';

const dayMs = 86_400_000;

test('[S21] tombstones go after 60 days, and whoever has not heard of them takes a snapshot', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const { pool } = world.db;
  const till = await world.enrol();
  const [first, second] = world.products.map(({ id }) => ({ entity: 'product' as const, id, data: null }));
  await putEntities(pool, world.branchId, [must(first, 'the demo has products')]);
  const ended = must((await till.pull()).at(-1), 'the end of the first product').version;
  const now = Date.now();
  await dropTombstones(pool, new Date(now));
  await putEntities(pool, world.branchId, [must(second, 'the demo has products')]);
  const { epoch, branch } = till.identity;
  const ask = async (version: number) => {
    const cursor = cursorToText({ epoch, stream: branch.id, scope: 'till', version });
    const response = await till.request('GET', `/sync/changes?cursor=${cursor}`);
    return changesPageSchema.parse(await response.json());
  };

  await dropTombstones(pool, new Date(now + 59 * dayMs));
  expect(await ask(ended - 1)).toMatchObject({
    kind: 'page',
    changes: [{ id: first?.id }, { id: second?.id }],
  });
  await dropTombstones(pool, new Date(now + 60 * dayMs));
  expect(await ask(ended - 1)).toMatchObject({ kind: 'mustResnapshot' });
  expect(await ask(ended)).toMatchObject({ kind: 'page', changes: [{ id: second?.id, data: null }] });
  // What is told again after its end begins a new life.
  await putEntities(pool, world.branchId, [
    {
      entity: 'product',
      id: must(world.products[0], 'as above').id,
      data: must(world.products[0], 'as above'),
    },
  ]);
  expect((await till.pull()).map(({ id }) => id)).toEqual([second?.id, first?.id]);
});
