import type { Approval } from '@galley/shared/domain/permissions.ts';
import { chain } from '@galley/shared/values/hash.ts';
import { type MutationId, newId, type StaffId, uuidv7 } from '@galley/shared/values/ids.ts';
import type { Money } from '@galley/shared/values/money.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { type Instant, instant } from '@galley/shared/values/time.ts';
import {
  type Mutation,
  type MutationData,
  type MutationName,
  mutations,
} from '@galley/shared/wire/mutations.ts';
import { readMeta, writeMeta } from '../db/database.ts';
import type { Meta } from '../db/rows.ts';
import type { Till } from './till.ts';

/** Where the till stands in its own log: who it is, its last numbers, and the time that counts for this action. */
export type Place = {
  readonly identity: Meta['identity'];
  readonly counters: Meta['counters'];
  readonly at: Instant;
};

/** Read inside the action's transaction, so that two windows never stand in the same place [S2] [S3]. */
export async function readPlace(till: Till): Promise<Result<Place>> {
  const [identity, counters] = await Promise.all([
    readMeta(till.db, 'identity'),
    readMeta(till.db, 'counters'),
  ]);
  if (!identity || !counters) {
    return refuse('notEnrolled', 'This device is not a till yet. Enter an enrolment code first.');
  }
  // A clock that was put back must not make the log run backwards [S18].
  return ok({ identity, counters, at: instant(Math.max(till.now(), counters.lastAt)) });
}

type Recorded = {
  readonly staffId: StaffId;
  /** The word of another person, where this one may not do it alone. */
  readonly approval?: Approval | undefined;
  readonly amount: Money | null;
};

/** Records an intention in its present format; it belongs in the same transaction as the rows it speaks of [S2]. */
export async function recordMutation<N extends MutationName>(
  till: Till,
  place: Place,
  mutation: Recorded & { readonly name: N; readonly data: MutationData<N> },
): Promise<void> {
  await recordFact(till, place, { ...mutation, version: mutations[mutation.name].version });
}

/**
 * Writes the outbox row with the till's next number, chained to the one before [S3]. The only place that does. The hash
 * is taken over the exact text that will be sent, so no one may ever write the body anew [S4].
 */
export async function recordFact(
  till: Till,
  place: Place,
  mutation: Recorded & { readonly name: string; readonly version: number; readonly data: unknown },
): Promise<void> {
  const { identity, counters, at } = place;
  // Practice counts its own receipts and orders, and nobody is told of it.
  if (till.db.training) return writeMeta(till.db, 'counters', { ...counters, lastAt: Date.parse(at) });
  // Always random, also where the ids of records are made anew from a source (a replay): a clone of this till must not
  // give the same name to other bytes [S3].
  const id = newId<MutationId>(() => uuidv7(till.now()));
  const number = counters.mutation + 1;
  const whole: Mutation = {
    id,
    type: mutation.name,
    version: mutation.version,
    occurredAt: at,
    correlationId: id,
    causationId: null,
    branchId: identity.branchId,
    tillId: identity.till.id,
    incarnation: identity.incarnation,
    number,
    staffId: mutation.staffId,
    ...(mutation.approval && { approval: mutation.approval }),
    data: mutation.data,
  };
  const body = JSON.stringify(whole);
  const hash = chain(counters.mutationHash, body);
  await till.db.outbox.add({
    incarnation: identity.incarnation,
    number,
    id,
    name: mutation.name,
    body,
    hash,
    recordedAt: at,
    amount: mutation.amount,
    state: 'waiting',
    verdict: null,
    flags: [],
    cause: '',
  });
  await writeMeta(till.db, 'counters', {
    ...counters,
    mutation: number,
    mutationHash: hash,
    lastAt: Date.parse(at),
  });
}
