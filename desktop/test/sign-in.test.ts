import { expect, test } from 'vitest';
import { signIn } from '../src/renderer/actions/sign-in.ts';
import { signOut } from '../src/renderer/actions/sign-out.ts';
import { readMeta, writeMeta } from '../src/renderer/db/database.ts';
import { codeOf, rahim, setup, window, type World } from './world.ts';

test('the right PIN signs in, and signing out leaves the till to the next', async () => {
  const till = await setup();
  expect(await tryPin(till, '1234')).toBe('ok');
  expect(await readMeta(till.db, 'signedIn')).toBe(rahim.id);
  await signOut(till);
  expect(await readMeta(till.db, 'signedIn')).toBeNull();
});

test('five wrong PINs in a row make even the right one wait, longer each time, in every window', async () => {
  const till = await setup();
  for (let count = 1; count < 5; count += 1) expect(await tryPin(till, '0000')).toBe('wrongPin');
  expect(await tryPin(till, '0000')).toBe('tooManyTries');
  expect(await tryPin(window(till), '1234')).toBe('tooManyTries');
  till.clock.ms += 31_000;
  expect(await tryPin(till, '0000')).toBe('tooManyTries');
  till.clock.ms += 31_000;
  expect(await tryPin(till, '1234')).toBe('tooManyTries');
  till.clock.ms += 30_000;
  expect(await tryPin(till, '1234')).toBe('ok');
  expect(await tryPin(till, '0000')).toBe('wrongPin');
});

test('a try counts before it is looked at: whoever stops the program meanwhile has had it, and it is there after a reload', async () => {
  const till = await setup();
  for (let count = 1; count <= 4; count += 1) await tryPin(till, '0000');
  const tries = Array.from({ length: 3 }, () => tryPin(till, '0000'));
  // The hash takes its time; the first of them has been counted long before.
  await expect.poll(async () => (await readMeta(till.db, 'pinFailures'))?.[rahim.id]?.count).toBe(5);
  expect(await tryPin(window(till), '1234')).toBe('tooManyTries');
  expect(await Promise.all(tries)).toEqual(['tooManyTries', 'tooManyTries', 'tooManyTries']);
  expect((await readMeta(till.db, 'pinFailures'))?.[rahim.id]?.count).toBe(5);
});

test('whoever tries the PINs of many people waits after twenty, whomever they try next', async () => {
  const till = await setup();
  const others = Array.from({ length: 5 }, (_, index) => `someone ${index}`);
  const waitUntil = till.clock.ms;
  await writeMeta(
    till.db,
    'pinFailures',
    Object.fromEntries(others.map((id) => [id, { count: 4, waitUntil }])),
  );
  expect(await tryPin(till, '1234')).toBe('tooManyTries');
  till.clock.ms += 31_000;
  expect(await tryPin(till, '0000')).toBe('wrongPin');
  expect(await tryPin(till, '1234')).toBe('tooManyTries');
  till.clock.ms += 31_000;
  expect(await tryPin(till, '1234')).toBe('ok');
});

test('a clock that was put back does not lock anyone out for long', async () => {
  const till = await setup();
  for (let count = 1; count <= 5; count += 1) await tryPin(till, '0000');
  till.clock.ms -= 365 * 24 * 3600_000;
  expect(await tryPin(till, '1234')).toBe('tooManyTries');
  till.clock.ms += 365 * 24 * 3600_000 + 31_000;
  expect(await tryPin(till, '1234')).toBe('ok');
});

test('who does not work here any more cannot sign in', async () => {
  const till = await setup();
  await till.db.staff.update(rahim.id, { active: false });
  expect(await tryPin(till, '1234')).toBe('unknownStaff');
});

async function tryPin(till: World, pin: string): Promise<string> {
  return codeOf(await signIn(till, { staffId: rahim.id, pin }));
}
