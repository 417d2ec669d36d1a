import type { Pool, PoolClient } from 'pg';
import type { MutationTable } from '@galley/shared/wire/mutations.ts';
import { ok, refuse, type Result } from '@galley/shared/values/result.ts';
import { inTransaction } from '../db/transaction.ts';
import { driveAgain, lockMutations, readAgain } from '../sync/drive-again.ts';
import type { Service } from './streams.ts';

/** The databases in which letters lie. */
export type LetterBoxes = Readonly<Record<Service, Pool>>;

/** A dead letter as people name it: `sales-12`. */
export type DeadLetter = {
  readonly id: string;
  readonly subject: string;
  readonly cause: string;
  readonly attempts: number;
  readonly diedAt: Date;
  readonly lastTriedAt: Date;
  readonly state: 'open' | 'replaying';
};

/** All that wait for a person or are being tried, oldest first. */
export async function listLetters(boxes: LetterBoxes): Promise<DeadLetter[]> {
  const lists = Object.entries(boxes).map(async ([service, pool]) => {
    const { rows } = await pool.query<DeadLetter>(
      `select $1 || '-' || id as id, subject, cause, attempts, died_at as "diedAt", last_tried_at as "lastTriedAt", state
         from dead_letter where state in ('open', 'replaying')`,
      [service],
    );
    return rows;
  });
  return (await Promise.all(lists)).flat().sort((a, b) => a.diedAt.getTime() - b.diedAt.getTime());
}

/**
 * Has a letter tried once more, after what was wrong with it has been put right. One that could not even be read goes to
 * its worker as if the bus had brought it. One that was read and not applied has quarantined its mutation: that one is driven
 * again from the log, through all its workers.
 */
export async function replayLetter(
  boxes: LetterBoxes,
  table: MutationTable,
  id: string,
): Promise<Result<'handed to its worker' | 'sent again from the log'>> {
  const place = placeOf(boxes, id);
  if (!place) return unknownLetter(id);
  return inTransaction(place.pool, async (tx) => {
    const letter = await lockOpen(tx, place.key);
    if (!letter) return unknownLetter(id);
    if (letter.mutation_id !== null) {
      const driven = await driveQuarantined(boxes.sync, table, letter.mutation_id);
      if (!driven.ok) return driven;
      if (driven.value) {
        await close(tx, place.key, 'replayed', '');
        return ok('sent again from the log');
      }
      // Its mutation is not in quarantine, or it has none: only this worker lacks it.
      await tx.query('delete from inbox where message_id = $1', [letter.message_id]);
    }
    await tx.query(`update dead_letter set state = 'replaying' where id = $1`, [place.key]);
    return ok('handed to its worker');
  });
}

/** Takes a letter off the list for a reason that is kept with it. Nothing is deleted. */
export async function dropLetter(boxes: LetterBoxes, id: string, reason: string): Promise<Result<void>> {
  const place = placeOf(boxes, id);
  if (!place) return unknownLetter(id);
  return inTransaction(place.pool, async (tx) => {
    if (!(await lockOpen(tx, place.key))) return unknownLetter(id);
    await close(tx, place.key, 'dropped', reason);
    return ok(undefined);
  });
}

type Place = { readonly pool: Pool; readonly key: number };

function placeOf(boxes: LetterBoxes, id: string): Place | null {
  const [, service = '', key] = /^([a-z]+)-(\d+)$/.exec(id) ?? [];
  const box = Object.entries(boxes).find(([name]) => name === service);
  return box ? { pool: box[1], key: Number(key) } : null;
}

function unknownLetter(id: string) {
  return refuse('unknownLetter', `There is no open dead letter ${id}.`);
}

async function lockOpen(tx: PoolClient, key: number) {
  const { rows } = await tx.query<{ message_id: string | null; mutation_id: string | null }>(
    `select message_id, mutation_id from dead_letter where id = $1 and state in ('open', 'replaying') for update`,
    [key],
  );
  return rows[0];
}

async function close(tx: PoolClient, key: number, state: string, reason: string): Promise<void> {
  await tx.query(`update dead_letter set state = $2, reason = $3, closed_at = now() where id = $1`, [
    key,
    state,
    reason,
  ]);
}

/** False: it is not in quarantine. */
function driveQuarantined(pool: Pool, table: MutationTable, id: string): Promise<Result<boolean>> {
  return inTransaction(pool, async (tx) => {
    const [target] = await lockMutations(tx, `m.id = $1 and m.state = 'quarantined'`, [id]);
    if (!target) return ok(false);
    const read = readAgain(table, target);
    if (!read.ok) return refuse('stillQuarantined', `The server still cannot read it: ${read.message}`);
    await driveAgain(tx, target, read.value, target.body);
    return ok(true);
  });
}
