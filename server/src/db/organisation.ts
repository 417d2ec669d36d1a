import type { Pool, PoolClient } from 'pg';
import { type OrganisationId, organisationIdSchema } from '@galley/shared/values/ids.ts';
import { type Commit, inTransaction } from './transaction.ts';

/**
 * Runs what a till or an office asked for in one transaction that sees and changes nothing but its own organisation's
 * rows: PostgreSQL's row security keeps the others apart, whatever the statements say. Costs no round trip of its own.
 */
export function inOrganisation<T>(
  pool: Pool,
  organisationId: OrganisationId,
  work: (tx: PoolClient, commit: Commit) => Promise<T>,
): Promise<T> {
  return inTransaction(pool, work, beginIn(organisationId));
}

/** Begins such a transaction on a connection that is held for longer than one function, and in another mode. */
export function beginIn(organisationId: OrganisationId, mode = ''): string {
  // `set` takes no parameters; a UUID needs no quoting.
  const id = organisationIdSchema.parse(organisationId);
  return `begin ${mode}; set local role galley_tenant; set local galley.organisation = '${id}'`;
}
