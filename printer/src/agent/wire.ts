import { instantSchema } from '@galley/shared/values/time.ts';
import { z } from 'zod';
import { printDocumentSchema } from '../document/document.ts';

/**
 * All that crosses from a till to whoever prints for it: the print agent over HTTP, the Electron shell over IPC.
 * No Node here: the renderer imports it.
 */

export const jobKindSchema = z.enum(['kitchen', 'receipt', 'drawer', 'report']);
export type JobKind = z.infer<typeof jobKindSchema>;

/** Says who, what, which revision: the same id again is the same job, never a second paper [P1]. */
export const jobIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9._~-]{1,120}$/, 'a job id is letters, digits and . _ ~ -');

export const printerAddressSchema = z
  .string()
  .max(300)
  .regex(
    /^tcp:\/\/(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+):\d{1,5}$/,
    'a printer address looks like tcp://192.168.1.50:9100',
  );

/** What a till asks to be printed. It carries everything it needs [P2]. */
export const printJobSchema = z.object({
  id: jobIdSchema,
  printer: z.object({ address: printerAddressSchema, profile: z.string().max(60) }),
  kind: jobKindSchema,
  /** What people call it: `Kitchen ticket T1-42`. */
  label: z.string().max(200),
  document: printDocumentSchema,
  createdAt: instantSchema,
  /** The branch's, for the hour on a reprint; without it the hour is that of the printing machine. */
  timeZone: z.string().max(60).optional(),
});
export type PrintJob = z.infer<typeof printJobSchema>;

/**
 * `queued`: waiting for its turn. `blocked`: the printer says why not. `failed`: it cannot be reached; nothing was
 * sent in these three, and they are tried again. `unknown`: paper may or may not have come out; a person decides [P4].
 */
export const jobStateSchema = z.enum([
  'queued', 'blocked', 'sending', 'awaiting', 'printed', 'unknown', 'failed', 'expired', 'cancelled', 'takenOver',
]); // prettier-ignore
export type JobState = z.infer<typeof jobStateSchema>;

/** `none`: the printer cannot answer, so the screen says *sent*. `person`: somebody saw the paper [P5]. */
export const proofSchema = z.enum(['processId', 'sensor', 'none', 'person']);

/** A job as it stands. `n` grows by one with every change of any job: the cursor of who follows. */
export const jobStatusSchema = z.object({
  id: z.string(),
  n: z.int(),
  state: jobStateSchema,
  /** Why it waits or what went wrong, in words for the people at the till; empty when all is well. */
  cause: z.string(),
  proof: proofSchema.nullable(),
  at: instantSchema,
  kind: jobKindSchema,
  label: z.string(),
  address: z.string(),
  expiresAt: instantSchema,
  /** The job that this one prints again. */
  reprintOf: z.string().nullable(),
  /** The job that took its place. */
  takenOverBy: z.string().nullable(),
});
export type JobStatus = z.infer<typeof jobStatusSchema>;

/** A new `epoch` means that the numbers began anew: the reader starts again from 0. */
export const jobStatesPageSchema = z.object({
  epoch: z.string(),
  next: z.int(),
  states: z.array(jobStatusSchema),
});
export type JobStatesPage = z.infer<typeof jobStatesPageSchema>;

export const resolutionSchema = z.enum(['printed', 'again']);
/** What a person says of a job in `unknown`: it printed, or print it again. */
export type Resolution = z.infer<typeof resolutionSchema>;

export const pairRequestSchema = z.object({ code: z.string().min(1).max(100) });
export const pairResponseSchema = z.object({ token: z.string() });
export const resolveRequestSchema = z.object({ as: resolutionSchema });
