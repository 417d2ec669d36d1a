import { expect, test } from 'vitest';
import { problemSchema, sessionSchema } from '@galley/shared/wire/session.ts';
import { must } from '@galley/shared/values/must.ts';
import { demoOffice } from '../src/local/demo.ts';
import { readTurn } from '../src/sync/read-turn.ts';
import { startWorld, type World } from './world.ts';

function signIn(world: World, password: string): Promise<Response> {
  return fetch(`${world.url}/office/sign-in`, {
    method: 'POST',
    body: JSON.stringify({ name: demoOffice.name, password }),
  });
}

function cookieOf(response: Response): string {
  return must(response.headers.get('set-cookie'), 'a sign-in sets it').split(';')[0] ?? '';
}

test('a manager signs in, reads the branch, and is out after signing out', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const signedIn = await signIn(world, demoOffice.password);
  expect(signedIn.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/);
  const headers = { cookie: cookieOf(signedIn) };
  expect(sessionSchema.parse(await signedIn.json())).toMatchObject({
    name: demoOffice.name,
    branch: { name: 'Dhanmondi' },
  });
  expect((await fetch(`${world.url}/office/session`, { headers })).status).toBe(200);
  expect((await fetch(`${world.url}/sync/snapshot`, { headers })).status).toBe(200);
  await fetch(`${world.url}/office/sign-out`, { method: 'POST', headers });
  const after = await fetch(`${world.url}/sync/snapshot`, { headers });
  expect(problemSchema.parse(await after.json())).toMatchObject({ status: 401, code: 'notSignedIn' });
});

test('wrong passwords are refused without saying what was wrong, and lock the account', async () => {
  await using world = await startWorld({ bus: 'direct' });
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    expect(problemSchema.parse(await (await signIn(world, 'guess')).json())).toMatchObject({
      code: 'badPassword',
    });
  }
  const locked = await signIn(world, demoOffice.password);
  expect(problemSchema.parse(await locked.json())).toMatchObject({ status: 429, code: 'tooManyTries' });
});

test('health tells whether the server can do its work', async () => {
  await using world = await startWorld({ bus: 'nats' });
  expect(await (await fetch(`${world.url}/health/live`)).json()).toEqual({ live: true });
  expect(await (await fetch(`${world.url}/health/ready`)).json()).toEqual({ ready: true, bus: 'nats' });
  const nowhere = await fetch(`${world.url}/nowhere`);
  expect(problemSchema.parse(await nowhere.json())).toMatchObject({ code: 'notFound' });
});

test('[P8] an office says what its papers look like and where its kitchen tickets go, and tills hear of it', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const headers = {
    cookie: cookieOf(await signIn(world, demoOffice.password)),
    'content-type': 'application/json',
  };
  const snapshot = async () => (await fetch(`${world.url}/sync/snapshot`, { headers })).text();
  const station = must(
    /"entity":"station","id":"([0-9a-f-]+)"/.exec(await snapshot()),
    'the demo has one',
  )[1];
  const settings = {
    receiptHead: ['New name'],
    receiptFoot: [],
    language: 'bn',
    routing: {
      rules: [{ by: 'orderType', orderType: 'delivery', stationId: station }],
      fallbackStationId: station,
    },
  };
  const post = (body: unknown) =>
    fetch(`${world.url}/office/branch`, { method: 'POST', headers, body: JSON.stringify(body) });
  expect((await post(settings)).status).toBe(204);
  const after = await snapshot();
  expect(after).toContain('"receiptHead":["New name"]');
  expect(after).toContain('"language":"bn"');
  expect(after).toContain(`"fallbackStationId":"${station}"`);
  // The time zone, the currency and the rest stay as they were.
  expect(after).toContain('"timeZone":"Asia/Dhaka"');
  expect((await post({ ...settings, language: undefined })).status).toBe(204);
  expect(await snapshot()).not.toContain('"language":"bn"');
  expect((await post({ ...settings, routing: { rules: [] } })).status).toBe(400);

  // When devices may change their version is said at another place, and stays.
  const branchId = must(/"entity":"branch","id":"([0-9a-f-]+)"/.exec(after)?.[1], 'the feed has it');
  const updates = { window: { from: '03:00', to: '05:00' }, frozen: true, turn: 'first' };
  const say = (body: unknown) =>
    fetch(`${world.url}/office/updates`, { method: 'POST', headers, body: JSON.stringify(body) });
  expect((await say(updates)).status).toBe(204);
  expect((await post(settings)).status).toBe(204);
  expect(await snapshot()).toContain(`"updates":${JSON.stringify(updates)}`);
  expect(await readTurn(world.db.pool, branchId)).toBe('first');
  expect(await readTurn(world.db.pool, 'none')).toBeUndefined();
  expect((await say({ window: { from: '3', to: '25:00' } })).status).toBe(400);
  expect((await say({})).status).toBe(204);
  expect(await snapshot()).not.toContain('"window"');
});
