import type { Doer, Need } from '@galley/shared/domain/permissions.ts';
import { hidesCardNumber } from '@galley/shared/values/card-number.ts';
import type { BranchId, TillId } from '@galley/shared/values/ids.ts';
import type { Result } from '@galley/shared/values/result.ts';
import { ok, refuse } from '@galley/shared/values/result.ts';
import { auditOf } from '@galley/shared/wire/audit.ts';
import { commandSubject, type Flag } from '@galley/shared/wire/commands.ts';
import {
  type Mutation,
  mutationSchema,
  type MutationTable,
  type Worker,
} from '@galley/shared/wire/mutations.ts';
import { needsOf } from '@galley/shared/wire/needs.ts';
import type { DeviceRole } from '@galley/shared/wire/session.ts';
import type { PushedMutation } from '@galley/shared/wire/push.ts';
import { z } from 'zod';
import type { Audited } from './audit.ts';
import type { Dismissed } from './dismissed-staff.ts';
import { upcast } from './upcast.ts';

/** The till in whose log the mutation stands. */
export type Sender = {
  readonly id: TillId;
  readonly branchId: BranchId;
  readonly role?: DeviceRole;
  readonly disabled: boolean;
  /** Who does not work at its branch any more. */
  readonly dismissed: Dismissed;
  /** What its clock is behind the server's, in milliseconds, as it said last; missing: nobody knows. */
  readonly clockOffsetMs?: number | null;
};

export type ReadMutation = Result<{
  readonly worker: Worker;
  readonly settledBy: readonly Worker[];
  readonly subject: string;
  readonly flags: readonly Flag[];
  /** What somebody must have been allowed to do, by the rights of the branch. */
  readonly needs: readonly (Need & Doer)[];
  /** What it leaves in the audit log. */
  readonly audited: readonly Audited[];
  /** The mutation in its present version, where that is not what the till wrote. */
  readonly present: string | null;
}>;

/** A clock that is off by more than this is flagged, never refused [S18]. */
const clockToleranceMs = 48 * 3600_000;

/** Makes sense of a mutation's bytes, or says why nobody can: then it is stored raw and quarantined [S4]. */
export function readMutation(
  table: MutationTable,
  pushed: PushedMutation,
  till: Sender,
  incarnation: number,
): ReadMutation {
  const read = readBody(table, pushed, till, incarnation);
  if (!hidesCardNumber(pushed.body)) return read;
  if (!read.ok) return refuse(read.code, `${read.message} A card number stood in it and was hidden.`);
  const flags: Flag[] = [...read.value.flags, { code: 'cardNumberHidden', detail: {} }];
  return ok({ ...read.value, flags });
}

function readBody(
  table: MutationTable,
  pushed: PushedMutation,
  till: Sender,
  incarnation: number,
): ReadMutation {
  const envelope = mutationSchema.safeParse(readJson(pushed.body));
  if (!envelope.success)
    return refuse('unreadable', `The record is damaged: ${z.prettifyError(envelope.error)}`);
  const mutation = envelope.data;
  if (
    mutation.id !== pushed.id ||
    mutation.number !== pushed.number ||
    mutation.incarnation !== incarnation ||
    mutation.tillId !== till.id ||
    mutation.branchId !== till.branchId
  ) {
    return refuse(
      'misplaced',
      'The record names another till, branch or number than the one it was sent under.',
    );
  }
  const rule = Object.hasOwn(table, mutation.type) ? table[mutation.type] : undefined;
  if (!rule) {
    return refuse(
      'unknownType',
      `This server does not know "${mutation.type}" yet. It is kept; update the server.`,
    );
  }
  if (mutation.version > rule.version) {
    return refuse(
      'unknownVersion',
      `This server does not know version ${mutation.version} of "${mutation.type}" yet. It is kept; update the server.`,
    );
  }
  const data = upcast(rule, mutation.version, mutation.data);
  if (!data.success)
    return refuse('malformed', `"${mutation.type}" is damaged: ${z.prettifyError(data.error)}`);
  const present = { ...mutation, version: rule.version, data: data.data };
  const line = auditOf(present);
  return ok({
    worker: rule.worker,
    settledBy: rule.settledBy,
    subject: commandSubject(rule.worker, mutation.branchId),
    flags: flagsAtTheDoor(mutation, till),
    needs: needsOf(present),
    audited: line ? [{ mutation: present, line }] : [],
    present: mutation.version === rule.version ? null : JSON.stringify(present),
  });
}

function flagsAtTheDoor(mutation: Mutation, till: Sender): Flag[] {
  const flags: Flag[] = [];
  if (till.disabled) flags.push({ code: 'tillDisabled', detail: { till: till.id } });
  const { [mutation.staffId]: by } = till.dismissed;
  if (by !== undefined) flags.push({ code: 'staffUnknown', detail: { staff: mutation.staffId, by } });
  // A kitchen's screen has no people and sells nothing; what it says otherwise somebody should look at.
  if (till.role === 'kitchen' && mutation.type !== 'markTicket')
    flags.push({ code: 'notAllowed', detail: { by: 'kitchen' } });
  const ahead = Date.parse(mutation.occurredAt) - Date.now();
  // What is old may have waited; only the till itself knows that its clock is behind.
  const behind = till.clockOffsetMs ?? 0;
  if (Math.max(ahead, behind) > clockToleranceMs)
    flags.push({ code: 'clockWrong', detail: { occurredAt: mutation.occurredAt } });
  return flags;
}

export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // the schema refuses null, with its own words
  }
}
