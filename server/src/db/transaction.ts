import type { Pool, PoolClient } from 'pg';

/**
 * Runs `work` in one transaction: committed if it returns, rolled back if it throws. Its first statement leaves together
 * with `begin`, and `commit` may be sent behind the last one.
 */
export async function inTransaction<T>(
  pool: Pool,
  work: (tx: PoolClient, commit: Commit) => Promise<T>,
  begin = 'begin',
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  let committed: Promise<unknown> | undefined;
  const commit = () => (committed ??= client.query('commit'));
  try {
    const [begun, worked] = await Promise.allSettled(
      inOnePacket(client, () => [client.query(begin), work(client, commit)] as const),
    );
    if (begun.status === 'rejected') throw begun.reason;
    if (worked.status === 'rejected') throw worked.reason;
    await commit();
    return worked.value;
  } catch (error) {
    // A rollback fails only when the connection is gone, and then the pool must not hand it out again.
    await client.query('rollback').catch((fault: Error) => (broken = fault));
    throw error;
  } finally {
    client.release(broken);
  }
}

/**
 * Commits without waiting for what was sent before: where that failed, PostgreSQL rolls back at the word, and the failure
 * is thrown. Those who send before it must not be `async`: what goes wrong before a statement is sent has to be thrown
 * at once, or the rest would be committed without it.
 */
export type Commit = () => Promise<unknown>;

/**
 * Sends statements in one packet, in this order: for those that do not need each other's answers, because to write to a
 * socket and wake who reads it costs more than most statements do. Waits for all of them, even where one fails, so that
 * none is still to be sent when the connection is somebody else's; then throws what failed of itself.
 */
export async function together<T extends readonly unknown[] | []>(
  tx: PoolClient,
  send: () => T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const sent = inOnePacket(tx, send);
  const failures: unknown[] = [];
  await Promise.all(
    sent.map((each) => Promise.resolve(each).catch((error: unknown) => failures.push(error))),
  );
  if (failures.length > 0) throw failures.find((error) => !failedByAnother(error)) ?? failures[0];
  return Promise.all(sent);
}

/** PostgreSQL's 25P02: what it answers in a transaction where something has failed before. */
function failedByAnother(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '25P02';
}

function inOnePacket<T>({ connection: { stream } }: PoolClient, send: () => T): T {
  stream.cork();
  try {
    return send();
  } finally {
    stream.uncork();
  }
}

/**
 * Whether the same work may succeed later: lost connections, restarts, deadlocks, too many clients. PostgreSQL's
 * classes 08, 40, 53, 55, 57 and 58 (its appendix A); anything else will fail again in the same way.
 */
export function isTransient(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return (
    /^(08|40|53|55|57|58)/.test(code) ||
    /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND)/.test(code) ||
    isLostConnection(error)
  );
}

function isLostConnection(error: unknown): boolean {
  return (
    error instanceof Error &&
    /Connection terminated|is not queryable|timeout exceeded when trying to connect/.test(error.message)
  );
}

/** A row with this key is there already (PostgreSQL's 23505). */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505';
}
