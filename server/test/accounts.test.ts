import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BranchId, newId, type OrganisationId, uuidv7 } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import {
  type AccountRequest,
  accountsSchema,
  branchHeader,
  invitationSchema,
  type OfficeRole,
  officeRoles,
  officeSessionsSchema,
  reaches,
  recoveryCodesSchema,
  totpOfferSchema,
} from '@galley/shared/wire/accounts.ts';
import { problemSchema, sessionSchema } from '@galley/shared/wire/session.ts';
import { putAccount } from '../src/accounts/manage.ts';
import { spendSecondFactor } from '../src/accounts/second-factor.ts';
import { beginSession } from '../src/accounts/sessions.ts';
import { createOfficeAccount } from '../src/accounts/sign-in.ts';
import { stepOfCode, totpCode, totpStepSeconds } from '../src/accounts/totp.ts';
import { inOrganisation } from '../src/db/organisation.ts';
import { sessionCookie } from '../src/http/office-auth.ts';
import { officeRoleOf, routes } from '../src/http/routes.ts';
import { demoOffice } from '../src/local/demo.ts';
import { createBranch } from '../src/sync/create-branch.ts';
import { readEntity } from '../src/sync/read-entity.ts';
import { nameOf } from './http-calls.ts';
import { startWorld, type World } from './world.ts';

const { password } = demoOffice;
let world: World;
let gulshan: BranchId;

