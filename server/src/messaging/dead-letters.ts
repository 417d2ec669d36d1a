import type { Pool, PoolClient } from 'pg';

/** Keeps a message that nobody can make sense of, whole and with its cause, for a person [S13]. */
export async function bury(
  db: Pool | PoolClient,
  letter: { readonly subject: string; readonly payload: string },
  cause: unknown,
): Promise<void> {
  await db.query('insert into dead_letter (subject, payload, cause) values ($1, $2, $3)', [
    letter.subject,
    letter.payload,
    causeText(cause),
  ]);
}

export function causeText(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
