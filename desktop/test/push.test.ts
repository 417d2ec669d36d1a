import { chain, noHash } from '@galley/shared/values/hash.ts';
import { pushLimits, pushRequestSchema } from '@galley/shared/wire/push.ts';
import { signatureHeaders, signedText } from '@galley/shared/wire/session.ts';
import { expect, test } from 'vitest';
import { enrol } from '../src/renderer/sync/enrol.ts';
import { openShift } from '../src/renderer/actions/open-shift.ts';
import { readMeta, writeMeta } from '../src/renderer/db/database.ts';
import { createBackoff } from '../src/renderer/sync/backoff.ts';
import { createClient } from '../src/renderer/sync/client.ts';
import { Offline, Refused, Stuck } from '../src/renderer/sync/faults.ts';
import { createPush } from '../src/renderer/sync/push.ts';
import { createKeys, tillSigner } from '../src/renderer/sync/signer.ts';
import { syncStatus } from '../src/renderer/sync/status.ts';
import { money } from '@galley/shared/values/money.ts';
import { codeOf, curry, outbox, present, rahim, sell, setup, till1, value, type World } from './world.ts';
import { portal, problem, startWire } from './wire.ts';

test('[S5] an answer makes rows stored, never settled, and deletes none', async () => {
  const { till, pushAll } = await pushing(3);
  await pushAll();
  expect((await outbox(till)).map((row) => [row.number, row.state])).toEqual([
    [1, 'stored'], [2, 'stored'], [3, 'stored'], [4, 'stored'],
  ]); // prettier-ignore
  expect(await syncStatus(till.db)).toMatchObject({ state: 'safe', waiting: { count: 0 } });
});

test('[S6] a batch holds a hundred entries at most, and is packed when it is large', async () => {
  const { wire, pushAll } = await pushing(120);
  await pushAll();
  const sizes = wire.asked.map(({ body }) => pushRequestSchema.parse(JSON.parse(body)).mutations.length);
  expect(sizes).toEqual([100, 21]);
  expect(wire.asked[0]?.headers.get('content-encoding')).toBe('gzip');
  expect(wire.asked[0]?.body.length).toBeLessThan(pushLimits.bodyBytes);
});

test('[S6] two that push at once have one request in flight', async () => {
  const { wire, push, client } = await pushing(5);
  let open = 0;
  let most = 0;
  const counting = createClientWith(client, async (input, init) => {
    most = Math.max(most, (open += 1));
    const answer = await wire.fetch(input, init);
    open -= 1;
    return answer;
  });
  await Promise.all([push(counting), push(counting), push(counting)]);
  expect(most).toBe(1);
});

test('[S6] a captive portal, an error page and a dead network all count as offline and lose nothing', async () => {
  const { till, wire, push, client } = await pushing(1);
  for (const instead of [
    portal,
    () => new Response('Bad Gateway', { status: 502, headers: { 'retry-after': '7' } }),
    () => Response.json({ hello: 'world' }),
  ]) {
    wire.intercept = instead;
    await expect(push(createClient(client))).rejects.toBeInstanceOf(Offline);
  }
  wire.intercept = () => {
    throw new TypeError('fetch failed');
  };
  await expect(push(createClient(client))).rejects.toBeInstanceOf(Offline);
  expect((await outbox(till)).map((row) => row.state)).toEqual(['waiting', 'waiting']);
  wire.intercept = () => null;
  expect(await push(createClient(client))).toBe('more');
  expect((await outbox(till)).map((row) => row.state)).toEqual(['stored', 'stored']);
});

test('[S6] waits grow to a minute with full jitter, and Retry-After is obeyed', () => {
  const longest = createBackoff(() => 1);
  expect(Array.from({ length: 9 }, () => longest.nextMs())).toEqual([
    500, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000,
  ]); // prettier-ignore
  longest.reset();
  expect(longest.nextMs()).toBe(500);
  expect(createBackoff(() => 0).nextMs()).toBe(0);
  expect(createBackoff(() => 0).nextMs(7000)).toBe(7000);
});

test('[S6] an answer that is too busy says when to come again', async () => {
  const { wire, push, client } = await pushing(1);
  wire.intercept = () => problem(503, 'notReady', { retryAfter: '3' });
  await expect(push(createClient(client))).rejects.toMatchObject({ retryAfterMs: 3000 });
});

test('[S6] 401 keeps the queue', async () => {
  const { till, wire, push, client } = await pushing(1);
  wire.intercept = () => problem(401, 'badSignature');
  await expect(push(createClient(client))).rejects.toBeInstanceOf(Refused);
  expect((await outbox(till)).every((row) => row.state === 'waiting')).toBe(true);
});

test('[S6] 413 halves the batch until it goes through', async () => {
  const { till, wire, pushAll } = await pushing(40);
  wire.intercept = ({ body }) => (body.length > 40_000 ? problem(413, 'tooLarge') : null);
  await pushAll();
  expect((await outbox(till)).every((row) => row.state === 'stored')).toBe(true);
  expect(wire.logs.get(1)?.mutations).toHaveLength(41);
});

