import { setTimeout as wait } from 'node:timers/promises';

/** The way between one till and the server, which a test can cut and spoil. */
export type Network = {
  readonly fetch: typeof fetch;
  /** From here on nothing gets through, until it is mended. */
  cut(): void;
  /** From here on requests and answers get lost, late or doubled as the dice fall, until it is mended. */
  spoil(random: () => number): void;
  mend(): void;
};

/** The server's address is asked for every request, because a server that starts again listens somewhere else. */
export function createNetwork(server: () => string): Network {
  let dice: (() => number) | null = null;
  let isCut = false;

  return {
    fetch: ask,
    cut: () => void (isCut = true),
    spoil: (random) => void (dice = random),
    mend() {
      isCut = false;
      dice = null;
    },
  };

  async function ask(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
    const told = new URL(input instanceof Request ? input.url : input);
    const send = () => fetch(new URL(told.pathname + told.search, server()), init);
    if (isCut) throw new TypeError('the cable is out');
    // A hint that is lost is no fault of its own: the stream ends when the server does.
    if (!dice || told.pathname === '/sync/live') return send();
    const fate = dice();
    if (fate < 0.2) throw new TypeError('the request is lost');
    if (fate < 0.5) {
      await (await send()).arrayBuffer();
      throw new TypeError('the answer is lost');
    }
    if (fate < 0.7) {
      const [, second] = await Promise.all([send().then((first) => first.arrayBuffer()), send()]);
      return second;
    }
    if (fate < 0.8) await wait(dice() * 50);
    return send();
  }
}

/** Dice that fall the same way again for the same seed (mulberry32). */
export function diceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
