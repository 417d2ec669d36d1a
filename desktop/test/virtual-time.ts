import type { Sleep } from '../src/renderer/sync/loop.ts';

/** Time that passes only when a test says so: hours of waiting in seconds of work. */
export type VirtualTime = {
  readonly now: () => number;
  readonly sleep: Sleep;
  /** A network whose requests are over before time goes on. */
  readonly watch: (network: typeof fetch) => typeof fetch;
  /** Lets so much time pass, and everything that is due in it happen. */
  pass(ms: number): Promise<void>;
};

export function createVirtualTime(startedAt: number): VirtualTime {
  let now = startedAt;
  let asking = 0;
  const sleepers = new Set<{ readonly at: number; readonly wake: () => void }>();

  /** All that does not wait for time has happened: no request is on its way, and no work is left of the last one. */
  async function settle(): Promise<void> {
    for (let quiet = 0; quiet < 3; quiet = asking > 0 ? 0 : quiet + 1) {
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }

  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const wake = () => {
          sleepers.delete(sleeper);
          signal.removeEventListener('abort', wake);
          resolve();
        };
        const sleeper = { at: now + ms, wake };
        sleepers.add(sleeper);
        signal.addEventListener('abort', wake);
      }),
    watch: (network) => async (input, init) => {
      asking += 1;
      try {
        return await network(input, init);
      } finally {
        asking -= 1;
      }
    },
    async pass(ms) {
      const end = now + ms;
      for (;;) {
        await settle();
        const next = [...sleepers].toSorted((a, b) => a.at - b.at)[0];
        if (!next || next.at > end) break;
        now = next.at;
        next.wake();
      }
      now = end;
    },
  };
}
