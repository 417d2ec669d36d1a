import type { PoolClient } from 'pg';
import type { CommandOf } from '@galley/shared/wire/commands.ts';
import type { Answer } from '../messaging/answer.ts';

/**
 * Somebody said how much of a product there still is. What was said with the newest word before their eyes replaces it;
 * of two who did not know of each other the later one counts, so that a till which comes back in the evening does not
 * sell out again what was brought in at noon.
 */
export async function setAvailability(
  tx: PoolClient,
  { branchId, data, flags }: CommandOf<'setAvailability'>,
): Promise<Answer> {
  const { availability, seen } = data;
  const { rows } = await tx.query<{ revision: number }>(
    `insert into availability (branch_id, product_id, revision, said_at) values ($1, $2, 1, $3)
     on conflict (branch_id, product_id) do update
        set revision = availability.revision + 1, said_at = excluded.said_at
      where availability.revision <= $4 or availability.said_at <= excluded.said_at
     returning revision`,
    [branchId, availability.productId, availability.at, seen],
  );
  const [said] = rows;
  const state = said ? { revision: said.revision, data: availability } : null;
  return { event: 'availabilitySet', data: { availability: state }, flags };
}
