import { z } from 'zod';
import { mutationIdSchema } from '../values/ids.ts';
import { instantSchema } from '../values/time.ts';

/** `GET /office/held`: what the log knows of a record that a person may have to decide about. */
export const heldRecordSchema = z.object({
  mutationId: mutationIdSchema,
  number: z.int(),
  /** Its name, as the till wrote it; empty: it cannot be made out. */
  name: z.string(),
  occurredAt: instantSchema.nullable(),
  /** As far as it can be made out, for `traceOfText`. */
  body: z.string(),
});
export const heldRecordsSchema = z.object({ records: z.array(heldRecordSchema) });
export type HeldRecord = z.infer<typeof heldRecordSchema>;

/**
 * `POST /office/resolutions`: what the office decides about a record of any till [S14]; a repair is said by the till that has
 * the rows.
 */
export const resolutionRequestSchema = z.object({
  mutationId: mutationIdSchema,
  how: z.enum(['retry', 'setAside']),
  reason: z.string().trim().min(1).max(500),
});
export type ResolutionRequest = z.infer<typeof resolutionRequestSchema>;
/** `cause`: why it still cannot be read; empty otherwise. */
export const resolutionAnswerSchema = z.object({
  outcome: z.enum(['done', 'nothingToResolve', 'stillQuarantined']),
  cause: z.string(),
});
export type ResolutionAnswer = z.infer<typeof resolutionAnswerSchema>;
