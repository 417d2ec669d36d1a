import { expect, test } from 'vitest';
import { newId, type TillId, uuidv7 } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import { problemSchema, tillCodeAnswerSchema } from '@galley/shared/wire/session.ts';
import { createOfficeAccount } from '../src/accounts/sign-in.ts';
import { createBranch, createTill } from '../src/sync/create-branch.ts';
import { createEnrolmentCode } from '../src/sync/enrolment.ts';
import { demoOffice } from '../src/local/demo.ts';
import { createMaking } from './making.ts';
import { enrolTestTill, type TestTill } from './test-till.ts';
import { startWorld, type World } from './world.ts';

test('[S9] a disabled till goes on handing in its facts, flagged, and reads nothing from its next token on', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const [lost, other] = [await world.enrol(0), await world.enrol(1)];
  const manager = await signIn(world);
  await lost.pull();
  expect((await manager('disable', lost)).status).toBe(204);

  // What it pushes is flagged at once, though its token is still good.
  const shift = lost.record('openShift', { shift: createMaking(lost).shift });
  expect((await lost.push([shift])).results).toMatchObject([{ state: 'stored' }]);
  expect((await other.settled([shift.id])).get(shift.id)?.data).toMatchObject({
    verdict: 'flagged',
    flags: [{ code: 'tillDisabled' }],
  });

  lost.forgetToken();
  for (const path of ['/sync/changes?cursor=x', '/sync/snapshot', '/sync/live']) {
    expect(await codeOf(await lost.request('GET', path))).toBe('tillDisabled');
  }
  const later = lost.record('openShift', { shift: createMaking(lost).shift });
  expect((await lost.push([later])).results).toMatchObject([{ state: 'stored' }]);
});

test('a disabled till cannot be enrolled by codes that were made for it, and gets no new one until it is let in', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol(0);
  const { id } = till.identity.till;
  const before = await createEnrolmentCode(world.db.pool, id, 10);
  const manager = await signIn(world);
  await manager('disable', till);
  const smuggled = await createEnrolmentCode(world.db.pool, id, 10);
  for (const code of [before, smuggled]) await expect(enrolTestTill(world, code)).rejects.toThrow('badCode');
  expect(await codeOf(await manager('code', till))).toBe('tillDisabled');

  expect((await manager('enable', till)).status).toBe(204);
  await expect(enrolTestTill(world, before)).rejects.toThrow('badCode');
  till.forgetToken();
  expect((await till.request('GET', '/sync/snapshot')).status).toBe(200);
  const answer = tillCodeAnswerSchema.parse(await (await manager('code', till)).json());
  expect(Date.parse(answer.expiresAt) - Date.now()).toBeGreaterThan(59 * 60_000);
  expect((await enrolTestTill(world, answer.code)).identity).toMatchObject({ till: { id }, incarnation: 2 });
});

test('a code for a kitchen screen makes a kitchen screen', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol(0);
  const manager = await signIn(world);
  const answer = await manager('code', till, { role: 'kitchen' });
  const { code } = tillCodeAnswerSchema.parse(await answer.json());
  await expect(enrolTestTill(world, code)).rejects.toThrow('badCode');
  const screen = await enrolTestTill(world, code, 'kitchen');
  expect((await screen.request('GET', '/sync/snapshot')).status).toBe(200);
  expect(await codeOf(await manager('code', till, { role: 'office' }))).toBe('badRequest');
});

test('only a manager who is signed in manages tills, and only those of his branch', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol(0);
  const theirs = await addElsewhere(world);
  const [stranger, other] = [await signIn(world, null), await signIn(world, theirs.account)];
  for (const what of ['disable', 'enable', 'code'] as const) {
    expect(await codeOf(await stranger(what, till))).toBe('notSignedIn');
    expect(await codeOf(await other(what, till))).toBe('notFound');
    expect((await other(what, theirs.tillId)).ok).toBe(true);
    expect(await codeOf(await till.request('POST', `/office/tills/${till.identity.till.id}/${what}`, '{}'))).toBe('notSignedIn'); // prettier-ignore
  }
  expect((await till.request('GET', '/sync/snapshot')).status).toBe(200);
  expect((await world.db.prisma.till.findMany({ where: { disabled: true } })).length).toBe(0);
});

type Account = { readonly name: string; readonly password: string };

/** What a manager does to a till; null: without a session. */
async function signIn(world: World, account: Account | null = demoOffice) {
  const post = (path: string, body: object, cookie = '') =>
    fetch(`${world.url}${path}`, { method: 'POST', body: JSON.stringify(body), headers: { cookie } });
  const signedIn = account && (await post('/office/sign-in', account));
  const cookie = signedIn ? (must(signedIn.headers.get('set-cookie'), 'it sets it').split(';')[0] ?? '') : '';
  return (what: 'disable' | 'enable' | 'code', till: TestTill | TillId, body: object = {}) => {
    const id = typeof till === 'string' ? till : till.identity.till.id;
    return post(`/office/tills/${id}/${what}`, body, cookie);
  };
}

async function addElsewhere(world: World): Promise<{ account: Account; tillId: TillId }> {
  const demo = (await world.enrol(1)).identity.branch;
  const branch = { ...demo, id: newId<typeof demo.id>(uuidv7), name: 'The other branch of the same house' };
  await createBranch(world.db, 'ignored, it is there', branch);
  const tillId = newId<TillId>(uuidv7);
  await createTill(world.db, branch.id, { id: tillId, code: 'X1', name: 'Till X', receiptPrinterId: null });
  const account = { name: 'other manager', password: 'a long password' };
  await createOfficeAccount(world.db, branch.id, account.name, account.password);
  return { account, tillId };
}

async function codeOf(response: Response): Promise<string> {
  return response.ok ? 'ok' : problemSchema.parse(await response.json()).code;
}
