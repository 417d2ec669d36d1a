import { z } from 'zod';
import { instantSchema } from '../values/time.ts';
import { traceSchema } from './trace.ts';

/** A message that a service could make nothing of: it lies there, whole, until a person decides [S13]. */
export const deadLetterSchema = z.object({
  /** As people name it: `sales-12`. */
  id: z.string().regex(/^[a-z]+-\d+$/),
  service: z.string(),
  subject: z.string(),
  /** What it was to say (`completeSale`), as far as it can still be made out; empty: it cannot. */
  name: z.string(),
  /** What it is about, as far as that can be made out. */
  about: traceSchema,
  /** `unreadable`: not even its form was understood. `refused`: it was read, and the books could not take it. */
  why: z.enum(['unreadable', 'refused']),
  /** The fault itself, for whoever mends it. */
  cause: z.string(),
  attempts: z.int(),
  diedAt: instantSchema,
  lastTriedAt: instantSchema,
  state: z.enum(['open', 'replaying']),
  /** Of a message that was read: the mutation that began it. */
  mutationId: z.uuid().nullable(),
});
export type DeadLetter = z.infer<typeof deadLetterSchema>;

/** `GET /office/dead-letters`: the branch's, oldest first; `silent`: services that did not say whether they have any. */
export const deadLettersSchema = z.object({
  letters: z.array(deadLetterSchema),
  silent: z.array(z.string()),
});
export type DeadLetters = z.infer<typeof deadLettersSchema>;

/** `POST /office/dead-letters`: try it once more, or take it off the list for a reason that is kept with it. */
export const letterDecisionSchema = z.discriminatedUnion('how', [
  z.object({ id: deadLetterSchema.shape.id, how: z.literal('replay') }),
  z.object({
    id: deadLetterSchema.shape.id,
    how: z.literal('drop'),
    reason: z.string().trim().min(1).max(500),
  }),
]);
export type LetterDecision = z.infer<typeof letterDecisionSchema>;
export const letterAnswerSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('done') }),
  /** Somebody else has decided meanwhile, or the server still cannot read it. */
  z.object({ outcome: z.enum(['unknownLetter', 'stillQuarantined']), message: z.string() }),
]);
export type LetterAnswer = z.infer<typeof letterAnswerSchema>;
