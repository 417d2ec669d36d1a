import { z } from 'zod';
import { hashSchema } from '../values/hash.ts';
import { mutationIdSchema, tillIdSchema } from '../values/ids.ts';
import { money, moneySchema } from '../values/money.ts';
import { instantSchema } from '../values/time.ts';
import { versionSchema } from '../values/version.ts';

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

/**
 * What a till says of itself with each push, and every minute when it has nothing to push [S24]. All but the first three
 * came later: an older till leaves them out.
 */
export const tillStatusSchema = z.object({
  waiting: z.int().min(0),
  oldestAt: instantSchema.nullable(),
  appVersion: z.string(),
  /** Worth of the sales that wait, in minor units. */
  waitingMoney: moneySchema.default(money(0)),
  /** Stored there and not settled yet. */
  unsettled: z.int().min(0).default(0),
  /** What a person has to look at here: quarantined, forked, damaged. */
  problems: z.int().min(0).default(0),
  /** Milliseconds to add to its clock to get the server's, as it knows. */
  clockOffsetMs: z.int().nullable().default(null),
  /** What the browser says is free for it; null: it does not say. */
  freeBytes: z.int().min(0).nullable().default(null),
  /** Whether the browser has promised not to evict its data. */
  persisted: z.boolean().nullable().default(null),
  /** Buckets that were found different from the server's and loaded anew, since this version was installed [S23]. */
  bucketMismatches: z.int().min(0).default(0),
});
export type TillStatus = z.infer<typeof tillStatusSchema>;

/** `POST /sync/push`, signed by the till. Numbers ascend without holes within a batch. */
export const pushRequestSchema = z.object({
  /** Whose log it is, where that is another till of the branch: its backup is handed in here [S10]. */
  tillId: tillIdSchema.optional(),
  incarnation: z.int().min(1),
  mutations: z.array(pushedMutationSchema).max(pushLimits.mutations),
  status: tillStatusSchema,
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
  /** Up to this number a verified backup of the server holds this incarnation's log; 0: none is known [S5]. */
  coveredUpTo: z.int().min(0).default(0),
  head: z.int(),
  epoch: z.uuid(),
  serverTime: instantSchema,
  /** Only to a till whose version is older than this, the oldest that is looked after: it sells and is stored all the same. */
  supportedFrom: versionSchema.optional(),
});
export type PushAnswer = z.infer<typeof pushAnswerSchema>;
