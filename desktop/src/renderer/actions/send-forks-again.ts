import { ok, type Result } from '@galley/shared/values/result.ts';
import { type Mutation, mutationSchema } from '@galley/shared/wire/mutations.ts';
import type { OutboxRow } from '../db/rows.ts';
import { readPlace, recordFact } from './record-mutation.ts';
import type { Till } from './till.ts';

/**
 * Entries whose numbers the server holds something else under, because this till was copied or put back, are kept there
 * beside the log and booked nowhere. Once the till has been enrolled again they are said once more under new numbers, so
 * both sides' sales are in the books [S8] [S10]. Answers how many.
 */
export async function sendForksAgain(till: Till): Promise<Result<number>> {
  const { db } = till;
  if ((await db.outbox.where('state').equals('fork').count()) === 0) return ok(0);
  return db.transaction('rw', [db.meta, db.outbox], async () => {
    const place = await readPlace(till);
    if (!place.ok) return place;
    const { identity } = place.value;
    const forks = await db.outbox.where('state').equals('fork').toArray();
    let sent = 0;
    for (const fork of forks) {
      // Only a person can say that this device is this till: until it is enrolled again its copy may be the right one.
      if (fork.incarnation >= identity.incarnation || fork.resolution !== undefined) continue;
      if (await sendAgain(till, fork)) sent += 1;
    }
    return ok(sent);
  });
}

/** What cannot be read stays as it is, for a person: the server has its bytes. */
async function sendAgain(till: Till, fork: OutboxRow): Promise<boolean> {
  const mutation = readBody(fork);
  const place = await readPlace(till); // each entry moves the till's numbers on
  if (!mutation || !place.ok) return false;
  const { type: name, version, data, staffId } = mutation;
  await recordFact(till, place.value, { name, version, data, staffId, amount: fork.amount });
  const resolution = { how: 'repair', reason: '', by: staffId, at: place.value.at } as const;
  await till.db.outbox.put({ ...fork, resolution });
  return true;
}

function readBody({ body }: OutboxRow): Mutation | null {
  try {
    return mutationSchema.safeParse(JSON.parse(body)).data ?? null;
  } catch {
    return null;
  }
}
