import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { readMeta } from '../../src/renderer/db/database.ts';
import { arrive, readArrival } from '../../src/renderer/till/enrol/arrival.ts';
import { setup } from '../world.ts';

test('a link brings a code and the print agent of this very machine, and never one of another', () => {
  const link = (agent: string) =>
    readArrival(`#enrol=ABCD-2345&agent=${encodeURIComponent(agent)}&pair=123456`);
  const url = 'http://127.0.0.1:9180';
  expect(link(url)).toEqual({ code: 'ABCD-2345', agent: { url, code: '123456' } });
  for (const elsewhere of ['http://192.168.1.9:9180', 'http://127.0.0.1.example.com', 'nonsense'])
    expect(link(elsewhere)).toEqual({ code: 'ABCD-2345', agent: null });
  expect(readArrival('')).toEqual({ code: null, agent: null });
});

test('[P10] a print agent that does not answer is agentAway, in words that say what to do, and the till stays a till', async () => {
  const till = await setup();
  const before = await readMeta(till.db, 'identity');
  const agent = { url: `http://127.0.0.1:${await closedPort()}`, code: '123456' };
  expect(await arrive(till.db, { code: 'ABCD-2345', agent }, 'http://galley.test')).toEqual({
    ok: false,
    code: 'agentAway',
    message: 'The print agent does not answer. Start it on this device; what waits prints by itself then.',
  });
  expect([await readMeta(till.db, 'identity'), await readMeta(till.db, 'agent')]).toEqual([
    before,
    undefined,
  ]);
});

/** Was free a moment ago, so nobody answers there. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === 'object' && address ? address.port : 0;
}
