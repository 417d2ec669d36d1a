import type { OnlineOrder } from './online-order.ts';

/** From then on every till of the branch says that the order is on no paper. */
export const paperLateMs = 30_000;
/** From then on whoever can print takes it over: the till that was to print may be dead. */
export const paperLostMs = 75_000;

/**
 * How the paper of an online order stands. `done`: it is out, or nobody needs it any more; `late`: people are told;
 * `lost`: another till prints it, marked as a possible duplicate, because a till that is only cut off may have printed.
 */
export type PaperState = 'done' | 'waits' | 'late' | 'lost';

/** `isSeen`: somebody in the kitchen has touched it on a screen. */
export function paperStateOf(
  order: Pick<OnlineOrder, 'status' | 'paidAt' | 'readyAt' | 'taken' | 'printedAt'>,
  isSeen: boolean,
  nowMs: number,
): PaperState {
  const { status, paidAt, readyAt, taken, printedAt } = order;
  if (status !== 'PAID' || paidAt === null || readyAt !== null || printedAt !== undefined || isSeen)
    return 'done';
  // The moments are of two clocks; of one that is far ahead nobody waits for.
  const age = Math.abs(nowMs - Date.parse(taken?.at ?? paidAt));
  return age < paperLateMs ? 'waits' : age < paperLostMs ? 'late' : 'lost';
}

/** Who was first to print has the first turn, who takes over the next one. */
export function turnOf({ taken }: Pick<OnlineOrder, 'taken'>): number {
  return taken ? (taken.turn ?? 1) : 0;
}
