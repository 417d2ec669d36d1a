import { hashSchema } from '@galley/shared/values/hash.ts';
import { mutationIdSchema } from '@galley/shared/values/ids.ts';
import { moneySchema } from '@galley/shared/values/money.ts';
import { instantSchema } from '@galley/shared/values/time.ts';
import { flagSchema } from '@galley/shared/wire/commands.ts';
import { resolutionSchema } from '@galley/shared/wire/changes.ts';
import { verdictSchema } from '@galley/shared/wire/events.ts';
import { z } from 'zod';

/** Checked each time before it is sent, because a disk may give back something else than it was given. */
export const outboxRowSchema = z.object({
  /** Under which enrolment of this till it was recorded; numbers are dense within one [S3] [S10]. */
  incarnation: z.int().min(1),
  number: z.int().min(1),
  id: mutationIdSchema,
  name: z.string(),
  /** The exact text that was hashed: no migration rewrites it [S4]. */
  body: z.string().min(1),
  hash: hashSchema,
  recordedAt: instantSchema,
  /** Worth of a sale, for the status chip; null for what moves no money. */
  amount: moneySchema.nullable(),
  state: z.enum(['waiting', 'stored', 'settled', 'fork']),
  verdict: verdictSchema.nullable(),
  flags: z.array(flagSchema),
  /** Why it was quarantined or forked, in words. */
  cause: z.string(),
  /** What a person decided about it, as the feed or this till told last; missing: nobody had to. */
  resolution: resolutionSchema.optional(),
  /** Which settlement of it this is, once there was more than one. */
  revision: z.int().min(1).optional(),
});
