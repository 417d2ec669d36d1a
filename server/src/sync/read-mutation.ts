import type { Result } from '@galley/shared/values/result.ts';
import { ok, refuse } from '@galley/shared/values/result.ts';
import { type Command, commandSubject, type Flag } from '@galley/shared/wire/commands.ts';
import {
  isMutationName,
  type Mutation,
  mutations,
  mutationSchema,
  type Worker,
} from '@galley/shared/wire/mutations.ts';
import type { PushedMutation } from '@galley/shared/wire/push.ts';
import { z } from 'zod';
import type { PushingTill } from './push.ts';

export type ReadMutation = Result<{
  readonly settledBy: readonly Worker[];
  /** The outbox row for the worker that owns it; `turn` is its place among this till's commands [S13]. */
  command(turn: number): { readonly id: string; readonly subject: string; readonly payload: string };
}>;

/** A clock that is off by more than this is flagged, never refused [S18]. */
const clockToleranceMs = 48 * 3600_000;

/** Makes sense of a mutation's bytes, or says why nobody can: then it is stored raw and quarantined [S4]. */
export function readMutation(pushed: PushedMutation, till: PushingTill, incarnation: number): ReadMutation {
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
  if (!isMutationName(mutation.type)) {
    return refuse(
      'unknownType',
      `This server does not know "${mutation.type}" yet. It is kept; update the server.`,
    );
  }
  const rule = mutations[mutation.type];
  if (mutation.version !== rule.version) {
    return refuse(
      'unknownVersion',
      `This server does not know version ${mutation.version} of "${mutation.type}" yet. It is kept; update the server.`,
    );
  }
  const data = rule.data.safeParse(mutation.data);
  if (!data.success)
    return refuse('malformed', `"${mutation.type}" is damaged: ${z.prettifyError(data.error)}`);
  return ok({
    settledBy: rule.settledBy,
    command: (turn) => ({
      id: mutation.id,
      subject: commandSubject(rule.worker, mutation.type, mutation.branchId),
      payload: JSON.stringify(
        commandOf({ ...mutation, data: data.data }, turn, flagsAtTheDoor(mutation, till)),
      ),
    }),
  });
}

function commandOf(mutation: Mutation, turn: number, flags: Flag[]): Command {
  const { number: _number, ...envelope } = mutation;
  return { ...envelope, turn, flags, causationId: mutation.id };
}

function flagsAtTheDoor(mutation: Mutation, till: PushingTill): Flag[] {
  const flags: Flag[] = [];
  if (till.disabled) flags.push({ code: 'tillDisabled', detail: { till: till.id } });
  const ahead = Date.parse(mutation.occurredAt) - Date.now();
  if (ahead > clockToleranceMs)
    flags.push({ code: 'clockWrong', detail: { occurredAt: mutation.occurredAt } });
  return flags;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // the schema refuses null, with its own words
  }
}
