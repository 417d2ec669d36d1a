import { generateKeyPairSync } from 'node:crypto';
import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { must } from '@galley/shared/values/must.ts';
import { signatureHeaders, tokenAnswerSchema } from '@galley/shared/wire/session.ts';
import { demoOffice } from '../src/local/demo.ts';
import { createLog } from '../src/log.ts';
import { createMaking } from './making.ts';
import { startWorld } from './world.ts';

test('what is secret by its name is not written, wherever it stands', () => {
  const lines = collect();
  const log = createLog('trace', lines.stream);
  const error = Object.assign(new Error('failed'), { token: 'SECRET', code: '23505' });
  log.info({ token: 'SECRET', password: 'SECRET', tillId: 'T1' }, 'at the top');
  log.info({ headers: { cookie: 'SECRET', [signatureHeaders.token]: 'SECRET', accept: 'seen' } }, 'below');
  log.info({ request: { headers: { authorization: 'SECRET', cookie: 'SECRET' } } }, 'far below');
  log.error({ err: error, row: { kid: 'seen', private_jwk: { d: 'SECRET' } } }, 'in an error');
  expect(lines.text()).not.toContain('SECRET');
  for (const seen of ['T1', 'seen', '23505', 'far below', 'failed']) expect(lines.text()).toContain(seen);
});

test('a card number in a text that is logged is not written, and ids and times are', () => {
  const lines = collect();
  const log = createLog('trace', lines.stream);
  const id = '12341234-1234-4111-8111-111111111111'; // its last groups would pass for one
  log.info(
    { id, at: 1_763_745_600_004, note: 'guest said "4242 4242 4242 4242"' },
    'card 4111-1111-1111-1111',
  );
  log.error({ err: new Error('no such card: 5555555555554444') }, 'failed');
  const digits = lines
    .text()
    .replaceAll(id, '')
    .replaceAll(/[^0-9]/g, '');
  for (const number of ['4242424242424242', '4111111111111111', '5555555555554444'])
    expect(digits).not.toContain(number);
  for (const seen of [id, '1763745600004', 'guest said', 'no such card', 'card-xx4444'])
    expect(lines.text()).toContain(seen);
});

test('a day of a server leaves no code, password, token, key or session in its log, however much it tells', async () => {
  const lines = collect();
  await using world = await startWorld({ bus: 'direct', log: createLog('trace', lines.stream) });
  const [code = '', unused = ''] = world.codes;
  const till = await world.enrol(0);
  const answer = await till.request('POST', '/sync/token');
  const { token } = tokenAnswerSchema.parse(await answer.json());
  const shift = till.record('openShift', { shift: createMaking(till).shift });
  await till.push([shift, till.recordRaw(() => 'no envelope')]);
  await till.push([{ ...shift, hash: till.record('openShift', { shift: createMaking(till).shift }).hash }]);
  await till.settled([shift.id]);
  const signedIn = await fetch(`${world.url}/office/sign-in`, {
    method: 'POST',
    body: JSON.stringify(demoOffice),
  });
  const cookie = must(signedIn.headers.get('set-cookie'), 'it sets it').split(';')[0] ?? '';
  const url = `${world.url}/office/tills/${till.identity.till.id}`;
  const made = await fetch(`${url}/code`, { method: 'POST', body: '{}', headers: { cookie } });
  // And what nobody foresaw: the database refuses, and the error is logged whole.
  await world.db.pool.query(
    `insert into till_log (till_id, incarnation, public_key, last_hash) select id, 1, 'x', '' from till where code = 'T2'`,
  );
  const { publicKey } = generateKeyPairSync('ed25519');
  const body = JSON.stringify({ code: unused, publicKey: publicKey.export({ format: 'jwk' }).x });
  const failed = await fetch(`${world.url}/sync/enrol`, { method: 'POST', body });
  expect(failed.status).toBe(500);

  const { rows } = await world.db.pool.query<{ d: string }>(
    `select private_jwk ->> 'd' as d from signing_key`,
  );
  const { code: fresh } = (await made.json()) as { code: string }; // the route's test checks it
  const secrets = [code, unused, fresh, token, rows[0]?.d, demoOffice.password, cookie.split('=')[1]];
  for (const secret of secrets) {
    expect(must(secret ?? null, 'each is known here').length).toBeGreaterThan(7);
    expect(lines.text()).not.toContain(secret);
    expect(lines.text()).not.toContain(secret?.replace('-', ''));
  }
  for (const told of ['request failed', 'enrolment code made', 'quarantined', 'fork']) {
    expect(lines.text()).toContain(told);
  }
});

function collect() {
  let text = '';
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  return { stream, text: () => text };
}
