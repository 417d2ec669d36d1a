import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify, SignJWT, UnsecuredJWT } from 'jose';
import { expect, test } from 'vitest';
import { must } from '@galley/shared/values/must.ts';
import { problemSchema, signatureHeaders, tokenAnswerSchema } from '@galley/shared/wire/session.ts';
import { openPool } from '../src/db/open.ts';
import { createSigningKeys, publicKeySchema, rotateSigningKeys } from '../src/identity/signing-keys.ts';
import { createTillTokens, type TillTokens } from '../src/identity/till-tokens.ts';
import { findTill } from '../src/sync/find-till.ts';
import type { TestTill } from './test-till.ts';
import { startWorld, type World } from './world.ts';

const minute = 60_000;

test('a token says who a till is and which key it proves itself by, for ten minutes', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol();
  const response = await till.request('POST', '/sync/token');
  expect(response.headers.get('cache-control')).toBe('no-store');
  const { token, expiresAt, serverTime } = tokenAnswerSchema.parse(await response.json());
  const { rows } = await world.db.pool.query<{ public_key: string }>('select public_key from till_log');
  expect(decodeJwt(token)).toEqual({
    iss: 'galley',
    sub: till.identity.till.id,
    exp: Date.parse(expiresAt) / 1000,
    incarnation: 1,
    branch: till.identity.branch.id,
    organisation: till.identity.branch.organisationId,
    role: 'till',
    scope: 'push read',
    cnf: { jwk: { kty: 'OKP', crv: 'Ed25519', x: rows[0]?.public_key } },
  });
  const lifetime = Date.parse(expiresAt) - Date.parse(serverTime);
  expect(lifetime).toBeGreaterThan(9.9 * minute);
  expect(lifetime).toBeLessThanOrEqual(10 * minute);
});

test('a stolen token is worth nothing without the key that it names', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const [till, thief] = [await world.enrol(0), await world.enrol(1)];
  const token = await tokenOf(till);
  const alone = await fetch(`${world.url}/sync/snapshot`, { headers: { [signatureHeaders.token]: token } });
  expect(alone.status).toBe(401);
  for (const path of ['/sync/snapshot', '/sync/live']) {
    expect(await codeOf(await thief.request('GET', path, '', { [signatureHeaders.token]: token }))).toBe('badSignature'); // prettier-ignore
  }
  const posing = { [signatureHeaders.token]: token, [signatureHeaders.till]: till.identity.till.id };
  expect(await codeOf(await thief.request('GET', '/sync/snapshot', '', posing))).toBe('badSignature');
  expect((await till.request('GET', '/sync/snapshot', '', { [signatureHeaders.token]: token })).status).toBe(
    200,
  );
});

test('a token that was forged, changed or signed in another way is none', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol();
  const token = await tokenOf(till);
  const claims = decodeJwt(token);
  const { kid = '' } = decodeProtectedHeader(token);
  const published = must(await publicKeys(world), 'the keys are public')[0];
  const [head, , signature] = token.split('.');
  const other = Buffer.from(JSON.stringify({ ...claims, role: 'kitchen' })).toString('base64url');
  const forgeries = [
    `${head}.${other}.${signature}`,
    new UnsecuredJWT(claims).encode(),
    // The public key as a shared secret: the oldest trick.
    await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid }).sign(Buffer.from(published?.x ?? '', 'base64url')),
    'nonsense',
    '',
  ]; // prettier-ignore
  for (const forgery of forgeries) {
    const answer = await till.request('GET', '/sync/snapshot', '', { [signatureHeaders.token]: forgery });
    expect([forgery, await codeOf(answer)]).toEqual([forgery, 'tokenExpired']);
  }
});

test('a token ends, whether it was seen before or not', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol();
  const clock = { ms: Date.now() };
  const tokens = createTillTokens(createSigningKeys(world.db.pool), () => clock.ms);
  const { token } = await issue(world, tokens, till);
  expect(await tokens.read(token)).toMatchObject({ id: till.identity.till.id, mayRead: true });
  clock.ms += 10 * minute;
  expect(await tokens.read(token)).toBeNull();
  const past = createTillTokens(createSigningKeys(world.db.pool), () => Date.now() - 10 * minute);
  const ended = await issue(world, past, till);
  const answer = await till.request('GET', '/sync/snapshot', '', { [signatureHeaders.token]: ended.token });
  expect(await codeOf(answer)).toBe('tokenExpired');
});

test('whoever listens is cut off when his token ends, and comes back with another', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol();
  const almost = createTillTokens(createSigningKeys(world.db.pool), () => Date.now() - 10 * minute + 2000);
  const { token } = await issue(world, almost, till);
  const stream = await till.request('GET', '/sync/live', '', { [signatureHeaders.token]: token });
  expect(await stream.text()).toMatch(/^event: hint/); // the text is complete only when the server ends it
});

