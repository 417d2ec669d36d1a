import type { PoolClient } from 'pg';

/**
 * Holds names until commit, in their order, so that nobody waits in a circle: `shared` ones together with others who share
 * them, `alone` ones with nobody.
 */
export async function lockNames(
  tx: PoolClient,
  { shared, alone }: { readonly shared: readonly string[]; readonly alone: readonly string[] },
): Promise<void> {
  if (shared.length + alone.length === 0) return;
  await tx.query({
    name: 'lock-names',
    text: `select case when name = any($2::text[]) then pg_advisory_xact_lock(hashtextextended(name, 0))
                       else pg_advisory_xact_lock_shared(hashtextextended(name, 0)) end
             from (select distinct name from unnest($1::text[] || $2::text[]) as name order by name) as sorted`,
    values: [shared, alone],
  });
}
