import { hashText } from '../values/hash.ts';
import type { Version } from '../values/version.ts';
import { z } from 'zod';
import type { BranchUpdates } from './update-gate.ts';

/**
 * `ring.json` beside a release: to whom it goes. Not signed, because it can only hold a release back. Missing: to all.
 */
export const ringSchema = z.object({
  percent: z.number().min(0).max(100).default(100),
  /** Branches that get it first, whatever the percentage. */
  canaries: z.array(z.string()).default([]),
  /** Nobody gets it any more, not even the canaries. */
  frozen: z.boolean().default(false),
});
export type Ring = z.infer<typeof ringSchema>;

/**
 * All tills of a branch get the same answer, the same one each time; who is in at 5 % is still in at 25 %. A branch that
 * wants to be first is in as soon as anybody by chance could be; one that wants to be last when all are.
 */
export function isInRing(
  branch: string,
  version: Version,
  ring: Ring,
  turn?: BranchUpdates['turn'],
): boolean {
  if (ring.frozen) return false;
  if (ring.canaries.includes(branch)) return true;
  if (turn === 'first') return ring.percent > 0;
  if (turn === 'last') return ring.percent === 100;
  // 32 bits of a hash over both, so that it is not always the same branches that come first.
  const place = Number.parseInt(hashText(`${version}\n${branch}`).slice(0, 8), 16) / 2 ** 32;
  return place * 100 < ring.percent;
}