test('[S6] an entry that the server can never take is found, told, and those before it are through', async () => {
  const { till, wire, push, client } = await pushing(10);
  const poison = present((await outbox(till))[6]);
  wire.intercept = ({ body }) => (body.includes(poison.id) ? problem(400, 'badRequest') : null);
  const pushAll = async () => {
    while ((await push(createClient(client))) === 'more');
  };
  await expect(pushAll()).rejects.toBeInstanceOf(Stuck);
  expect((await outbox(till)).map((row) => row.state)).toEqual([
    ...Array.from({ length: 6 }, () => 'stored'),
    ...Array.from({ length: 5 }, () => 'waiting'),
  ]);
});

test('[S8] a gap rewinds to what the server expects', async () => {
  const { till, wire, pushAll } = await pushing(5);
  await pushAll();
  present(wire.logs.get(1)).mutations.length = 2;
  present(wire.logs.get(1)).hash = present(wire.logs.get(1)?.mutations[1]).hash;
  await sell(till);
  await pushAll();
  expect(wire.logs.get(1)?.mutations.map((mutation) => mutation.number)).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test('[S8] a fork is marked and told, and never overwrites anything', async () => {
  const { till, wire, push, client } = await pushing(2);
  const [first] = await outbox(till);
  present(wire.logs.get(1)).mutations.push({ ...present(first), hash: chain(noHash, 'other bytes') });
  await push(createClient(client));
  expect(await syncStatus(till.db)).toMatchObject({
    state: 'action',
    problems: [{ kind: 'fork', count: 1 }],
  });
  expect((await outbox(till))[0]).toMatchObject({ state: 'fork', cause: 'other bytes' });
});

test('a wrong clock is put right by the server and the request signed anew', async () => {
  const { till, wire, push, client } = await pushing(1);
  const serverTime = till.clock.ms + 3600_000;
  wire.now = () => serverTime;
  wire.intercept = ({ headers }) =>
    Number(headers.get(signatureHeaders.time)) === serverTime
      ? null
      : problem(401, 'clockWrong', { serverTime: new Date(serverTime).toISOString() });
  expect(await push(createClient(client))).toBe('more');
  expect(await readMeta(till.db, 'clockOffset')).toBe(3600_000);
  wire.intercept = () => problem(401, 'clockWrong', { serverTime: new Date(0).toISOString() });
  await sell(till);
  await expect(push(createClient(client))).rejects.toMatchObject({ problem: { code: 'clockWrong' } });
  expect([wire.askedForToken.length, wire.asked.length]).toEqual([2, 3]);
});

test('each request carries a signature that the public key proves', async () => {
  const { till, wire, push, client } = await pushing(1);
  const { publicKey, privateKey } = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
  await push(createClient({ ...client, signer: tillSigner(till1.id, privateKey) }));
  const { headers, body } = present(wire.asked[0]);
  const text = signedText('POST', '/sync/push', Number(headers.get(signatureHeaders.time)), body);
  const signature = Buffer.from(headers.get(signatureHeaders.signature) ?? '', 'base64url');
  expect(headers.get(signatureHeaders.till)).toBe(till1.id);
  expect(await crypto.subtle.verify('Ed25519', publicKey, signature, Buffer.from(text))).toBe(true);
  expect(till.clock.ms).toBe(Number(headers.get(signatureHeaders.time)));
});

test('[S10] enrolled again, a till counts anew and sends what it had under the enrolment that recorded it', async () => {
  const { till, wire, push } = await pushing(2, { enrolled: true });
  const args = { serverUrl: 'http://galley.test', code: 'ABCD-2345', now: till.now, fetch: wire.fetch };
  const identity = value(await enrol(till.db, args));
  expect(identity).toMatchObject({ incarnation: 2, till: { code: 'T1' } });
  const signingKey = present(await readMeta(till.db, 'signingKey'));
  expect(signingKey.extractable).toBe(false);
  expect((await sell(till)).receiptNumber).toBe('T1.2-000001');
  const client = {
    db: till.db,
    serverUrl: 'http://galley.test',
    fetch: wire.fetch,
    now: till.now,
    signer: tillSigner(till1.id, signingKey),
  };
  while ((await push(createClient(client))) === 'more');
  expect(wire.logs.get(1)?.mutations).toHaveLength(3);
  expect(wire.logs.get(2)?.mutations.map((mutation) => mutation.number)).toEqual([1]);
  expect((await outbox(till)).every((row) => row.state === 'stored')).toBe(true);
});

test('a wrong code and a server that is away are refused in words, before anything changes', async () => {
  const till = await setup();
  const wire = startWire();
  const args = { serverUrl: 'http://galley.test', now: till.now, fetch: wire.fetch };
  expect(codeOf(await enrol(till.db, { ...args, code: 'ABCD-0' }))).toBe('badCode');
  wire.intercept = () => problem(403, 'badCode');
  expect(codeOf(await enrol(till.db, { ...args, code: 'ABCD-2345' }))).toBe('badCode');
  wire.intercept = portal;
  expect(codeOf(await enrol(till.db, { ...args, code: 'ABCD-2345' }))).toBe('offline');
  expect(await readMeta(till.db, 'identity')).toMatchObject({ incarnation: 1 });
});

test('[S4] a damaged row is set aside as it was found, and what was recorded after it goes through', async () => {
  const { till, wire, pushAll } = await pushing(4);
  const rows = await outbox(till);
  // One row lost its body, another only its hash, which follows from the bodies.
  await till.db.outbox.put({ ...present(rows[1]), body: 7 as unknown as string });
  await till.db.outbox.put({ ...present(rows[3]), hash: 'x' as typeof noHash });
  await pushAll();
  expect(await till.db.damaged.count()).toBe(1);
  expect((await till.db.damaged.get('outbox:1:2'))?.raw).toContain(present(rows[1]).id);
  const stored = present(wire.logs.get(1)).mutations;
  expect(stored.map((mutation) => mutation.number)).toEqual([1, 2, 3, 4, 5]);
  for (const index of [0, 2, 3, 4]) expect(stored[index]?.body).toBe(rows[index]?.body);
  expect(JSON.parse(stored[1]?.body ?? '')).toMatchObject({ type: 'damagedEntry', number: 2 });
  await sell(till);
  await pushAll();
  expect(stored).toHaveLength(6);
  expect((await syncStatus(till.db)).problems).toMatchObject([{ kind: 'damaged', count: 1 }]);
});

test('[S24] the status counts what waits, what it is worth and since when', async () => {
  const till = await setup();
  expect(await syncStatus(till.db)).toMatchObject({
    state: 'waiting',
    waiting: { count: 1, sales: 0, money: 0 },
  });
  const sale = await sell(till);
  till.clock.ms += 60_000;
  await sell(till, [curry, curry]);
  expect((await syncStatus(till.db)).waiting).toEqual({
    count: 3,
    sales: 2,
    money: money(sale.total * 3),
    oldestAt: (await outbox(till))[0]?.recordedAt,
  });
});

test('[S24] a push tells what still waits behind it, so that it is true once the push is stored', async () => {
  const { till, wire, pushAll } = await pushing(120);
  await pushAll();
  const told = wire.asked.map(({ body }) => pushRequestSchema.parse(JSON.parse(body)).status);
  const rows = await outbox(till);
  expect(told).toMatchObject([
    {
      waiting: 21,
      oldestAt: rows[100]?.recordedAt,
      waitingMoney: 21 * 32_000,
      unsettled: 0,
      clockOffsetMs: 0,
    },
    { waiting: 0, oldestAt: null, waitingMoney: 0, unsettled: 100, problems: 0 },
  ]);
});

test('[S10] a till that was put back to an older state finds it out by its heartbeat, before it sells on', async () => {
  const { till, wire, push, client, pushAll } = await pushing(3);
  await pushAll();
  const counters = present(await readMeta(till.db, 'counters'));
  await till.db.outbox.filter((row) => row.number > 2).delete();
  await writeMeta(till.db, 'counters', { ...counters, mutation: 2, mutationHash: noHash });
  till.clock.ms += 60_000;
  await expect(push(createClient(client))).rejects.toThrow(
    '2 entries of this till that are not on this device',
  );
  expect(wire.logs.get(1)?.mutations).toHaveLength(4);
});

/** A till with some sales in its outbox, a wire, and what pushes from one to the other. */
async function pushing(sales: number, options: { readonly enrolled?: boolean } = {}) {
  const till: World = await setup({ shift: !options.enrolled });
  const wire = startWire();
  const { privateKey } = await createKeys();
  const args = { serverUrl: 'http://galley.test', code: 'ABCD-2345', now: till.now, fetch: wire.fetch };
  if (options.enrolled) {
    value(await enrol(till.db, args));
    value(await openShift(till, { staffId: rahim.id, float: money(0) }));
  } else {
    wire.logs.set(1, { hash: noHash, mutations: [] });
  }
  for (let count = 0; count < sales; count += 1) await sell(till);
  await writeMeta(till.db, 'clockOffset', 0);
  wire.asked.length = 0;
  const push = createPush({ db: till.db, now: till.now, appVersion: 'test' });
  const signer = tillSigner(till1.id, privateKey);
  const client = { db: till.db, serverUrl: 'http://galley.test', fetch: wire.fetch, now: till.now, signer };
  const pushAll = async () => {
    while ((await push(createClient(client))) === 'more');
  };
  return { till, wire, push, client, pushAll };
}

function createClientWith(connection: Parameters<typeof createClient>[0], fetch: typeof globalThis.fetch) {
  return createClient({ ...connection, fetch });
}
