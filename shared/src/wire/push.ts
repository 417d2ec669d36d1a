import { z } from 'zod';
import { hashSchema } from '../values/hash.ts';
import { mutationIdSchema } from '../values/ids.ts';
import { instantSchema } from '../values/time.ts';

/** At most this much in one push [S6]; a single mutation may be larger than the batch limit, never than the body's. */
export const pushLimits = { mutations: 100, batchBytes: 256 * 1024, bodyBytes: 1024 * 1024 } as const;

/**
 * A mutation as it lies in the outbox: `body` is the exact text that `hash` chains (`chain(previous hash, body)`), so
 * the server can store it even when it cannot read it [S4].
 */
export const pushedMutationSchema = z.object({
  id: mutationIdSchema,
  number: z.int().min(1),
  hash: hashSchema,
  body: z.string().min(1),
});
export type PushedMutation = z.infer<typeof pushedMutationSchema>;

/** `POST /sync/push`, signed by the till. Numbers ascend without holes within a batch. */
export const pushRequestSchema = z.object({
  incarnation: z.int().min(1),
  mutations: z.array(pushedMutationSchema).max(pushLimits.mutations),
  /** What the server shows about this till [S24]. */
  status: z.object({ waiting: z.int().min(0), oldestAt: instantSchema.nullable(), appVersion: z.string() }),
});
export type PushRequest = z.infer<typeof pushRequestSchema>;

export const pushResultSchema = z.object({
  id: mutationIdSchema,
  number: z.int(),
  /** `fork`: this number is taken by other bytes; kept whole beside it, a person must look [S8]. */
  state: z.enum(['stored', 'duplicate', 'quarantined', 'fork']),
  cause: z.string().nullable(),
});

export const pushAnswerSchema = z.object({
  /** The highest number without a hole before it that is durably stored for this incarnation. */
  storedUpTo: z.int().min(0),
  results: z.array(pushResultSchema),
  /** Set when the batch began beyond the next number: send from here [S8]. */
  gap: z.object({ expected: z.int() }).nullable(),
  head: z.int(),
  epoch: z.uuid(),
  serverTime: instantSchema,
});
export type PushAnswer = z.infer<typeof pushAnswerSchema>;
