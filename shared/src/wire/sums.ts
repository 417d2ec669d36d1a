import { z } from 'zod';
import { cursorSchema, entities, type EntityName } from './changes.ts';

/**
 * What the rows of an entity come to, so that a reader can tell in a few bytes whether it has what the server has
 * [S23]: how many there are, and the sum of their terms modulo 2^52.
 */
export const bucketSumSchema = z.object({ count: z.int().min(0), sum: z.int().min(0) });
export type BucketSum = z.infer<typeof bucketSumSchema>;

export const noRows: BucketSum = { count: 0, sum: 0 };
/** All stays below 2^53, so that JavaScript counts exactly. */
export const sumModulus = 2 ** 52;
const versionModulus = 2 ** 20;

/** A row's term: the low 32 bits of its id, times its version (modulo 2^20, and 1, so that no row counts nothing). */
export function addToSum({ count, sum }: BucketSum, id: string, version: number): BucketSum {
  const term = Number.parseInt(id.slice(-8), 16) * ((version % versionModulus) + 1);
  return { count: count + 1, sum: (sum + term) % sumModulus };
}

const names = Object.keys(entities) as [EntityName, ...EntityName[]]; // the keys of this object are its names

/**
 * `GET /sync/sums?cursor=&floor=`: the sums at the newest version, over what lasts and the history above the reader's
 * floor. A reader compares when it has come to that version; an entity without rows may be missing.
 */
export const sumsAnswerSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('sums'),
    cursor: cursorSchema,
    sums: z.partialRecord(z.enum(names), bucketSumSchema),
  }),
  z.object({ kind: z.literal('mustResnapshot'), reason: z.string() }),
]);
export type SumsAnswer = z.infer<typeof sumsAnswerSchema>;
