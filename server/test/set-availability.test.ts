import { newId, type ProductId, uuidv7 } from '@galley/shared/values/ids.ts';
import { pieces } from '@galley/shared/values/quantity.ts';
import { instant } from '@galley/shared/values/time.ts';
import type { Availability } from '@galley/shared/domain/availability.ts';
import { expect, test } from 'vitest';
import type { TestTill } from './test-till.ts';
import { startWorld } from './world.ts';

test('what one till says is left reaches the others, each word under a revision of its own', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol();
  const productId = newId<ProductId>(uuidv7);
  const said = [
    say(till, productId, 5, 0, 1),
    say(till, productId, 0, 0, 2),
    say(till, productId, null, 0, 3),
  ];
  await till.push(said);
  const settlements = await till.settled(said.map(({ id }) => id));
  expect(said.map(({ id }) => settlements.get(id)?.data?.verdict)).toEqual(['applied', 'applied', 'applied']);
  expect(await stateOf(till, productId)).toMatchObject({ revision: 3, data: { left: null } });
  const { rowCount } = await world.db.pool.query(
    `select from outbox where subject like 'evt.sync.availabilitySet.%'`,
  );
  expect(rowCount).toBe(3);
});

test('of two who did not know of each other the later one counts; who knew the newest word replaces it', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol();
  const productId = newId<ProductId>(uuidv7);
  const tell = async (left: number, seen: number, minute: number) => {
    const one = say(till, productId, left, seen, minute);
    await till.push([one]);
    await till.settled([one.id]);
    return (await stateOf(till, productId))?.data;
  };
  await tell(9, 0, 10);
  expect(await tell(3, 0, 5), 'said before, came later').toMatchObject({ left: pieces(9) });
  expect(await tell(0, 1, 4), 'said with the newest in sight, by a clock that is slow').toMatchObject({
    left: 0,
  });
});

function say(till: TestTill, productId: ProductId, left: number | null, seen: number, minute: number) {
  const at = instant(Date.now() - 3600_000 + minute * 60_000);
  const availability: Availability = {
    productId,
    left: left === null ? null : pieces(left),
    by: till.staffId,
    at,
  };
  return till.record('setAvailability', { availability, seen });
}

/** As the feed told it last. */
async function stateOf(till: TestTill, productId: ProductId) {
  await till.pull();
  return till.seen.findLast((change) => change.entity === 'availability' && change.id === productId);
}
