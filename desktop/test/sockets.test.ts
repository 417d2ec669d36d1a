import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { noHash } from '@galley/shared/values/hash.ts';
import { expect, onTestFinished, test } from 'vitest';
import { readMeta } from '../src/renderer/db/database.ts';
import { createClient } from '../src/renderer/sync/client.ts';
import { Offline } from '../src/renderer/sync/faults.ts';
import { sleepFor } from '../src/renderer/sync/loop.ts';
import { pull } from '../src/renderer/sync/pull.ts';
import { createPush } from '../src/renderer/sync/push.ts';
import { createKeys, tillSigner } from '../src/renderer/sync/signer.ts';
import { curry, outbox, sell, setup, till1 } from './world.ts';
import { startWire } from './wire.ts';

test('[S6] fault 18: an answer that is cut anywhere, or badly packed, is none, and all comes with the next one', async () => {
  const { till, wire, line, push, pullAll } = await connected();
  await sell(till);
  const cuts = [0, 0.01, 0.3, 0.7, 0.99];
  const spoils: Spoil[] = [
    ...cuts.map((part): Spoil => (_request, response, body) => {
      response.writeHead(200, { 'content-length': body.length });
      response.write(body.subarray(0, Math.floor(body.length * part)), () => response.destroy());
    }),
    // Of a packed body the last bytes only say that all came: without them it is whole.
    ...[0, 0.01, 0.3, 0.5].map((part): Spoil => (_request, response, body) => {
      const packed = gzipSync(body);
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(packed.subarray(0, Math.floor(packed.length * part)));
    }),
    (_request, response, body) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(body); // not packed at all
    },
  ];
  for (const spoil of spoils) {
    line.spoil = spoil;
    await expect(pullAll()).rejects.toBeInstanceOf(Offline);
    await expect(push()).rejects.toBeInstanceOf(Offline);
    expect((await outbox(till)).every((row) => row.state === 'waiting')).toBe(true);
    expect(await readMeta(till.db, 'cursor')).toBeUndefined();
  }
  line.spoil = null;
  await push();
  await pullAll();
  expect(wire.logs.get(1)?.mutations).toHaveLength(2); // the server had it all the time, once
  expect((await outbox(till)).every((row) => row.state === 'settled')).toBe(true);
});

test('[S6] fault 19: what answers in place of the server is never believed, and never followed elsewhere', async () => {
  const { till, wire, line, push, pullAll } = await connected();
  const page = '<!doctype html><title>Welcome to the hotel</title>';
  const elsewhere = await listen((_request, response) => response.end('{"kind":"page"}'));
  const portals: Spoil[] = [
    (_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(page),
    (_request, response) => response.writeHead(302, { location: elsewhere.url }).end(),
    (_request, response) => response.writeHead(511, { 'content-type': 'text/html' }).end(page),
    (_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'),
  ];
  for (const portal of portals) {
    line.spoil = portal;
    await expect(pullAll()).rejects.toBeInstanceOf(Offline);
    await expect(push()).rejects.toBeInstanceOf(Offline);
  }
  expect(elsewhere.asked()).toBe(0);
  expect((await outbox(till)).map((row) => row.state)).toEqual(['waiting']);
  line.spoil = null;
  await push();
  expect(wire.logs.get(1)?.mutations).toHaveLength(1);
});

test('[S6] fault 20: a connection that only one side still knows is given up, and the next one works', async () => {
  const { till, line, push, pullAll } = await connected();
  line.spoil = () => undefined; // taken, and never answered
  const start = performance.now();
  await expect(push()).rejects.toBeInstanceOf(Offline);
  expect(performance.now() - start).toBeLessThan(2000); // 15 s, a hundred times faster
  const sockets = line.sockets();
  line.spoil = null;
  await push();
  expect(line.sockets()).toBeGreaterThan(sockets);
  expect((await outbox(till)).map((row) => row.state)).toEqual(['stored']);

  // The same in the middle of a long answer: what came is kept.
  line.spoil = (_request, response, body) => void response.write(body.subarray(0, body.length / 2));
  await expect(pullAll()).rejects.toBeInstanceOf(Offline);
  const half = await readMeta(till.db, 'snapshot');
  expect(half?.after).toBeGreaterThan(0);
  line.spoil = null;
  await pullAll();
  expect(await till.db.products.get(curry.id)).toBeDefined();
});

/** Answers in place of the server, who has done what was asked. */
type Spoil = (request: IncomingMessage, response: ServerResponse, body: Buffer) => unknown;

/** A till and the wire's contract with real sockets between them; its patience passes a hundred times faster. */
async function connected() {
  const till = await setup();
  const wire = startWire();
  wire.logs.set(1, { hash: noHash, mutations: [] });
  const line: { spoil: Spoil | null; sockets: () => number } = {
    spoil: null,
    sockets: () => server.sockets(),
  };
  const server = await listen((request, response) => void forward(request, response));
  const { privateKey } = await createKeys();
  const client = createClient({
    db: till.db,
    serverUrl: server.url,
    fetch,
    now: till.now,
    signer: tillSigner(till1.id, privateKey),
    sleep: (ms, signal) => sleepFor(ms / 100, signal),
  });
  const pushNext = createPush({ db: till.db, now: till.now, appVersion: 'test' });
  return {
    till,
    wire,
    line,
    push: async () => {
      while ((await pushNext(client)) === 'more');
    },
    pullAll: async () => {
      while ((await pull(client, till.db, till.now)) === 'more');
    },
  };

  async function forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer); // a request without an encoding gives bytes
    const body = Buffer.concat(pieces);
    const packed = request.headers['content-encoding'] === 'gzip';
    const answer = await wire.fetch(new URL(request.url ?? '', 'http://galley.test'), {
      method: request.method ?? 'GET',
      headers: Object.entries(request.headers).map(([name, value]): [string, string] => [
        name,
        String(value),
      ]),
      ...(body.length > 0 && { body: packed ? Uint8Array.from(body).buffer : body.toString() }),
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    // A token is no part of what is spoilt here.
    if (line.spoil && request.url !== '/sync/token') line.spoil(request, response, bytes);
    else response.writeHead(answer.status, { 'content-type': 'application/json' }).end(bytes);
  }
}

async function listen(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const sockets = new Set<Socket>();
  let [asked, made] = [0, 0];
  const server = createServer((request, response) => {
    asked += 1;
    answer(request, response);
  });
  server.on('connection', (socket) => {
    made += 1;
    sockets.add(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo; // a TCP server's address is one
  return { url: `http://127.0.0.1:${port}`, asked: () => asked, sockets: () => made };
}
