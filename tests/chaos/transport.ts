import { setTimeout as wait } from 'node:timers/promises';
import type { Network } from '../contract/network.ts';
import type { Dice } from './dice.ts';

/** What the way between a till and the server is like. */
export const weathers = ['fine', 'cut', 'lossy', 'halfOpen', 'portal', 'broken'] as const;
export type Weather = (typeof weathers)[number];

export type Transport = Network & {
  setWeather(weather: Weather): void;
  /** How many requests the till has made. */
  requests(): number;
  /** Sends every push that ever went through once more, as a proxy gone mad may [S8]. */
  replayPushes(): Promise<void>;
  /** Ends the streams and whatever is on its way: the till lost its power, or the server its process. */
  hangUp(): void;
};

type Sent = { readonly path: string; readonly init: RequestInit };

/** One till's network. The server's address is asked for each request; faults fall as the dice do. */
export function createTransport(server: () => string, dice: Dice): Transport {
  let weather: Weather = 'fine';
  let requests = 0;
  let line = new AbortController();
  const pushes: Sent[] = [];

  return {
    fetch: ask,
    setWeather,
    cut: () => setWeather('cut'),
    spoil: () => setWeather('lossy'),
    mend: () => setWeather('fine'),
    requests: () => requests,
    async replayPushes() {
      for (const { path, init } of pushes) await (await fetch(new URL(path, server()), init)).arrayBuffer();
    },
    hangUp,
  };

  function hangUp(): void {
    line.abort(new TypeError('the connection is gone'));
    line = new AbortController();
  }

  function setWeather(next: Weather): void {
    weather = next;
    if (next === 'cut') hangUp();
  }

  async function ask(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
    requests += 1;
    const { pathname, search } = new URL(input instanceof Request ? input.url : input);
    const sent = { path: pathname + search, init };
    if (weather === 'cut') throw new TypeError('the cable is out');
    if (weather === 'halfOpen') return silence(sent);
    if (weather === 'portal') return portal();
    if (weather === 'broken' && dice.chance(0.7)) return broken();
    if (weather === 'lossy' && pathname !== '/sync/live') return lossy(sent);
    return send(sent);
  }

  async function send({ path, init }: Sent): Promise<Response> {
    const { signal: caller, ...rest } = init;
    const signal = AbortSignal.any([line.signal, ...(caller ? [caller] : [])]);
    const response = await fetch(new URL(path, server()), { ...init, signal });
    if (path === '/sync/push' && pushes.length < 2000) pushes.push({ path, init: rest });
    return path === '/sync/live' ? unheard(response) : response;
  }

  /** A stream of hints whose connection dies without a word stays open and says nothing more. */
  function unheard(response: Response): Response {
    if (!response.body) return response;
    const ears = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, out) {
        if (weather !== 'halfOpen' && !(weather === 'lossy' && dice.chance(0.5))) out.enqueue(chunk);
      },
    });
    return new Response(response.body.pipeThrough(ears), response);
  }

  /** Half-open: what is sent may arrive, nothing ever comes back, and nobody says so. */
  function silence(sent: Sent): Promise<Response> {
    if (dice.chance(0.5) && sent.path !== '/sync/live') late(sent);
    return new Promise((_, reject) => {
      sent.init.signal?.addEventListener('abort', () => reject(sent.init.signal?.reason), { once: true });
    });
  }

  async function lossy(sent: Sent): Promise<Response> {
    const fate = dice.roll();
    if (fate < 0.15) throw new TypeError('the request is lost');
    if (fate < 0.35) {
      await (await send(sent)).arrayBuffer();
      throw new TypeError('the answer is lost');
    }
    if (fate < 0.5) {
      const [, second] = await Promise.all([send(sent).then((first) => first.arrayBuffer()), send(sent)]);
      return second;
    }
    if (fate < 0.6) {
      late(sent, dice.below(300)); // behind what is sent meanwhile
      throw new TypeError('the request is under way, and nobody waits for it');
    }
    if (fate < 0.7) return truncated(await send(sent));
    if (fate < 0.8) await wait(dice.below(60));
    return send(sent);
  }

  function late(sent: Sent, ms = 0): void {
    const { signal: _nobodyWaits, ...init } = sent.init;
    void wait(ms)
      .then(() => send({ ...sent, init }))
      .then((response) => response.arrayBuffer())
      .catch(() => undefined); // nobody waits for the answer, and nobody hears of a fault
  }

  async function truncated(response: Response): Promise<Response> {
    const text = await response.text();
    return new Response(text.slice(0, dice.below(text.length)), response);
  }

  function portal(): Response {
    const page = '<html><body>Welcome! Please accept the terms of this hotel.</body></html>';
    return new Response(page, { headers: { 'content-type': 'text/html' } });
  }

  function broken(): Response {
    const headers = dice.chance(0.5) ? { 'retry-after': '2' } : undefined;
    return new Response('<h1>Bad gateway</h1>', { status: dice.pick([500, 502, 503, 429]), ...(headers && { headers }) }); // prettier-ignore
  }
}
