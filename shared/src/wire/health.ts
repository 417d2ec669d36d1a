import { z } from 'zod';
import { tillIdSchema } from '../values/ids.ts';
import { instantSchema } from '../values/time.ts';
import { workers } from './mutations.ts';
import { tillStatusSchema } from './push.ts';

/** Numbers of a till that the server knows must exist and has not got: "numbers 118-119 missing since 14:02" [S24]. */
export const gapSchema = z.object({
  incarnation: z.int().min(1),
  from: z.int().min(1),
  to: z.int().min(1),
  since: instantSchema,
});

/** Other bytes under a number that was taken: two devices used one identity [S8]. */
export const forkSchema = z.object({
  incarnation: z.int().min(1),
  number: z.int().min(1),
  receivedAt: instantSchema,
});

export const tillHealthSchema = z.object({
  id: tillIdSchema,
  code: z.string(),
  name: z.string(),
  /** Missing: a till. */
  kind: z.literal('kitchen').optional(),
  disabled: z.boolean(),
  /** 0: never enrolled. */
  incarnation: z.int().min(0),
  seenAt: instantSchema.nullable(),
  /** The last number of the present incarnation that is stored. */
  storedUpTo: z.int().min(0),
  /** Stored here and not settled by the workers yet, and since when. */
  unsettled: z.int().min(0),
  oldestUnsettledAt: instantSchema.nullable(),
  quarantined: z.int().min(0),
  gaps: z.array(gapSchema),
  forks: z.array(forkSchema),
  /** What it last said of itself; null: nothing yet. */
  status: tillStatusSchema.nullable(),
});
export type TillHealth = z.infer<typeof tillHealthSchema>;

/** `GET /office/tills`: the branch's tills and how far the books can be trusted [S24]. */
export const branchHealthSchema = z.object({
  serverTime: instantSchema,
  /** Everything that any enrolled, enabled till recorded up to here is in the books; null: not known yet. */
  completeUpTo: instantSchema.nullable(),
  tills: z.array(tillHealthSchema),
  /** Receipt numbers that stand on more than one sale, for the accountant [S10]. */
  numbersTwice: z.array(z.string()),
});
export type BranchHealth = z.infer<typeof branchHealthSchema>;

/** `GET /health/sync`: how fast the record flows, for whoever watches the server. Ages in milliseconds, null: nothing waits. */
export const syncHealthSchema = z.object({
  brokerReady: z.boolean(),
  /** The oldest message that the broker has not taken yet. */
  unsentAgeMs: z.int().min(0).nullable(),
  /** Per service the oldest mutation that it has not answered for; the feed is the last to hear of it [S11]. */
  unansweredAgeMs: z.partialRecord(z.enum(workers), z.int().min(0)),
  unsettled: z.int().min(0),
  /** Quarantined, and no manager has set it aside yet. */
  quarantined: z.int().min(0),
  /** Per service the messages that it could make no sense of, and that nobody has replayed or dropped; missing: not told yet. */
  deadLetters: z.record(z.string(), z.int().min(0)),
});
export type SyncHealth = z.infer<typeof syncHealthSchema>;
