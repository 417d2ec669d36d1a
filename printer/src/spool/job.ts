import { languageSchema } from '@galley/shared/values/language.ts';
import { instantSchema } from '@galley/shared/values/time.ts';
import { printerAddressSchema } from '@galley/shared/domain/branch.ts';
import { printStateSchema } from '@galley/shared/wire/print-jobs.ts';
import { z } from 'zod';
import { printDocumentSchema } from '../document/document.ts';

export const jobKindSchema = z.enum(['kitchen', 'receipt', 'drawer', 'report']);
export type JobKind = z.infer<typeof jobKindSchema>;

/** Says who, what, which revision: the same id again is the same job, never a second paper [P1]. */
export const jobIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9.:_~-]{1,120}$/, 'a job id is letters, digits and . : _ ~ -');

/** A printer as a job names it. */
export const jobPrinterSchema = z.object({
  address: printerAddressSchema,
  profile: z.string().max(60),
  /** What people call it. */
  name: z.string().max(100).optional(),
});
export type JobPrinter = z.infer<typeof jobPrinterSchema>;

/** A job of the spool: laid out, and with all that it needs [P2]. */
export const spoolJobSchema = z.object({
  id: jobIdSchema,
  printer: jobPrinterSchema,
  /** Where it goes, one after the other, when its printer cannot print it [P7]. */
  fallbacks: z.array(jobPrinterSchema).max(5).optional(),
  kind: jobKindSchema,
  /** What people call it: `Kitchen ticket T1-42`. */
  label: z.string().max(200),
  document: printDocumentSchema,
  createdAt: instantSchema,
  /** The branch's, for the hour on a reprint; without it the hour is that of the printing machine. */
  timeZone: z.string().max(60).optional(),
  /** The branch's, for the words that are put over a reprint or a diverted paper. */
  language: languageSchema.optional(),
});
export type SpoolJob = z.infer<typeof spoolJobSchema>;

/** `response`: the printer's own answer over HTTP. `none`: the printer cannot answer, so the screen says *sent*. `person`: somebody saw the paper [P5]. */
export const proofSchema = z.enum(['processId', 'sensor', 'none', 'person', 'response']);

/** A job as it stands. `n` grows by one with every change of any job: the cursor of who follows. */
export const jobStatusSchema = z.object({
  id: z.string(),
  n: z.int(),
  state: printStateSchema,
  /** Why it waits or what went wrong, in words for the people at the till; empty when all is well. */
  cause: z.string(),
  proof: proofSchema.nullable(),
  /** The printer said, when it printed this, that its roll is nearly used up. */
  paperLow: z.boolean().optional(),
  at: instantSchema,
  /** Since when it is blocked or failed without a pause. */
  troubledSince: instantSchema.optional(),
  kind: jobKindSchema,
  label: z.string(),
  address: z.string(),
  /** What people call the printer. */
  printer: z.string().optional(),
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
