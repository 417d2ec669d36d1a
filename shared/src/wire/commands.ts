import { z } from 'zod';
import { staffIdSchema, tillIdSchema } from '../values/ids.ts';
import { envelopeSchema } from './envelope.ts';
import type { Worker } from './mutations.ts';

/**
 * A stored mutation on its way to the worker that owns it. It keeps the mutation's id, type, version and data.
 * `turn` is dense per till, incarnation and worker, so a worker sees what has not arrived yet [S13]; 0: outside the line.
 * A quarantined mutation that is driven again travels so, under an id of its own: its worker knows the first one.
 */
export const commandSchema = envelopeSchema.extend({
  tillId: tillIdSchema,
  incarnation: z.int().min(1),
  turn: z.int().min(0),
  staffId: staffIdSchema,
  /** What the server found odd at the door (a disabled till, a wrong clock): flags, never refusals [S9]. */
  flags: z.array(z.lazy(() => flagSchema)),
});
export type Command = z.infer<typeof commandSchema>;

/** Why a fact needs a manager's eye. `detail` holds the figures or names that the words need. */
export const flagSchema = z.object({
  code: z.enum([
    'totalDiffers', 'receiptChainBroken', 'stockShort', 'paidTwice', 'shiftUnknown', 'tillDisabled', 'staffUnknown',
    'clockWrong', 'notAllowed', 'nothingToResolve', 'stillQuarantined',
  ]), // prettier-ignore
  detail: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Flag = z.infer<typeof flagSchema>;

/** `cmd.<worker>.<name>.<branch>` */
export function commandSubject(worker: Worker, name: string, branchId: string): string {
  return `cmd.${worker}.${name}.${branchId}`;
}
