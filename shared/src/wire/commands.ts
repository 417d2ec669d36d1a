import { z } from 'zod';
import {
  isMutationName,
  type Mutation,
  type MutationData,
  type MutationName,
  type MutationNameOf,
  mutations,
  mutationSchema,
  type Worker,
} from './mutations.ts';

/**
 * A stored mutation on its way to the worker that owns it, as the till wrote it (or as its upcasters have it). `id` names
 * the command: the mutation's own id at first, another when a person has it tried again. `turn` is dense per till,
 * incarnation and worker, so a worker sees what has not arrived yet [S13]; null: it stands in no line.
 */
export const commandSchema = z.object({
  id: z.uuid(),
  turn: z.int().min(1).nullable(),
  /** What the server found odd at the door (a disabled till, a wrong clock): flags, never refusals [S9]. */
  flags: z.array(z.lazy(() => flagSchema)),
  mutation: mutationSchema,
});
export type Command = z.infer<typeof commandSchema>;

/** A command whose data has been checked against its mutation's schema. */
export type CommandOf<N extends MutationName> = Omit<Mutation, 'id' | 'type' | 'data'> &
  Pick<Command, 'id' | 'turn' | 'flags'> & { readonly type: N; readonly data: MutationData<N> };
export type AnyCommandOf<W extends Worker> = {
  readonly [N in MutationNameOf<W>]: CommandOf<N>;
}[MutationNameOf<W>];

/** Reads a worker's command off the bus; throws for what is none of its own. What comes of it answers for the mutation. */
export function parseCommand<W extends Worker>(worker: W, payload: string): AnyCommandOf<W> {
  const { id, turn, flags, mutation } = commandSchema.parse(JSON.parse(payload));
  const { type } = mutation;
  if (!isMutationName(type) || mutations[type].worker !== worker)
    throw new Error(`the ${worker} worker does not know the command ${type}`);
  const data = mutations[type].data.parse(mutation.data);
  const cause = { correlationId: mutation.id, causationId: mutation.id };
  const command: unknown = { ...mutation, ...cause, id, turn, flags, type, data };
  // The table of mutations pairs each type with its worker and with the schema that has just parsed the data.
  return command as AnyCommandOf<W>;
}

/** Why a fact needs a manager's eye. `detail` holds the figures or names that the words need. */
export const flagSchema = z.object({
  code: z.enum([
    'totalDiffers', 'receiptChainBroken', 'stockShort', 'paidTwice', 'shiftUnknown', 'tillDisabled', 'staffUnknown',
    'clockWrong', 'receiptNumberTwice', 'notAllowed', 'nothingToResolve', 'stillQuarantined',
    'overRefund', 'saleUnknown', 'zDiffers', 'zIncomplete', 'zChainBroken', 'shiftClosedTwice', 'afterClose', 'paymentsDiffer', 'placeDiffers',
    'lineSoldTwice', 'addedAfterPaid', 'notAuthorised', 'onlineOrderOver', 'cardNumberHidden',
  ]), // prettier-ignore
  detail: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Flag = z.infer<typeof flagSchema>;

/** `cmd.<worker>.<branch>`: not by type, because a till's commands travel together and in their order. */
export function commandSubject(worker: Worker, branchId: string): string {
  return `cmd.${worker}.${branchId}`;
}
