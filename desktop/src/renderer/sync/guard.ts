import { type Clock, instant } from '@galley/shared/values/time.ts';
import { type GalleyDatabase, writeMeta } from '../db/database.ts';
import type { LoopFault } from '../db/rows.ts';
import { createBackoff } from './backoff.ts';
import { Offline, Refused, Stuck } from './faults.ts';
import type { Pause } from './loop.ts';

/**
 * The one place where the faults of a loop end up: as words in the database, for every window's status, and as a wait
 * before the next try. Anything else that is thrown is a bug and goes on.
 */
export function guard(
  options: {
    readonly db: GalleyDatabase;
    readonly now: Clock;
    readonly random: () => number;
    readonly signal: AbortSignal;
    /** The first step that works after one that did not: the server can be reached, so nobody needs to wait. */
    readonly recovered?: () => void;
  },
  /** Null: nobody needs to know, another loop does the same work. */
  key: 'pushFault' | 'pullFault' | null,
  step: () => Promise<Pause>,
): () => Promise<Pause> {
  const { db, now, random, signal, recovered } = options;
  // Whom nobody misses asks more seldom; the loop that does the same work lets it go on when the server is there again.
  const backoff = createBackoff(random, key === null ? 2000 : undefined);
  let told: string | null | undefined;
  let failing = false;

  return async () => {
    try {
      const pause = await step();
      backoff.reset();
      await tell(null);
      if (failing) recovered?.();
      failing = false;
      return pause;
    } catch (fault) {
      if (signal.aborted) return { ms: 0, patient: false }; // cut off by our own end
      const known = describe(fault);
      if (!known) throw fault;
      failing = true;
      await tell({ ...known, since: instant(now()) });
      const leastMs = fault instanceof Offline || fault instanceof Refused ? fault.retryAfterMs : null;
      return { ms: backoff.nextMs(leastMs), patient: true };
    }
  };

  async function tell(fault: LoopFault | null): Promise<void> {
    const words = fault?.message ?? null;
    if (key === null || told === words) return;
    await writeMeta(db, key, fault);
    told = words;
  }
}

function describe(fault: unknown): Omit<LoopFault, 'since'> | null {
  if (fault instanceof Offline) return { code: 'offline', message: fault.message };
  if (fault instanceof Stuck) return { code: 'stuck', message: fault.message };
  if (!(fault instanceof Refused)) return null;
  const { status, detail, code } = fault.problem;
  if (code === 'tillDisabled') return { code: 'disabled', message: detail };
  if (status === 401 || status === 409) return { code: 'needsSignIn', message: detail };
  return { code: status < 500 && status !== 429 ? 'stuck' : 'offline', message: detail };
}
