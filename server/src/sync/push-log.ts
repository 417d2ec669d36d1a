import type { DeviceRole } from '@galley/shared/wire/session.ts';
import type { PoolClient } from 'pg';
import type { Crew } from '@galley/shared/domain/permissions.ts';
import { withoutCardNumbers } from '@galley/shared/values/card-number.ts';
import type { Hash } from '@galley/shared/values/hash.ts';
import type { BranchId, OrganisationId, TillId } from '@galley/shared/values/ids.ts';
import { instant } from '@galley/shared/values/time.ts';
import type { PushAnswer, PushedMutation, PushRequest } from '@galley/shared/wire/push.ts';
import { flagsOfNeeds } from './crew.ts';
import { dismissedStaff } from './dismissed-staff.ts';
import { commandHead } from './command-text.ts';
import type { ReadMutation, Sender } from './read-mutation.ts';

export type PushingTill = {
  readonly id: TillId;
  readonly branchId: BranchId;
  readonly organisationId: OrganisationId;
  readonly role?: DeviceRole;
};
/** A batch at the door. */
export type Push = { readonly till: PushingTill; readonly request: PushRequest };
type Log = { last_number: number; last_hash: Hash; sales_turn: number };
export type LockedLog = Log &
  Pick<Sender, 'disabled' | 'dismissed'> & { till_id: TillId; incarnation: number; covered_up_to: number };
export type Known = { id: string; number: number; hash: string; state: string; cause: string };

/** A batch beside the log as it will be, and what of the batch is new. */
export type Reading = Pick<PushAnswer, 'results' | 'gap'> & {
  readonly push: Push;
  readonly log: LockedLog;
  readonly fresh: readonly Fresh[];
  /** Whoever has to be known to judge what is new. */
  readonly crew: Crew;
};
export type Fresh = {
  readonly mutation: PushedMutation;
  readonly read: ReadMutation;
  readonly turn: number | null;
};

/** In one order, so that two transactions with the same tills never wait for each other. */
export async function lockLogs(tx: PoolClient, pushes: readonly Push[]): Promise<LockedLog[]> {
  const { rows } = await tx.query<LockedLog>({
    name: 'lock-logs',
    text: `select l.till_id, l.incarnation, l.last_number, l.last_hash, l.sales_turn, l.covered_up_to, t.disabled,
                  ${dismissedStaff('t.branch_id')} as dismissed
             from unnest($1::uuid[], $2::int[]) as wanted(till_id, incarnation)
             join till_log l using (till_id, incarnation) join till t on t.id = l.till_id
            order by l.till_id, l.incarnation for update of l`,
    values: [pushes.map(({ till }) => till.id), pushes.map(({ request }) => request.incarnation)],
  });
  return rows;
}

/** Only after the lock, so that of two copies of one batch the second sees what the first has stored. */
export async function findKnown(tx: PoolClient, { till, request }: Push, log: Log): Promise<Known[]> {
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

export async function keepFork(
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
export async function noteGap(
  tx: PoolClient,
  till: PushingTill,
  incarnation: number,
  to: number,
): Promise<void> {
  await tx.query(
    `update till_log set gap_to = $3, gap_since = case when gap_to > last_number then gap_since else now() end
      where till_id = $1 and incarnation = $2`,
    [till.id, incarnation, to],
  );
}

/** Writes the new rows, the commands and the logs' state in one statement; answers the feed heads of the branches. */
export function store(tx: PoolClient, readings: readonly Reading[]): Promise<Map<BranchId, number>> {
  const stored = tx.query<{ id: BranchId; head: string }>({
    name: 'store-mutations',
    text: `with fresh as (
       select * from json_to_recordset($1) as f(till uuid, incarnation int, branch uuid, id uuid, number int, body text, hash text,
                                                code text, cause text, awaiting text, subject text, turn int, flags text, present text)),
     stored as (
       insert into mutation (id, till_id, incarnation, number, branch_id, body, hash, state, cause, cause_code, revision, awaiting, drive_at)
       select id, till, incarnation, number, branch, body, hash, case code when '' then 'stored' else 'quarantined' end, cause, code,
              (code <> '')::int, string_to_array(awaiting, ','), now() + interval '30 s' from fresh),
     commanded as (
       insert into outbox (message_id, cause_id, sender, subject, payload, quotes)
       select id, id, till, subject, ${commandHead} || coalesce(present || '}', ''), present is null from fresh where code = ''),
     logged as (
       update till_log l set last_number = log.last_number, last_hash = log.last_hash, sales_turn = log.sales_turn,
              seen_at = now(), status = log.status
         from json_to_recordset($2) as log(till uuid, incarnation int, last_number int, last_hash text, sales_turn int, status json)
        where l.till_id = log.till and l.incarnation = log.incarnation)
     select id, head::text from branch where id = any($3::uuid[])`,
    values: [
      JSON.stringify(
        readings.flatMap(({ push: { till, request }, fresh, crew }) => {
          const place = { till: till.id, incarnation: request.incarnation, branch: till.branchId };
          return fresh.map((each) => ({ ...place, ...rowOf(each, crew) }));
        }),
      ),
      JSON.stringify(
        readings.map(({ push: { till, request }, log }) => ({
          till: till.id,
          incarnation: request.incarnation,
          last_number: log.last_number,
          last_hash: log.last_hash,
          sales_turn: log.sales_turn,
          status: {
            ...request.status,
            appVersion: withoutCardNumbers(request.status.appVersion),
            at: instant(Date.now()),
          },
        })),
      ),
      [...new Set(readings.map(({ push: { till } }) => till.branchId))],
    ],
  });
  return stored.then(({ rows }) => new Map(rows.map(({ id, head }) => [id, Number(head)])));
}

function rowOf({ mutation, read, turn }: Fresh, crew: Crew) {
  if (!read.ok) return { ...mutation, code: read.code, cause: read.message, awaiting: '' };
  const { settledBy, subject, present } = read.value;
  const flags = [...read.value.flags, ...flagsOfNeeds(crew, read.value.needs)];
  const command = { subject, turn, flags: JSON.stringify(flags), present };
  return { ...mutation, code: '', cause: '', awaiting: settledBy.join(','), ...command };
}
