import { expect, test } from 'vitest';
import { signIn } from '../src/renderer/actions/sign-in.ts';
import { signOut } from '../src/renderer/actions/sign-out.ts';
import { readMeta } from '../src/renderer/db/database.ts';
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
