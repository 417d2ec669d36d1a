import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { type MutationId, newId, type TillId, uuidv7 } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import { problemSchema, signatureHeaders } from '@galley/shared/wire/session.ts';
import { createEnrolmentCode } from '../src/sync/enrolment.ts';
import { createMaking } from './making.ts';
import { enrolTestTill, type TestTill } from './test-till.ts';
import { startWorld, type World } from './world.ts';

function openShift(till: TestTill) {
  return till.record('openShift', { shift: createMaking(till).shift });
}

async function countMutations(world: World): Promise<number> {
  const { rows } = await world.db.pool.query<{ count: string }>(
    'select count(*)::text as count from mutation',
  );
  return Number(rows[0]?.count);
}

test('[S8] the same batch again, and twice at once, stores nothing new and says so', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol();
  const batch = [openShift(till), openShift(till), openShift(till)];
  const answers = await Promise.all([till.push(batch), till.push(batch), till.push(batch)]);
  const states = answers.flatMap((answer) => answer.results.map((result) => result.state));
  expect(states.filter((state) => state === 'stored')).toHaveLength(3);
  expect(states.filter((state) => state === 'duplicate')).toHaveLength(6);
  expect(answers.map((answer) => answer.storedUpTo)).toEqual([3, 3, 3]);
  expect(await countMutations(world)).toBe(3);
});

test('[S8] a batch that starts beyond the next number is told where to start, and nothing of it is taken', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol();
  const [first, second, third] = [openShift(till), openShift(till), openShift(till)];
  expect(await till.push([third])).toMatchObject({ storedUpTo: 0, gap: { expected: 1 }, results: [] });
  expect(await till.push([first, second, third])).toMatchObject({ storedUpTo: 3, gap: null });
});

test('[S8] other bytes under a number that is taken are kept beside the first and told as a fork', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol();
  const mine = openShift(till);
  await till.push([mine]);
  const clone = { ...mine, id: newId<MutationId>(() => uuidv7()), body: `${mine.body} ` };
  const answer = await till.push([clone]);
  expect(answer.results).toMatchObject([{ state: 'fork', number: 1 }]);
  const { rows } = await world.db.pool.query('select body, number from fork');
  expect(rows).toEqual([{ body: clone.body, number: 1 }]);
  const { rows: kept } = await world.db.pool.query('select body from mutation');
  expect(kept).toEqual([{ body: mine.body }]);
});

test('[S3] a mutation that does not continue the hash chain is a fork, not the next one', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol();
  const first = openShift(till);
  const second = openShift(till);
  await till.push([first]);
  const tampered = { ...second, body: second.body.replace('"float":', '"float" :') };
  expect((await till.push([tampered])).results).toMatchObject([{ state: 'fork', number: 2 }]);
  expect((await till.push([second])).results).toMatchObject([{ state: 'stored', number: 2 }]);
});

test('[S4] what cannot be read is stored raw, quarantined with its cause, and holds nothing up', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol();
  const making = createMaking(till);
  const unknownType = till.recordRaw((envelope) => ({ ...envelope, type: 'danceOnTable' }));
  const newerVersion = till.recordRaw((envelope) => ({
    ...envelope,
    version: 2,
    data: { shift: making.shift },
  }));
  const malformed = till.recordRaw((envelope) => ({ ...envelope, data: { shift: { float: 1.5 } } }));
  const otherTill = till.recordRaw((envelope) => ({
    ...envelope,
    tillId: uuidv7(),
    data: { shift: making.shift },
  }));
  const garbage = till.recordRaw(() => 'not an envelope');
  const good = till.record('openShift', { shift: making.shift });

  const answer = await till.push([unknownType, newerVersion, malformed, otherTill, garbage, good]);
  expect(answer.storedUpTo).toBe(6);
  expect(answer.results.map((result) => result.state)).toEqual([
    'quarantined', 'quarantined', 'quarantined', 'quarantined', 'quarantined', 'stored',
  ]); // prettier-ignore
  expect(answer.results.map((result) => result.cause)).toEqual([
    expect.stringContaining('does not know "danceOnTable" yet'),
    expect.stringContaining('version 2 of "openShift"'),
    expect.stringMatching(/"openShift" is damaged: [\s\S]*shift/),
    expect.stringContaining('another till'),
    expect.stringContaining('damaged'),
    null,
  ]);
  const settlements = await till.settled([good.id]);
  expect(settlements.get(good.id)?.data).toMatchObject({ verdict: 'applied' });
  const codes = await world.db.pool.query<{ code: string }>(
    'select cause_code as code from mutation order by number',
  );
  expect(codes.rows.map(({ code }) => code)).toEqual([
    'unknownType', 'unknownVersion', 'malformed', 'misplaced', 'unreadable', '',
  ]); // prettier-ignore
  const { rows } = await world.db.pool.query('select body from mutation where number = 5');
  expect(rows).toEqual([{ body: garbage.body }]);
});

