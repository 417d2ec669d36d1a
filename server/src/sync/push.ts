import type { Pool, PoolClient } from 'pg';
import { chain } from '@galley/shared/values/hash.ts';
import type { MutationTable } from '@galley/shared/wire/mutations.ts';
import type { PushAnswer } from '@galley/shared/wire/push.ts';
import { inOrganisation } from '../db/organisation.ts';
import { isUniqueViolation, together } from '../db/transaction.ts';
import { keepAudit } from './audit.ts';
import { crewFor } from './crew.ts';
import { hideCards } from './hide-cards.ts';
import { publish } from './publish.ts';
import {
  findKnown, type Fresh, keepFork, type LockedLog, lockLogs, noteGap, type Push, type Reading, store,
} from './push-log.ts'; // prettier-ignore
import { readMutation, type Sender } from './read-mutation.ts';
import { quarantinedAtTheDoor } from './settlement.ts';

/** The answer to a batch, or null when the till was never enrolled under this incarnation. */
export type Pushed = Omit<PushAnswer, 'epoch' | 'serverTime'>;

/**
 * Stores batches of one organisation, no two of them from one till's log; applies nothing [S8]. One short transaction:
 * lock the tills' logs; of what is known already, say so; what continues a log is stored, with its command in the
 * outbox; what contradicts the log is kept as a fork; what lies beyond a hole is not taken. Committed before the answer.
 * What nobody can read is settled at once, as quarantined. Answers in the order of `pushes`.
 */
export async function push(
  pool: Pool,
  table: MutationTable,
  pushes: readonly Push[],
): Promise<(Pushed | null)[]> {
  try {
    return await storeBatches(pool, table, pushes, 'trustsNumbers');
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
  }
  try {
    return await storeBatches(pool, table, pushes, 'looksUpIds'); // an id that came before under another number
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
  }
  return storeBatches(pool, table, pushes, 'looksUpIds', await takenIds(pool, pushes));
}

/** Ids that the log knows, whoever's they are: those that an organisation cannot see are another's. */
async function takenIds(pool: Pool, pushes: readonly Push[]): Promise<ReadonlySet<string>> {
  const ids = pushes.flatMap(({ request }) => request.mutations.map(({ id }) => id));
  const { rows } = await pool.query<{ id: string }>('select id from mutation where id = any($1::uuid[])', [
    ids,
  ]);
  return new Set(rows.map(({ id }) => id));
}

/** A batch that begins beyond the log is new, so its ids are only looked up when the database knows one of them. */
async function storeBatches(
  pool: Pool,
  table: MutationTable,
  pushes: readonly Push[],
  way: 'trustsNumbers' | 'looksUpIds',
  taken: ReadonlySet<string> = new Set(),
): Promise<(Pushed | null)[]> {
  const [first] = pushes;
  if (!first) return [];
  return inOrganisation(pool, first.till.organisationId, async (tx, commit) => {
    const logs = await lockLogs(tx, pushes);
    const readings: (Reading | null)[] = [];
    for (const each of pushes) {
      const log = logs.find(
        ({ till_id, incarnation }) => till_id === each.till.id && incarnation === each.request.incarnation,
      );
      readings.push(log ? await readBatch(tx, table, each, log, way, taken) : null);
    }
    const read = readings.filter((reading) => reading !== null);
    const audited = read.flatMap(({ fresh }) =>
      fresh.flatMap((each) => (each.read.ok ? each.read.value.audited : [])),
    );
    const settled = read.map(({ push: { till }, fresh }) => ({
      branchId: till.branchId,
      changes: fresh.flatMap(({ mutation, read: result }) =>
        result.ok ? [] : [quarantinedAtTheDoor(mutation.id, till.id, result.message)],
      ),
    }));
    const [heads, , published] = await together(tx, () => [
      store(tx, read),
      keepAudit(tx, audited),
      publish(tx, settled),
      commit(),
    ]);
    for (const { branchId, head } of published) heads.set(branchId, head);
    return readings.map(
      (reading) =>
        reading && {
          storedUpTo: reading.log.last_number,
          results: reading.results,
          gap: reading.gap,
          coveredUpTo: reading.log.covered_up_to,
          head: heads.get(reading.push.till.branchId) ?? 0,
        },
    );
  });
}

async function readBatch(
  tx: PoolClient,
  table: MutationTable,
  batch: Push,
  log: LockedLog,
  way: 'trustsNumbers' | 'looksUpIds',
  taken: ReadonlySet<string>,
): Promise<Reading> {
  const { till, request } = batch;
  const { disabled, dismissed } = log;
  const sender: Sender = { ...till, disabled, dismissed, clockOffsetMs: request.status.clockOffsetMs };
  const isNew = request.mutations.every(({ number }) => number > log.last_number);
  const known = isNew && way === 'trustsNumbers' ? [] : await findKnown(tx, batch, log);
  const results: PushAnswer['results'] = [];
  const fresh: Fresh[] = [];
  let { last_number: last, last_hash: lastHash, sales_turn: turn } = log;
  let gap: PushAnswer['gap'] = null;

  for (const sent of request.mutations) {
    const { id, number, hash } = sent;
    const mutation = { ...sent, body: hideCards(sent.body) };
    const same = known.find((each) => each.number === number || each.id === id);
    if (same?.id === id && same.hash === hash) {
      const quarantined = same.state === 'quarantined';
      results.push({
        id,
        number,
        state: quarantined ? 'quarantined' : 'duplicate',
        cause: same.cause || null,
      });
    } else if (
      same ||
      taken.has(id) ||
      number <= last ||
      (number === last + 1 && hash !== chain(lastHash, sent.body))
    ) {
      await keepFork(tx, till, request.incarnation, mutation);
      results.push({
        id,
        number,
        state: 'fork',
        cause: same || !taken.has(id) ? forkCause(number) : takenCause,
      });
      break; // what follows is chained to what this log does not have
    } else if (number > last + 1) {
      gap = { expected: last + 1 };
      await noteGap(tx, till, request.incarnation, number - 1);
      break;
    } else {
      const read = readMutation(table, mutation, sender, request.incarnation);
      const inLine = read.ok && read.value.worker === 'sales';
      if (inLine) turn += 1;
      fresh.push({ mutation, read, turn: inLine ? turn : null });
      results.push({
        id,
        number,
        state: read.ok ? 'stored' : 'quarantined',
        cause: read.ok ? null : read.message,
      });
      last = number;
      lastHash = hash;
    }
  }
  const now = { ...log, last_number: last, last_hash: lastHash, sales_turn: turn };
  const needs = fresh.flatMap(({ read }) => (read.ok ? read.value.needs : []));
  const crew = await crewFor(tx, till.branchId, needs);
  return { push: batch, log: now, fresh, crew, results, gap };
}

function forkCause(number: number): string {
  return `The server already holds something else as number ${number} of this till. Both are kept; enrol this till again and tell the manager.`;
}

/** Ids are random: whoever has another's has copied its data. */
const takenCause =
  'The server already holds this record for somebody else. It is kept; enrol this till again and tell the manager.';