test('tokens are verified without the database, and without this server by its public keys alone', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol();
  const token = await tokenOf(till);
  const pool = openPool(world.databases.sync);
  const tokens = createTillTokens(createSigningKeys(pool));
  await tokens.read(token);
  await pool.end();
  const { token: another } = await issue(world, tokens, till);
  expect(await tokens.read(another)).toMatchObject({ id: till.identity.till.id });
  const keys = createRemoteJWKSet(new URL(`${world.url}/.well-known/jwks.json`));
  const { payload } = await jwtVerify(token, keys, { issuer: 'galley' });
  expect(payload.sub).toBe(till.identity.till.id);
  expect(JSON.stringify(await publicKeys(world))).not.toContain('"d"');
});

test('a server that starts again, and a second one beside it, honour the tokens of the first', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol();
  const token = await tokenOf(till);
  await world.restart();
  expect((await till.request('GET', '/sync/snapshot', '', { [signatureHeaders.token]: token })).status).toBe(
    200,
  );
  expect(await createTillTokens(createSigningKeys(world.db.pool)).read(token)).not.toBeNull();
});

test('of several processes that miss a key at once only one makes it', async () => {
  await using world = await startWorld({ bus: 'direct' });
  await world.db.pool.query('delete from signing_key');
  const processes = Array.from({ length: 5 }, () => createSigningKeys(world.db.pool));
  const kids = await Promise.all(processes.map(async (keys) => (await keys.signing()).kid));
  expect(new Set(kids).size).toBe(1);
});

test('a new key takes over by itself, and the old one is honoured until its tokens have ended', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol();
  const [old, before] = [await tokenOf(till), await publicKeys(world)];
  const age = (interval: string) =>
    world.db.pool.query(`update signing_key set retires_at = now() - interval '${interval}' where kid = $1`, [before[0]?.kid]); // prettier-ignore
  await age('1 minute');
  const tokens = createTillTokens(createSigningKeys(world.db.pool));
  const { token } = await issue(world, tokens, till);
  expect(kidOf(token)).not.toBe(kidOf(old));
  expect(await tokens.read(old)).not.toBeNull();
  expect((await tokens.publicKeys()).map(({ kid }) => kid)).toEqual([kidOf(token), kidOf(old)]);
  // The server of the world learns of the new key when it meets it.
  expect((await till.request('GET', '/sync/snapshot', '', { [signatureHeaders.token]: token })).status).toBe(
    200,
  );
  await age('31 minutes');
  const later = createTillTokens(createSigningKeys(world.db.pool));
  expect([await later.read(old), (await later.publicKeys()).length]).toEqual([null, 1]);
});

test('keys are changed by command; those that leaked take their tokens with them, and a till only asks again', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol();
  const clock = { ms: Date.now() };
  const tokens = createTillTokens(createSigningKeys(world.db.pool, () => clock.ms), () => clock.ms); // prettier-ignore
  const first = (await issue(world, tokens, till)).token;
  await rotateSigningKeys(world.db.pool, 'honour old');
  clock.ms += minute;
  const second = (await issue(world, tokens, till)).token;
  expect([await tokens.read(first), await tokens.read(second)]).not.toContain(null);
  expect(kidOf(second)).not.toBe(kidOf(first));
  expect(await run('rotate-keys.ts', ['--leaked'], { SYNC_DATABASE_URL: world.databases.sync })).toContain(
    'new key signs',
  );
  clock.ms += minute;
  expect([await tokens.read(first), await tokens.read(second)]).toEqual([null, null]);
  await world.restart();
  expect((await till.request('GET', '/sync/snapshot')).status).toBe(200);
});

async function tokenOf(till: TestTill): Promise<string> {
  const response = await till.request('POST', '/sync/token');
  return tokenAnswerSchema.parse(await response.json()).token;
}

async function issue(world: World, tokens: TillTokens, { identity }: TestTill) {
  const { till, publicKey } = must(await findTill(world.db.pool, identity.till.id), 'it is enrolled');
  return tokens.issue(till, publicKey);
}

async function publicKeys(world: World) {
  const response = await fetch(`${world.url}/.well-known/jwks.json`);
  const { keys } = (await response.json()) as { keys: unknown[] }; // the schema below checks each
  return keys.map((key) => publicKeySchema.strict().parse(key));
}

async function codeOf(response: Response): Promise<string> {
  return response.ok ? 'ok' : problemSchema.parse(await response.json()).code;
}

async function run(program: string, args: readonly string[], env: Record<string, string>): Promise<string> {
  const file = join(import.meta.dirname, '../src/local', program);
  const options = { env: { ...process.env, ...env } };
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', file, ...args], options);
  return stdout;
}

function kidOf(token: string): string | undefined {
  return decodeProtectedHeader(token).kid;
}
