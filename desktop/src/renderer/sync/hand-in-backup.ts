import type { PushAnswer } from '@galley/shared/wire/push.ts';
import { pushAnswerSchema, pushLimits } from '@galley/shared/wire/push.ts';
import type { Backup } from '../black-box/read-backup.ts';
import type { BoxEntry } from '../black-box/format.ts';
import type { Client } from './client.ts';

/** What the server said of a backup's entries: those it lacked, those it had, those that contradict what it has. */
export type HandedIn = { readonly fresh: number; readonly known: number; readonly notTaken: number };

/**
 * Hands a backup in at the server under the till and the enrolments that recorded it, straight from the file: nothing of
 * it becomes this till's own. The server knows every entry by its id, number and hash, so twice is once [S8] [S10].
 */
export async function handInBackup(
  client: Client,
  backup: Pick<Backup, 'place' | 'entries'>,
  appVersion: string,
): Promise<HandedIn> {
  const said: PushAnswer['results'][number][] = [];
  let left = [...backup.entries].sort((a, b) => a.incarnation - b.incarnation || a.number - b.number);
  while (left.length > 0) {
    const batch = firstBatch(left);
    const answer = await client.post(
      '/sync/push',
      {
        tillId: backup.place.identity.till.id,
        incarnation: batch[0]?.incarnation,
        mutations: batch.map(({ id, number, hash, body }) => ({ id, number, hash, body })),
        status: { waiting: 0, oldestAt: null, appVersion },
      },
      pushAnswerSchema,
    );
    said.push(...answer.results);
    // Behind a fork or a hole the server takes nothing more of this enrolment, and says so of what it did not take.
    const stopped = answer.gap !== null || answer.results.some(({ state }) => state === 'fork');
    const of = batch[0]?.incarnation;
    left = stopped ? left.filter(({ incarnation }) => incarnation !== of) : left.slice(batch.length);
  }
  const count = (...states: readonly string[]) => said.filter(({ state }) => states.includes(state)).length;
  const [fresh, known] = [count('stored', 'quarantined'), count('duplicate')];
  return { fresh, known, notTaken: backup.entries.length - fresh - known };
}

/** What fits into one request, of one enrolment and without a hole [S6]. */
function firstBatch(entries: readonly BoxEntry[]): BoxEntry[] {
  const batch: BoxEntry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    const before = batch.at(-1);
    const follows =
      !before || (before.incarnation === entry.incarnation && before.number === entry.number - 1);
    bytes += entry.body.length;
    if (!follows || batch.length === pushLimits.mutations || (before && bytes > pushLimits.batchBytes)) break;
    batch.push(entry);
  }
  return batch;
}
