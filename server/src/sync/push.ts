import type { Pool, PoolClient } from 'pg';
import type { Crew } from '@galley/shared/domain/permissions.ts';
import { chain, type Hash } from '@galley/shared/values/hash.ts';
import type { BranchId, OrganisationId, TillId } from '@galley/shared/values/ids.ts';
import { instant } from '@galley/shared/values/time.ts';
import type { MutationTable } from '@galley/shared/wire/mutations.ts';
import type { PushAnswer, PushedMutation, PushRequest } from '@galley/shared/wire/push.ts';
import { inOrganisation } from '../db/organisation.ts';
import { isUniqueViolation } from '../db/transaction.ts';
import { crewFor, flagsOfNeeds } from './crew.ts';
import { dismissedStaff } from './dismissed-staff.ts';
import { publish } from './publish.ts';
import { commandText, readMutation, type ReadMutation, type Sender } from './read-mutation.ts';
import { quarantinedAtTheDoor } from './settlement.ts';

export type PushingTill = {
  readonly id: TillId;
  readonly branchId: BranchId;
  readonly organisationId: OrganisationId;
};
type Log = { last_number: number; last_hash: Hash; sales_turn: number };
type LockedLog = Log & Pick<Sender, 'disabled' | 'dismissed'> & { covered_up_to: number };
type Known = { id: string; number: number; hash: string; state: string; cause: string };

/** The answer to a batch, or null when the till was never enrolled under this incarnation. */
export type Pushed = Omit<PushAnswer, 'epoch' | 'serverTime'>;

/**
 * Stores a batch; applies nothing [S8]. One short transaction: lock the till's log; of what is known already, say so;
 * what continues the log is stored, with its command in the outbox; what contradicts the log is kept as a fork; what
 * lies beyond a hole is not taken. Committed before the answer. What nobody can read is settled at once, as quarantined.
 */
export async function push(
  pool: Pool,
  table: MutationTable,
  till: PushingTill,
  request: PushRequest,
): Promise<Pushed | null> {
  try {
    return await storeBatch(pool, table, till, request, 'trustsNumbers');
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return storeBatch(pool, table, till, request, 'looksUpIds'); // an id that came before under another number
  }
}

