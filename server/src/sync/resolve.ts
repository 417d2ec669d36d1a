import type { PoolClient } from 'pg';
import type { BranchId } from '@galley/shared/values/ids.ts';
import type { Instant } from '@galley/shared/values/time.ts';
import type { CommandOf, Flag } from '@galley/shared/wire/commands.ts';
import { mutationSchema, type MutationTable } from '@galley/shared/wire/mutations.ts';
import type { Answer } from '../messaging/answer.ts';
import { patienceMs } from '../messaging/rules.ts';
import { flagsOfNeeds, readCrew } from './crew.ts';
import { driveAgain, lockMutations, readAgain, type StoredMutation } from './drive-again.ts';
import { readJson } from './read-mutation.ts';

export type ResolveCommand = CommandOf<'resolve'>;

/**
 * What a person decided about a mutation [S14]. A fact like any other: kept for ever with who, when and why, and flagged
 * when nothing came of it. It waits for a mutation that is still on its way, for three days at most. `retry` and `repair` drive what is quarantined once more; `setAside` is a manager's and says
 * that it was seen: a quarantined mutation stays out of the books, a flagged one in them.
 */
export async function resolve(
  tx: PoolClient,
  table: MutationTable,
  command: ResolveCommand,
  waitedMs: number | null,
): Promise<Answer> {
  const { mutationId, how } = command.data;
  const [target] = await lockMutations(tx, 'm.id = $1 and m.branch_id = $2', [mutationId, command.branchId]);
  if ((!target || target.state === 'stored') && (waitedMs ?? 0) < patienceMs) {
    return { waitFor: `mutation ${mutationId}` };
  }
  const flag = await carryOut(tx, table, command, target);
  const { correlationId: id, branchId, staffId: by, occurredAt: at } = command;
  await keepResolution(tx, { id, branchId, ...command.data, by, at }, flag?.code ?? 'done');
  return {
    event: 'resolved',
    data: { mutationId, how },
    flags: flag ? [...command.flags, flag] : command.flags,
  };
}

/** Does it, or says why nothing came of it. */
async function carryOut(
  tx: PoolClient,
  table: MutationTable,
  command: ResolveCommand,
  target: StoredMutation | undefined,
): Promise<Flag | null> {
  if (command.data.how === 'setAside') {
    // As the branch's feed knows them: whoever has left may not, and neither may a stranger.
    const crew = await readCrew(tx, command.branchId);
    const [flag] = flagsOfNeeds(crew, [
      { permission: 'setAside', staffId: command.staffId, approval: command.approval },
    ]);
    return flag ?? setAside(target);
  }
  return tryAgain(tx, table, target, target ? bodyOf(command, target) : '');
}

/** What can be set aside is in the books with a flag, or in none. */
export function setAside(target: StoredMutation | undefined): Flag | null {
  if (target?.state === 'settled' && target.flagged) return null;
  return target?.state === 'quarantined' ? null : { code: 'nothingToResolve', detail: {} };
}

/** Drives what is quarantined once more, with these bytes. */
export async function tryAgain(
  tx: PoolClient,
  table: MutationTable,
  target: StoredMutation | undefined,
  body: string,
): Promise<Flag | null> {
  if (target?.state !== 'quarantined') return { code: 'nothingToResolve', detail: {} };
  const read = readAgain(table, target, body);
  if (!read.ok) return { code: 'stillQuarantined', detail: { cause: read.message } };
  await driveAgain(tx, target, read.value, body);
  return null;
}

/** A repair says the same fact in other words, under the same number; who and when are the first record's, if it says. */
function bodyOf({ data, staffId, occurredAt }: ResolveCommand, target: StoredMutation): string {
  if (!data.replacement) return target.body;
  const first = mutationSchema.safeParse(readJson(target.body));
  return JSON.stringify({
    occurredAt: first.data?.occurredAt ?? occurredAt,
    staffId: first.data?.staffId ?? staffId,
    ...(first.data?.approval && { approval: first.data.approval }),
    id: target.id,
    correlationId: target.id,
    causationId: null,
    branchId: target.branch_id,
    tillId: target.till_id,
    incarnation: target.incarnation,
    number: target.number,
    ...data.replacement,
  });
}

/** A decision as it is kept: `by` is somebody of the branch's people, or an account of the office. */
export type Decision = Pick<ResolveCommand['data'], 'mutationId' | 'how' | 'reason'> & {
  readonly id: string;
  readonly branchId: BranchId;
  readonly by: string;
  readonly at: Instant;
};

export async function keepResolution(tx: PoolClient, decision: Decision, outcome: string): Promise<void> {
  const { id, branchId, mutationId, how, reason, by, at } = decision;
  await tx.query(
    `with kept as (
       insert into resolution (id, branch_id, mutation_id, how, reason, staff_id, outcome, decided_at)
       values ($1, $8, $2, $3, $4, $5, $6, $7))
     update mutation set resolution_id = $1 where id = $2 and $6 in ('done', 'stillQuarantined')`,
    [id, mutationId, how, reason, by, outcome, at, branchId],
  );
}
