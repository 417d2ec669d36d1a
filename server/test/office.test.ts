import { expect, test } from 'vitest';
import { problemSchema, sessionSchema } from '@galley/shared/wire/session.ts';
import { must } from '@galley/shared/values/must.ts';
import { demoOffice } from '../src/local/demo.ts';
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
