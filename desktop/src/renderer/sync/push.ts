import { type PushAnswer, pushAnswerSchema, pushLimits, type PushRequest } from '@galley/shared/wire/push.ts';
import { uuidv7 } from '@galley/shared/values/ids.ts';
import type { Clock } from '@galley/shared/values/time.ts';
import { sendForksAgain } from '../actions/send-forks-again.ts';
import { type GalleyDatabase, readMeta, writeMeta } from '../db/database.ts';
import type { OutboxRow } from '../db/rows.ts';
import type { Client } from './client.ts';
import { Refused, Stuck } from './faults.ts';
import { nextBatch } from './next-batch.ts';
import { applyAnswer, incarnationsOf, noteClock, rewind, sendAgain } from './push-answer.ts';
import { askBrowserStorage, createTillStatus, type Storage } from './till-status.ts';

export type Push = (client: Client) => Promise<'idle' | 'more'>;

export type PushOptions = {
  readonly db: GalleyDatabase;
  readonly now: Clock;
  readonly appVersion: string;
  readonly askStorage?: () => Promise<Storage>;
};

/** How long a till with nothing to send is silent before it says how it is [S24]. */
const heartbeatMs = 60_000;

/**
 * Sends what waits in the outbox, batch by batch in the till's order. An answer only marks rows as stored: what settles
 * them is their verdict in the feed [S5]. Not a single row is deleted here.
 */
export function createPush(options: PushOptions): Push {
  const { db, now, askStorage = askBrowserStorage } = options;
  const readStatus = createTillStatus({ ...options, askStorage });
  /** When the server last heard of this till. */
  let heardAt = Number.NEGATIVE_INFINITY;
  let most: number = pushLimits.mutations;
  /** Logs that a person has to look at; the other ones go on. */
  const stuck = new Map<number, Stuck>();
  let last: Promise<unknown> = Promise.resolve();

  return (client) => {
    // One request in flight [S6], whoever asks: the loop or a person.
    const next = last.then(
      () => pushNext(client),
      () => pushNext(client),
    );
    last = next;
    return next;
  };

  async function pushNext(client: Client): Promise<'idle' | 'more'> {
    await refill(client);
    await sendForksAgain({ db, now, ids: () => uuidv7(now()) });
    const batch = await nextBatch(db, most, stuck);
    const [first] = batch;
    if (!first) {
      await beat(client);
      // Told when the rest is through, then tried anew from the oldest.
      const [reason] = stuck.values();
      stuck.clear();
      if (reason) throw reason;
      return 'idle';
    }
    try {
      const answer = await tell(client, first.incarnation, batch);
      if (answer.gap) await rewind(db, first, answer.gap.expected);
      most = Math.min(most * 2, pushLimits.mutations);
      return 'more';
    } catch (fault) {
      if (isTooMuch(fault) && batch.length > 1) {
        // The entry that it chokes on is found by halving, and the others before it get through [S6].
        most = Math.floor(batch.length / 2);
      } else if (isTooMuch(fault)) {
        stuck.set(
          first.incarnation,
          new Stuck(`The server cannot take entry ${first.number}: ${fault.message}`),
        );
      } else if (fault instanceof Stuck) {
        stuck.set(first.incarnation, fault);
      } else {
        throw fault;
      }
      return 'more';
    }
  }

  async function post(client: Client, incarnation: number, batch: readonly OutboxRow[]): Promise<PushAnswer> {
    const request: PushRequest = {
      incarnation,
      mutations: batch.map(({ id, number, hash, body }) => ({ id, number, hash, body })),
      status: await readStatus(batch),
    };
    const answer = await client.post('/sync/push', request, pushAnswerSchema);
    await noteClock(db, Date.parse(answer.serverTime) - now());
    return answer;
  }

  async function tell(client: Client, incarnation: number, batch: readonly OutboxRow[]): Promise<PushAnswer> {
    const answer = await post(client, incarnation, batch);
    await applyAnswer(db, incarnation, answer);
    heardAt = now();
    return answer;
  }

  /** An idle till says once a minute how it is; one that was put back to an older state finds it out by the answer. */
  async function beat(client: Client): Promise<void> {
    const identity = await readMeta(db, 'identity');
    if (!identity || Math.abs(now() - heardAt) < heartbeatMs) return;
    // Older logs too, whose rows may go once a backup of the server holds them; the present one last [S5].
    const older = (await incarnationsOf(db)).filter((each) => each !== identity.incarnation);
    for (const incarnation of [...older, identity.incarnation]) await tell(client, incarnation, []);
  }

  /** A server with another history is asked what it still has of each log, and gets the rest again [S10]. */
  async function refill(client: Client): Promise<void> {
    const cursor = await readMeta(db, 'cursor');
    if (!cursor || cursor.epoch === (await readMeta(db, 'pushedEpoch'))) return;
    for (const incarnation of await incarnationsOf(db)) {
      const { storedUpTo } = await post(client, incarnation, []);
      await sendAgain(db, incarnation, storedUpTo + 1);
    }
    await writeMeta(db, 'pushedEpoch', cursor.epoch);
  }
}

function isTooMuch(fault: unknown): fault is Refused {
  return (
    fault instanceof Refused && (fault.problem.code === 'tooLarge' || fault.problem.code === 'badRequest')
  );
}
