import type { Bus, Subscription } from './bus.ts';
import type { Window } from './relay.ts';

const most = 512;
/** What has not been answered by then is not waited for: it may be lost, or wait for something itself. */
const patienceMs = 2000;
const topic = 'settled';

/**
 * Keeps the line between the log and the feed short: no more commands on their way than settle in about a second. The
 * rest waits in the outbox, where it is shared out fairly; a queue in the broker would be first come, first served.
 */
export function openSettledWindow(bus: Bus, wake: () => void): Window & Subscription {
  let onTheirWay = 0;
  let movedAt = 0;
  const hints = bus.onHint(topic, (count) => {
    onTheirWay = Math.max(0, onTheirWay - Number(count));
    movedAt = Date.now();
    wake();
  });
  return {
    free() {
      if (Date.now() - movedAt > patienceMs) onTheirWay = 0;
      return Math.max(0, most - onTheirWay);
    },
    left(count) {
      if (onTheirWay === 0) movedAt = Date.now();
      onTheirWay += count;
    },
    stop: () => hints.stop(),
  };
}

/** Told by the projector, wherever it runs. */
export function tellSettled(bus: Bus, count: number): void {
  if (count > 0) bus.hint(topic, String(count));
}