/** A batch that begins beyond the log is new, so its ids are only looked up when the database knows one of them. */
async function storeBatch(
  pool: Pool,
  table: MutationTable,
  till: PushingTill,
  request: PushRequest,
  way: 'trustsNumbers' | 'looksUpIds',
): Promise<Pushed | null> {
  return inOrganisation(pool, till.organisationId, async (tx) => {
    const log = await lockLog(tx, till, request);
    if (!log) return null;
    const sender: Sender = { ...till, disabled: log.disabled, dismissed: log.dismissed };
    const isNew = request.mutations.every(({ number }) => number > log.last_number);
    const known = isNew && way === 'trustsNumbers' ? [] : await findKnown(tx, till, request, log);
    const results: PushAnswer['results'] = [];
    const fresh: Fresh[] = [];
    let { last_number: last, last_hash: lastHash, sales_turn: turn } = log;
    let gap: PushAnswer['gap'] = null;

    for (const mutation of request.mutations) {
      const { id, number, hash } = mutation;
      const same = known.find((each) => each.number === number || each.id === id);
      if (same?.id === id && same.hash === hash) {
        const quarantined = same.state === 'quarantined';
        results.push({
          id,
          number,
          state: quarantined ? 'quarantined' : 'duplicate',
          cause: same.cause || null,
        });
      } else if (same || number <= last || (number === last + 1 && hash !== chain(lastHash, mutation.body))) {
        await keepFork(tx, till, request.incarnation, mutation);
        results.push({ id, number, state: 'fork', cause: forkCause(number) });
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
    const stored = await store(tx, till, request, fresh, {
      last_number: last,
      last_hash: lastHash,
      sales_turn: turn,
    });
    const changes = fresh.flatMap(({ mutation, read }) =>
      read.ok ? [] : [quarantinedAtTheDoor(mutation.id, till.id, read.message)],
    );
    const [told] = await publish(tx, [{ branchId: till.branchId, changes }]);
    const head = told?.head ?? stored;
    return { storedUpTo: last, results, gap, coveredUpTo: log.covered_up_to, head };
  });
}

type Fresh = { readonly mutation: PushedMutation; readonly read: ReadMutation; readonly turn: number | null };

async function lockLog(
  tx: PoolClient,
  till: PushingTill,
  request: PushRequest,
): Promise<LockedLog | undefined> {
  const { rows } = await tx.query<LockedLog>({
    name: 'lock-log',
    text: `select l.last_number, l.last_hash, l.sales_turn, l.covered_up_to, t.disabled,
                  ${dismissedStaff('t.branch_id')} as dismissed
             from till_log l join till t on t.id = l.till_id
            where l.till_id = $1 and l.incarnation = $2 for update of l`,
    values: [till.id, request.incarnation],
  });
  return rows[0];
}

/** Only after the lock, so that of two copies of one batch the second sees what the first has stored. */
async function findKnown(
  tx: PoolClient,
  till: PushingTill,
  request: PushRequest,
  log: Log,
): Promise<Known[]> {
  const { mutations } = request;
  if (mutations.length === 0) return [];
  const { rows } = await tx.query<Known>({
    name: 'find-known',
    text: `select id, number, hash, state, cause from mutation where id = any($1::uuid[])
            union select id, number, hash, state, cause from mutation
            where till_id = $2 and incarnation = $3 and number = any($4::int[])`,
    values: [
      mutations.map((mutation) => mutation.id),
      till.id,
      request.incarnation,
      mutations.map((mutation) => mutation.number).filter((number) => number <= log.last_number),
    ],
  });
  return rows;
}

async function keepFork(
  tx: PoolClient,
  till: PushingTill,
  incarnation: number,
  mutation: PushedMutation,
): Promise<void> {
  await tx.query(
    `insert into fork (mutation_id, till_id, incarnation, number, body, hash) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing`,
    [mutation.id, till.id, incarnation, mutation.number, mutation.body, mutation.hash],
  );
}

/** Numbers that must exist and are not here, since when: told in the office until the till has filled them [S24]. */
async function noteGap(tx: PoolClient, till: PushingTill, incarnation: number, to: number): Promise<void> {
  await tx.query(
    `update till_log set gap_to = $3, gap_since = case when gap_to > last_number then gap_since else now() end
      where till_id = $1 and incarnation = $2`,
    [till.id, incarnation, to],
  );
}

function forkCause(number: number): string {
  return `The server already holds something else as number ${number} of this till. Both are kept; enrol this till again and tell the manager.`;
}

/** Writes the new rows, the commands and the log's state in one statement; answers the branch's feed head. */
async function store(
  tx: PoolClient,
  till: PushingTill,
  request: PushRequest,
  fresh: readonly Fresh[],
  log: Log,
): Promise<number> {
  const crew = await crewFor(
    tx,
    till.branchId,
    fresh.flatMap(({ read }) => (read.ok ? read.value.needs : [])),
  );
  const { rows } = await tx.query<{ head: string }>({
    name: 'store-mutations',
    text: `with fresh as (
       select * from json_to_recordset($4) as f(id uuid, number int, body text, hash text, code text, cause text,
                                                awaiting text, subject text, turn int, flags text, present text)),
     stored as (
       insert into mutation (id, till_id, incarnation, number, branch_id, body, hash, state, cause, cause_code, revision, awaiting, drive_at)
       select id, $1, $2, number, $3, body, hash, case code when '' then 'stored' else 'quarantined' end, cause, code,
              (code <> '')::int, string_to_array(awaiting, ','), now() + interval '30 s' from fresh),
     commanded as (
       insert into outbox (message_id, cause_id, sender, subject, payload)
       select id, id, $1, subject, ${commandText} from fresh where code = ''),
     logged as (
       update till_log set last_number = $5, last_hash = $6, sales_turn = $7, seen_at = now(), status = $8
        where till_id = $1 and incarnation = $2)
     select head::text from branch where id = $3`,
    values: [
      till.id,
      request.incarnation,
      till.branchId,
      JSON.stringify(fresh.map((each) => rowOf(each, crew))),
      log.last_number,
      log.last_hash,
      log.sales_turn,
      JSON.stringify({ ...request.status, at: instant(Date.now()) }),
    ],
  });
  return Number(rows[0]?.head ?? 0);
}

function rowOf({ mutation, read, turn }: Fresh, crew: Crew) {
  if (!read.ok) return { ...mutation, code: read.code, cause: read.message, awaiting: '' };
  const { settledBy, subject, present } = read.value;
  const flags = [...read.value.flags, ...flagsOfNeeds(crew, read.value.needs)];
  const command = { subject, turn, flags: JSON.stringify(flags), present };
  return { ...mutation, code: '', cause: '', awaiting: settledBy.join(','), ...command };
}