beforeAll(async () => {
  world = await startWorld({ bus: 'direct' });
  const first = await readEntity(world.db.pool, world.branchId, 'branch', world.branchId);
  gulshan = newId<BranchId>(uuidv7);
  await createBranch(world.db, 'ignored, it is there', { ...first, id: gulshan, name: 'Gulshan' });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

/** Somebody at a browser. */
type Visitor = {
  post(path: string, body?: object, branch?: string): Promise<Response>;
  get(path: string, branch?: string): Promise<Response>;
};

function visitor(cookie: string, agent = 'Firefox'): Visitor {
  const headers = (branch?: string) => ({
    cookie,
    'user-agent': agent,
    ...(branch && { [branchHeader]: branch }),
  });
  return {
    post: (path, body = {}, branch) =>
      fetch(`${world.url}${path}`, { method: 'POST', body: JSON.stringify(body), headers: headers(branch) }),
    get: (path, branch) => fetch(`${world.url}${path}`, { headers: headers(branch) }),
  };
}

async function signIn(name: string, agent?: string, code?: string): Promise<Visitor> {
  const answer = await visitor('', agent).post('/office/sign-in', { name, password, code });
  expect([name, answer.status]).toEqual([name, 200]);
  return visitor(cookieOf(answer), agent);
}

function cookieOf(answer: Response): string {
  return must(answer.headers.get('set-cookie'), 'a sign-in sets it').split(';')[0] ?? '';
}

async function codeOf(answer: Response): Promise<string> {
  return answer.ok ? 'ok' : problemSchema.parse(await answer.json()).code;
}

/** A fresh account, signed in without asking: a server lets nobody try often from one address. */
async function member({
  role,
  branches,
}: { readonly role: OfficeRole; readonly branches: readonly BranchId[] } = owner): Promise<{
  name: string;
  me: Visitor;
}> {
  const name = uuidv7();
  await createOfficeAccount(world.db, branches[0] ?? world.branchId, name, password, role);
  const { id } = await world.db.prisma.officeAccount.update({
    where: { name },
    data: { branches: [...branches] },
  });
  return { name, me: await sessionOf(id, 'Firefox') };
}

const owner = { role: 'owner', branches: [] } as const;

async function sessionOf(accountId: string, agent: string): Promise<Visitor> {
  const token = await beginSession(world.db.pool, accountId, { address: '10.0.0.7', agent });
  return visitor(`${sessionCookie}=${token}`, agent);
}

test('every route of the office refuses whoever has a lesser role, and whoever asks about a branch that is not theirs', async () => {
  const branches = [world.branchId];
  const callers = {
    owner: (await member()).me,
    manager: (await member({ role: 'manager', branches })).me,
    accountant: (await member({ role: 'accountant', branches })).me,
  };
  const wrong: string[] = [];
  for (const route of routes) {
    const least = officeRoleOf(route);
    if (route.path.startsWith('/office/') && !least)
      expect(['/office/sign-in', '/office/join', '/office/sign-out']).toContain(route.path);
    if (!least) continue;
    for (const role of officeRoles) {
      const ask = (branch: string) => {
        const path = route.path.replace(':id', uuidv7());
        if (route.method === 'get') return callers[role].get(path, branch);
        // Nothing is in the body: whoever is let in is told so.
        return fetchWithout(callers[role], path, branch);
      };
      const own = await ask(world.branchId);
      const others = await ask(gulshan);
      await own.body?.cancel();
      await others.body?.cancel();
      const lets = (response: Response) => response.status !== 403;
      if (lets(own) !== reaches(role, least)) wrong.push(`${nameOf(route)} as ${role}: ${own.status}`);
      if (lets(others) !== (role === 'owner'))
        wrong.push(`${nameOf(route)} as ${role}, elsewhere: ${others.status}`);
    }
  }
  expect(wrong).toEqual([]);
  const { me } = await member({ role: 'manager', branches: [world.branchId, gulshan] });
  expect(sessionSchema.parse(await (await me.get('/office/session', gulshan)).json())).toMatchObject({
    role: 'manager',
    branch: { name: 'Gulshan' },
    branches: [{ name: 'Dhanmondi' }, { name: 'Gulshan' }],
  });
  expect(await codeOf(await me.get('/office/session', uuidv7()))).toBe('notAllowed');
  expect(await codeOf(await me.get('/office/session', 'no id'))).toBe('notAllowed');
});

/** Own accounts are not to be locked or signed out by a table of calls. */
function fetchWithout(who: Visitor, path: string, branch: string): Promise<Response> {
  return who.post(path, { password: '', before: '' }, branch);
}

test('an invitation works once, for whom it was made; a new one makes the last one void', async () => {
  const { me: owner } = await member();
  const request = { id: null, name: 'karim', role: 'accountant', branches: [gulshan], active: true };
  const first = invitationSchema.parse(await (await owner.post('/office/accounts', request)).json());
  const nobody = visitor('');
  expect(await codeOf(await nobody.post('/office/sign-in', { name: 'karim', password }))).toBe('badPassword');
  expect(await codeOf(await owner.post('/office/accounts', request))).toBe('badRequest');
  const { accounts } = accountsSchema.parse(await (await owner.get('/office/accounts')).json());
  const { id } = must(
    accounts.find(({ name, invited }) => name === 'karim' && invited) ?? null,
    'made above',
  );
  const second = invitationSchema.parse(await (await owner.post(`/office/accounts/${id}/invite`)).json());
  const join = ({ invitation }: { invitation: string | null }) =>
    nobody.post('/office/join', { invitation, password });
  expect(await codeOf(await nobody.post('/office/join', { invitation: second.invitation, password: 'short' }))).toBe('badRequest'); // prettier-ignore
  expect(await codeOf(await join(first))).toBe('badCode');
  const joined = await join(second);
  expect(sessionSchema.parse(await joined.json())).toMatchObject({
    name: 'karim',
    branch: { name: 'Gulshan' },
  });
  expect(await codeOf(await join(second))).toBe('badCode');
  const me = await signIn('karim');
  // Whoever is let go is out at once, whatever is open.
  await owner.post('/office/accounts', { ...request, id, active: false });
  expect(await codeOf(await me.get('/office/session'))).toBe('notSignedIn');
  expect(await codeOf(await nobody.post('/office/sign-in', { name: 'karim', password }))).toBe('badPassword');
});

test('an account without a branch, for a stranger’s branch, and a house without an owner are refused', async () => {
  const { name, me: owner } = await member();
  const request = { id: null, name: uuidv7(), role: 'manager', branches: [], active: true };
  expect(await codeOf(await owner.post('/office/accounts', request))).toBe('badRequest');
  expect(await codeOf(await owner.post('/office/accounts', { ...request, branches: [uuidv7()] }))).toBe('badRequest'); // prettier-ignore
  await world.db.pool.query(`update office_account set active = false where name <> $1`, [name]);
  const { id } = await world.db.prisma.officeAccount.findUniqueOrThrow({ where: { name } });
  const stepDown = { ...request, id, branches: [world.branchId] };
  expect(await codeOf(await owner.post('/office/accounts', stepDown))).toBe('badRequest');
  await member();
  expect(await codeOf(await owner.post('/office/accounts', stepDown))).toBe('ok');
  expect(await codeOf(await owner.get('/office/accounts'))).toBe('notAllowed');
});

test('an account is refused in words that say why, and none is written', async () => {
  const { name } = await member();
  const owner = await world.db.prisma.officeAccount.findUniqueOrThrow({ where: { name } });
  await world.db.pool.query('update office_account set active = false where name <> $1', [name]);
  const request: AccountRequest = { id: null, name: uuidv7(), role: 'manager', branches: [world.branchId], active: true }; // prettier-ignore
  const codeFor = (change: Partial<AccountRequest>) =>
    inOrganisation(world.db.pool, owner.organisationId as OrganisationId, async (tx) => {
      const put = await putAccount(tx, owner.organisationId, { ...request, ...change });
      return put.ok ? 'ok' : put.code;
    });
  expect(await codeFor({ id: uuidv7() })).toBe('unknownAccount');
  expect(await codeFor({ branches: [] })).toBe('noBranch');
  expect(await codeFor({ id: owner.id })).toBe('noOwner');
  expect(await codeFor({ name })).toBe('nameTaken');
  expect(await world.db.prisma.officeAccount.count({ where: { name: request.name } })).toBe(0);
});

test('where somebody is signed in is listed with browser and place, and can be ended; another password ends the rest', async () => {
  const { name, me } = await member();
  const { id } = await world.db.prisma.officeAccount.findUniqueOrThrow({ where: { name } });
  const [phone, tablet] = [await signIn(name, 'Phone'), await sessionOf(id, 'Tablet')];
  const list = async () =>
    officeSessionsSchema.parse(await (await me.get('/office/account/sessions')).json()).sessions;
  const sessions = await list();
  expect(sessions.map(({ agent }) => agent).toSorted()).toEqual(['Firefox', 'Phone', 'Tablet']);
  expect(sessions.filter(({ current }) => current).map(({ agent }) => agent)).toEqual(['Firefox']);
  expect(sessions.every(({ address }) => /10\.0\.0\.7|127\.0\.0\.1|::1/.test(address))).toBe(true);
  const onPhone = must(sessions.find(({ agent }) => agent === 'Phone') ?? null, 'in the list');
  const { me: stranger } = await member();
  expect(await codeOf(await stranger.post(`/office/account/sessions/${onPhone.id}/end`))).toBe('notFound');
  expect(await codeOf(await me.post(`/office/account/sessions/${onPhone.id}/end`))).toBe('ok');
  expect(await codeOf(await phone.get('/office/session'))).toBe('notSignedIn');
  const change = (before: string) =>
    me.post('/office/account/password', { before, password: 'another password' });
  expect(await codeOf(await change('guess'))).toBe('badPassword');
  expect(await codeOf(await change(password))).toBe('ok');
  expect(await codeOf(await tablet.get('/office/session'))).toBe('notSignedIn');
  expect((await list()).length).toBe(1);
});

test('what is dangerous wants the password of the last ten minutes', async () => {
  const { name, me } = await member();
  await world.db.pool.query(
    `update office_session set confirmed_at = now() - interval '11 min'
      where account_id = (select id from office_account where name = $1)`,
    [name],
  );
  const dangerous = routes.filter(({ problems }) => problems.includes('confirmFirst'));
  expect(dangerous.map(({ path }) => path)).toContain('/office/tills/:id/disable');
  for (const { path } of dangerous)
    expect([path, await codeOf(await me.post(path.replace(':id', uuidv7())))]).toEqual([
      path,
      'confirmFirst',
    ]);
  expect(await codeOf(await me.post('/office/confirm', { password: 'guess' }))).toBe('badPassword');
  expect(await codeOf(await me.post('/office/confirm', { password }))).toBe('ok');
  expect(await codeOf(await me.post(`/office/tills/${uuidv7()}/disable`))).toBe('notFound');
});

test('a second factor is asked for once it is set: a code counts once, a recovery code once, and wrong ones lock', async () => {
  const { name, me } = await member();
  const offer = totpOfferSchema.parse(await (await me.post('/office/account/totp/begin')).json());
  expect(offer.uri).toContain(`secret=${offer.secret}`);
  const present = () => Math.floor(Date.now() / 1000 / totpStepSeconds);
  const wrong = { secret: offer.secret, code: totpCode(offer.secret, present() - 5) };
  expect(await codeOf(await me.post('/office/account/totp', wrong))).toBe('badCode');
  const begunAt = present();
  const set = await me.post('/office/account/totp', { ...wrong, code: totpCode(offer.secret, begunAt) });
  const { recoveryCodes } = recoveryCodesSchema.parse(await set.json());
  const enter = async (code?: string) =>
    codeOf(await visitor('').post('/office/sign-in', { name, password, code }));
  expect(await enter()).toBe('codeNeeded');
  // The very code that set it up was used.
  expect(await enter(totpCode(offer.secret, begunAt))).toBe('badCode');
  expect(await enter(recoveryCodes[0]?.toLowerCase())).toBe('ok');
  const kept = await world.db.prisma.officeAccount.findUniqueOrThrow({ where: { name } });
  for (const code of recoveryCodes) expect(JSON.stringify(kept)).not.toContain(code);
  const account = { id: kept.id, totpSecret: offer.secret };
  const isRight = (code: string) => spendSecondFactor(world.db.pool, account, code);
  const next = totpCode(offer.secret, begunAt + 1);
  expect([await isRight(next), await isRight(next)]).toEqual([true, false]);
  const [first = '', second = ''] = recoveryCodes;
  expect([await isRight(first), await isRight(second), await isRight(second)]).toEqual([false, true, false]);
});

test('wrong passwords and codes lock an account for a time that doubles, and a right one forgets them', async () => {
  const { name, me } = await member();
  const waits: number[] = [];
  for (const failures of [3, 4, 6, 20]) {
    await world.db.prisma.officeAccount.update({ where: { name }, data: { failures, lockedUntil: null } });
    const guess = await me.post('/office/confirm', { password: 'guess' });
    expect(await codeOf(guess)).toBe('badPassword');
    const { lockedUntil } = await world.db.prisma.officeAccount.findUniqueOrThrow({ where: { name } });
    waits.push(lockedUntil === null ? 0 : Math.ceil((lockedUntil.getTime() - Date.now()) / 60_000));
  }
  expect(waits).toEqual([0, 1, 4, 60]);
  expect(await codeOf(await me.post('/office/confirm', { password }))).toBe('tooManyTries');
  await world.db.prisma.officeAccount.update({ where: { name }, data: { lockedUntil: null } });
  expect(await codeOf(await me.post('/office/confirm', { password }))).toBe('ok');
  const { failures } = await world.db.prisma.officeAccount.findUniqueOrThrow({ where: { name } });
  expect(failures).toBe(0);
});

test('codes are those of RFC 6238, appendix B, and a neighbouring step is let pass', () => {
  // The ASCII secret of the RFC, in base32.
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  const vectors = [
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
  ] as const;
  for (const [seconds, code] of vectors) {
    const step = Math.floor(seconds / totpStepSeconds);
    expect(totpCode(secret, step)).toBe(code);
    for (const drift of [-1, 0, 1])
      expect(stepOfCode(secret, code, (seconds + drift * totpStepSeconds) * 1000)).toBe(step);
    expect(stepOfCode(secret, code, (seconds + 2 * totpStepSeconds) * 1000)).toBeNull();
  }
});
