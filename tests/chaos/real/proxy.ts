import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Dice } from '../dice.ts';

/** What the wire does to a request. */
export const fates = ['pass', 'drop', 'delay', 'duplicate', 'late', 'blackHole', 'fail', 'loseAnswer', 'cutAnswer', 'portal'] as const; // prettier-ignore
export type Fate = (typeof fates)[number];

/** A proxy between tills and the server that spoils what goes through it, on real sockets. */
export type FaultProxy = AsyncDisposable & {
  readonly url: string;
  /** How many requests in a hundred meet a fault; 0: fine weather. */
  setBadness(percent: number): void;
  /** Ends all connections that are open. */
  cut(): void;
};

export async function startFaultProxy(server: () => string, dice: Dice): Promise<FaultProxy> {
  let badness = 0;
  const proxy = createServer((asked, answer) => {
    void readAll(asked).then(
      (body) => meet(asked, answer, body),
      () => answer.destroy(), // the till went away while it asked
    );
  });
  const url = await listen(proxy);
  return {
    url,
    setBadness: (percent) => void (badness = percent),
    cut: () => proxy.closeAllConnections(),
    async [Symbol.asyncDispose]() {
      proxy.closeAllConnections();
      await new Promise((resolve) => proxy.close(resolve));
    },
  };

  async function meet(asked: IncomingMessage, answer: ServerResponse, body: Buffer): Promise<void> {
    const spoilt = asked.url !== '/sync/live' && dice.below(100) < badness;
    switch (spoilt ? dice.pick(fates) : 'pass') {
      case 'pass':
        return forward(asked, body, answer);
      case 'drop':
        return void answer.destroy();
      case 'delay':
        await wait(dice.below(200));
        return forward(asked, body, answer);
      case 'duplicate':
        await Promise.all([forward(asked, body, null), forward(asked, body, answer)]);
        return;
      case 'late':
        answer.destroy();
        await wait(dice.below(500)); // behind what is sent meanwhile
        return forward(asked, body, null);
      case 'blackHole':
        return; // half-open: nothing ever comes back, and nobody says so
      case 'fail':
        return void answer
          .writeHead(dice.pick([500, 502, 503]), { 'retry-after': '1' })
          .end('<h1>Bad gateway</h1>');
      case 'loseAnswer':
        await forward(asked, body, null);
        return void answer.destroy();
      case 'cutAnswer':
        return forward(asked, body, answer, true);
      case 'portal':
        return void answer
          .writeHead(200, { 'content-type': 'text/html' })
          .end('<html>Welcome to this hotel</html>');
    }
  }

  /** Sends it on; the answer goes back whole, cut in the middle, or to nobody. */
  function forward(
    asked: IncomingMessage,
    body: Buffer,
    answer: ServerResponse | null,
    cut = false,
  ): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        answer?.destroy();
        resolve();
      };
      const { method = 'GET', headers } = asked;
      const there = request(new URL(asked.url ?? '/', server()), {
        method,
        headers: { ...headers, host: 'server' },
      });
      there.once('error', end);
      there.once('response', (told) => {
        told.once('error', end).once('end', resolve);
        if (!answer) return void told.resume();
        answer.once('close', () => there.destroy());
        answer.writeHead(told.statusCode ?? 502, told.headers);
        if (!cut) return void told.pipe(answer);
        told.once('data', (piece: Buffer) => answer.write(piece.subarray(0, piece.length / 2), end));
      });
      there.end(body);
    });
  }
}

async function readAll(asked: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of asked) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    ); // a TCP server's address is one
  });
}
