import type { Bus, Subscription } from './bus.ts';
import type { Window } from './relay.ts';

const most = 512;
/** While tills go on handing in for longer than it can be held: so few that what they bring has the machine. */
const mostMeanwhile = 32;
/** What has not been answered by then is not waited for: it may be lost, or wait for something itself. */
const patienceMs = 2000;
/** A till that hands in a backlog is back with its next batch by then. */
const betweenBatchesMs = 250;
const longestHoldMs = 1000;
const topics = { settled: 'settled', handingIn: 'handing-in' } as const;

/**
 * Keeps the line between the log and the feed short: no more commands on their way than settle in about a second. The
 * rest waits in the outbox, where it is shared out fairly; a queue in the broker would be first come, first served.
 * While tills hand in what they sold offline nothing new leaves for a second, and little after that: first
 * everything is safe, then it is booked.
 */
export function openSettledWindow(bus: Bus, wake: () => void): Window & Subscription {
  let onTheirWay = 0;
  let movedAt = 0;
  let heldSince = 0;
  let heldUntil = 0;
  const settled = bus.onHint(topics.settled, (count) => {
    onTheirWay = Math.max(0, onTheirWay - Number(count));
    movedAt = Date.now();
    wake();
  });
  const handingIn = bus.onHint(topics.handingIn, () => {
    const now = Date.now();
    if (now > heldUntil) heldSince = now;
    heldUntil = now + betweenBatchesMs;
  });
  return {
    free() {
      const now = Date.now();
      const isHandingIn = now < heldUntil;
      if (isHandingIn && now < heldSince + longestHoldMs) return 0;
      if (now > movedAt + patienceMs) onTheirWay = 0;
      return Math.max(0, (isHandingIn ? mostMeanwhile : most) - onTheirWay);
    },
    left(count) {
      if (onTheirWay === 0) movedAt = Date.now();
      onTheirWay += count;
    },
    async stop() {
      await Promise.all([settled.stop(), handingIn.stop()]);
    },
  };
}

/** Told by the projector, wherever it runs. */
export function tellSettled(bus: Bus, count: number): void {
  if (count > 0) bus.hint(topics.settled, String(count));
}

/** Told by whoever stores, when the till says that it has more; said once in a while, it is known of all. */
export function createTellingHandingIn(bus: Bus): () => void {
  let toldAt = 0;
  return () => {
    const now = Date.now();
    if (now < toldAt + betweenBatchesMs / 5) return;
    toldAt = now;
    bus.hint(topics.handingIn, '');
  };
}