test('[S9] a disabled till is still stored, and flagged', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol();
  await till.push([]); // takes a token while it may still read
  await world.db.prisma.till.update({ where: { id: till.identity.till.id }, data: { disabled: true } });
  const shift = openShift(till);
  expect((await till.push([shift])).results).toMatchObject([{ state: 'stored' }]);
  const settlements = await till.settled([shift.id]);
  expect(settlements.get(shift.id)?.data).toMatchObject({
    verdict: 'flagged',
    flags: [{ code: 'tillDisabled' }],
  });
});

test('[S10] a till enrolled again counts anew, and its old log is still accepted', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const before = await world.enrol(0);
  const old = openShift(before);
  await before.push([]); // takes a token, which goes on for a while
  const after = await world.enrolAgain(0);
  expect(after.identity.incarnation).toBe(before.identity.incarnation + 1);
  expect((await after.push([old], before.identity.incarnation)).results).toMatchObject([
    { state: 'stored', number: 1 },
  ]);
  expect((await after.push([openShift(after)])).results).toMatchObject([{ state: 'stored', number: 1 }]);
  const next = await before.request('POST', '/sync/token');
  expect(problemSchema.parse(await next.json())).toMatchObject({ status: 401, code: 'badSignature' });
  await expect(before.push([], after.identity.incarnation)).rejects.toThrow('never had that enrolment');
});

test('a request without a signature, with a wrong one, of an unknown till or a wrong clock is refused in words', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol();
  const unsigned = await fetch(`${world.url}/sync/push`, { method: 'POST', body: '{}' });
  const forged = await till.request('GET', '/sync/snapshot', '', {
    [signatureHeaders.signature]: 'A'.repeat(86),
  });
  const stranger = await till.request('POST', '/sync/token', '', { [signatureHeaders.till]: uuidv7() });
  const answers = await Promise.all(
    [unsigned, forged, stranger].map(async (response) => problemSchema.parse(await response.json())),
  );
  expect(answers.map((problem) => [problem.status, problem.code])).toEqual([
    [401, 'notSignedIn'],
    [401, 'badSignature'],
    [401, 'unknownTill'],
  ]);
  const late = await till.requestAt(Date.now() - 6 * 60_000, 'GET', '/sync/snapshot');
  const problem = problemSchema.parse(await late.json());
  expect(problem.code).toBe('clockWrong');
  expect(
    Math.abs(Date.parse(must(problem.serverTime ?? null, 'the till needs it')) - Date.now()),
  ).toBeLessThan(5000);
});

test('[S6] a body that is too large, cut off, or no JSON has a clear answer and changes nothing', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol();
  const large = await till.request('POST', '/sync/push', JSON.stringify({ padding: 'x'.repeat(1_100_000) }));
  expect(large.status).toBe(413);
  expect(problemSchema.parse(await large.json())).toMatchObject({ code: 'tooLarge' });
  const cut = await fetch(`${world.url}/sync/push`, {
    method: 'POST',
    headers: { 'content-encoding': 'gzip' },
    body: gzipSync('{"incarnation":1}').subarray(0, 12),
  });
  expect(problemSchema.parse(await cut.json())).toMatchObject({ code: 'badRequest' });
  const text = await till.request('POST', '/sync/push', 'hello');
  expect(problemSchema.parse(await text.json())).toMatchObject({
    code: 'badRequest',
    detail: expect.stringContaining('JSON'),
  });
  const wrong = await till.request('POST', '/sync/push', '{"incarnation":0,"mutations":[]}');
  expect(problemSchema.parse(await wrong.json()).detail).toContain('incarnation');
  expect(await countMutations(world)).toBe(0);
});

test('an enrolment code works once, and a wrong or old one is refused', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const code = must(world.codes[0] ?? null, 'the demo makes one a till');
  const enrol = (body: object) =>
    fetch(`${world.url}/sync/enrol`, { method: 'POST', body: JSON.stringify(body) });
  const publicKey = 'A'.repeat(43);
  expect((await enrol({ code: 'AAAA-AAAA', publicKey })).status).toBe(403);
  expect((await enrol({ code: 'nonsense', publicKey })).status).toBe(400);
  await world.db.pool.query(`update enrolment_code set expires_at = now() - interval '1 s'`);
  expect((await enrol({ code, publicKey })).status).toBe(403);
  await world.db.pool.query(`update enrolment_code set expires_at = now() + interval '1 h'`);
  const twice = await Promise.all([enrol({ code, publicKey }), enrol({ code, publicKey })]);
  expect(twice.map((response) => response.status).toSorted((a, b) => a - b)).toEqual([200, 403]);
});

test('an enrolment code is for one kind of device, and another that tries it does not use it up', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const { id } = await world.db.prisma.till.findFirstOrThrow();
  const code = await createEnrolmentCode(world.db.pool, id as TillId, 10, 'kitchen'); // Prisma knows a UUID as text only
  await expect(enrolTestTill(world, code)).rejects.toThrow('badCode');
  await enrolTestTill(world, code, 'kitchen');
  const devices = await world.db.prisma.tillLog.findMany({ where: { tillId: id } });
  expect(devices).toMatchObject([{ incarnation: 1, role: 'kitchen' }]);
});
