import { type Instant, instant } from '@galley/shared/values/time.ts';
import type { TillStatus } from '@galley/shared/wire/push.ts';

/** A till as the server knows it. Times of its own records are by its own clock. */
export type TillProgress = {
  /** Enrolled and not disabled: somebody may be selling on it. */
  readonly counts: boolean;
  /** When its last push came, in milliseconds by the server's clock; null: never. */
  readonly seenAt: number | null;
  readonly status: Pick<TillStatus, 'waiting' | 'oldestAt' | 'clockOffsetMs'> | null;
  /** Its last record before a hole in its log; null: it has none, or begins with one. What is missing is later. */
  readonly gap: { readonly after: Instant | null } | null;
  /** The first record of each of its logs that is stored and not settled; null: its time cannot be read. */
  readonly unsettledFrom: readonly (Instant | null)[];
};

/** A till gives an attempt up after this long [S6], so what it said of itself in a push is not older. */
export const attemptMs = 15_000;

/**
 * Until when the books are complete [S24]: everything that a till in use recorded up to there is settled. Each till
 * bounds it by its oldest record that still waits or, when nothing does, by when it last said so, and by a hole in its log; and whatever is on
 * the server bounds it until its workers have answered. Null: it is not known (a till in use
 * that was not heard of yet).
 */
export function completeUpTo(tills: readonly TillProgress[]): Instant | null {
  const bounds: number[] = [];
  for (const till of tills) {
    const offset = till.status?.clockOffsetMs ?? 0;
    for (const at of till.unsettledFrom) {
      if (at === null) return null;
      bounds.push(Date.parse(at) - 1 + offset);
    }
    if (!till.counts) continue;
    if (till.seenAt === null || till.status === null) return null;
    if (till.gap?.after === null) return null;
    if (till.gap) bounds.push(Date.parse(till.gap.after) + offset);
    if (till.status.waiting === 0) bounds.push(till.seenAt - attemptMs);
    else if (till.status.oldestAt === null) return null;
    else bounds.push(Date.parse(till.status.oldestAt) - 1 + offset);
  }
  return bounds.length === 0 ? null : instant(Math.min(...bounds));
}
