import { noHash } from '@galley/shared/values/hash.ts';
import { signatureHeaders, signedText } from '@galley/shared/wire/session.ts';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { readMeta } from '../src/renderer/db/database.ts';
import { createClient } from '../src/renderer/sync/client.ts';
import { enrol } from '../src/renderer/sync/enrol.ts';
import { Offline, Refused } from '../src/renderer/sync/faults.ts';
import { tillSigner } from '../src/renderer/sync/signer.ts';
import { startSync } from '../src/renderer/sync/start-sync.ts';
import { outbox, sell, setup, till1, value } from './world.ts';
import { type Asked, portal, problem, startWire } from './wire.ts';

test('every request carries the token and a signature; the way to the token carries the signature alone', async () => {
  const { wire, get, publicKey } = await asking();
  for (let count = 0; count < 3; count += 1) await get();
  expect(wire.asked.map(tokenOf)).toEqual(['token 1', 'token 1', 'token 1']);
  expect(wire.askedForToken.map(tokenOf)).toEqual([null]);
  const [asked] = wire.askedForToken;
  const time = Number(asked?.headers.get(signatureHeaders.time));
  const signature = Buffer.from(asked?.headers.get(signatureHeaders.signature) ?? '', 'base64url');
  const text = Buffer.from(signedText('POST', '/sync/token', time, ''));
  expect(await crypto.subtle.verify('Ed25519', publicKey, signature, text)).toBe(true);
});

test('those who need a token at once wait for the same one', async () => {
  const { wire, get } = await asking();
  await Promise.all([get(), get(), get()]);
  expect(wire.askedForToken).toHaveLength(1);
  expect(wire.asked.map(tokenOf)).toEqual(['token 1', 'token 1', 'token 1']);
});

test('a token that is about to end is not used any more', async () => {
  const { till, wire, get } = await asking();
  await get();
  till.clock.ms += 8 * 60_000;
  await get();
  till.clock.ms += 61_000;
  await get();
  expect(wire.asked.map(tokenOf)).toEqual(['token 1', 'token 1', 'token 2']);
});

test('a token that the server does not take any more is replaced, and the request sent again once', async () => {
  const { wire, get } = await asking();
  await get();
  // Its key was taken away, or this clock went backwards and the token had ended long ago.
  wire.intercept = (asked) => (tokenOf(asked) === 'token 1' ? problem(401, 'tokenExpired') : null);
  await Promise.all([get(), get()]);
  expect(wire.askedForToken).toHaveLength(2);
  wire.intercept = ({ path }) => (path === '/sync/token' ? null : problem(401, 'tokenExpired'));
  const before = wire.asked.length;
  await expect(get()).rejects.toBeInstanceOf(Refused);
  expect(wire.asked.length - before).toBe(2);
});

test('a wrong clock and an ended token are both put right in one go', async () => {
  const { till, wire, get } = await asking();
  await get();
  const serverTime = till.clock.ms + 86_400_000;
  wire.intercept = (asked) => {
    if (Number(asked.headers.get(signatureHeaders.time)) !== serverTime)
      return problem(401, 'clockWrong', { serverTime: new Date(serverTime).toISOString() });
    return tokenOf(asked) === 'token 1' ? problem(401, 'tokenExpired') : null;
  };
  await get();
  expect(await readMeta(till.db, 'clockOffset')).toBe(86_400_000);
});

test('a portal, a lost answer and a server that is away leave no half token behind', async () => {
  const { wire, get } = await asking();
  const faults = [
    portal,
    () => Response.json({ token: '' }),
    () => problem(503, 'notReady', { retryAfter: '3' }),
    () => {
      throw new TypeError('the answer is lost');
    },
  ];
  for (const fault of faults) {
    wire.intercept = ({ path }) => (path === '/sync/token' ? fault() : null);
    await expect(get()).rejects.toSatisfy((thrown) => thrown instanceof Offline || thrown instanceof Refused);
  }
  expect(wire.asked).toEqual([]);
  wire.intercept = () => null;
  await get();
  expect(wire.asked).toHaveLength(1);
});

test('[S9] a disabled till asks for another token each time it may not read, and so finds out that it may again', async () => {
  const { wire, get } = await asking();
  const read = () => get('/sync/changes?cursor=x');
  wire.intercept = ({ path }) => (path === '/sync/changes' ? problem(403, 'tillDisabled') : null);
  await expect(read()).rejects.toMatchObject({ problem: { code: 'tillDisabled' } });
  await expect(read()).rejects.toMatchObject({ problem: { code: 'tillDisabled' } });
  expect(wire.asked.map(tokenOf)).toEqual(['token 1', 'token 2']);
});

test('[S10] enrolled again, a till asks for a token with its new key, and its old entries go with that', async () => {
  const till = await setup();
  const wire = startWire();
  wire.logs.set(1, { hash: noHash, mutations: [] });
  wire.enrolments = 1;
  const sync = startSync({ db: till.db, now: till.now, fetch: wire.fetch });
  await sync.drain();
  const tokens = wire.askedForToken.length;
  wire.intercept = ({ path }) => (path === '/sync/push' ? problem(503, 'notReady') : null);
  await sell(till);
  value(await enrol(till.db, { serverUrl: 'http://galley.test', code: 'ABCD-2345', now: till.now, fetch: wire.fetch })); // prettier-ignore
  wire.intercept = () => null;
  sync.wake();
  await sync.drain();
  expect(wire.askedForToken.length).toBe(tokens + 1);
  expect((await outbox(till)).every((row) => row.state === 'settled')).toBe(true);
  await sync.stop();
});

function tokenOf({ headers }: Asked): string | null {
  return headers.get(signatureHeaders.token);
}

/** A till's client, and a request that needs a token. */
async function asking() {
  const till = await setup();
  const wire = startWire();
  const { publicKey, privateKey } = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
  const client = createClient({
    db: till.db,
    serverUrl: 'http://galley.test',
    fetch: async (input, init) => {
      const answer = await wire.fetch(input, init);
      return answer.status === 404 ? Response.json({}) : answer;
    },
    now: till.now,
    signer: tillSigner(till1.id, privateKey),
  });
  return { till, wire, publicKey, get: (path = '/sync/anything') => client.get(path, z.unknown()) };
}
