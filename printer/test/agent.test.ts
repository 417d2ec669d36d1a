import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startAgent } from '../src/agent/agent.ts';
import { discover } from '../src/discover/discover.ts';
import { openPairing } from '../src/agent/pairing.ts';
import { type PrintJob, printReportSchema, printReportsSchema } from '@galley/shared/wire/print-jobs.ts';
import { z } from 'zod';
import { startVirtualPrinter } from '../src/virtual/virtual-printer.ts';
import { ticket } from './samples.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

const origin = 'http://localhost:5173';

/** A kitchen ticket as a till sends it. */
function jobOf(bench: Workbench, id: string): PrintJob {
  const { printer, createdAt } = bench.job(id);
  return {
    id,
    content: { kind: 'ticket', ticket: { ...ticket, orderNumber: id } },
    printer: { ...printer, name: 'Kitchen' },
    createdAt,
  };
}

/** An agent before a virtual printer, with two pairing codes. */
async function openAgent() {
  const bench: Workbench = await openWorkbench();
  const announced: string[] = [];
  const pairing = await openPairing({
    folder: bench.folder,
    codes: ['111111', '222222'],
    announce: (code) => announced.push(code),
  });
  const agent = await startAgent({
    spooler: bench.spooler(),
    pairing,
    origins: [origin],
    port: 0,
    // The neighbourhood of this test is one printer.
    find: (knock) =>
      discover({
        announced: () => Promise.resolve([]),
        probe: knock ? ['127.0.0.1'] : [],
        port: bench.printer.port,
      }),
  });

  function call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const init = { method, headers: { origin, ...headers } };
    return fetch(`${agent.url}${path}`, body === undefined ? init : { ...init, body: JSON.stringify(body) });
  }
  async function paired(code = '111111') {
    const answer = z
      .object({ token: z.string() })
      .parse(await (await call('POST', '/pair', { code })).json());
    const headers = { authorization: `Bearer ${answer.token}` };
    return {
      token: answer.token,
      call: (method: string, path: string, body?: unknown) => call(method, path, body, headers),
    };
  }
  const stop = async (): Promise<void> => {
    await agent.close();
    await bench[Symbol.asyncDispose]();
  };
  return { bench, agent, announced, call, paired, [Symbol.asyncDispose]: stop };
}

test('a till pairs once with a code and prints with its token; the code is used up', async () => {
  await using world = await openAgent();
  expect((await world.call('POST', '/jobs', {})).status).toBe(401);
  const till = await world.paired();
  expect((await world.call('POST', '/pair', { code: '111111' })).status).toBe(403);
  await world.paired('222222');
  expect(world.announced).toHaveLength(1); // all codes used: a new one is shown
  const answer = await till.call('POST', '/jobs', jobOf(world.bench, 'a'));
  expect(printReportSchema.parse(await answer.json())).toMatchObject({ id: 'a', state: 'queued' });
  await world.bench.reached('a', 'printed');
});

test('only the hash of a token is kept, and it is good after a restart', async () => {
  await using world = await openAgent();
  const { token } = await world.paired();
  expect(await readFile(join(world.bench.folder, 'tokens.json'), 'utf8')).not.toContain(token);
  const again = await openPairing({ folder: world.bench.folder, codes: ['x'], announce: () => undefined });
  expect(again.knows(token)).toBe(true);
  expect(again.knows(`${token}x`)).toBe(false);
});

test('guessing codes makes the old ones void', async () => {
  await using world = await openAgent();
  for (let guess = 0; guess < 10; guess += 1) await world.call('POST', '/pair', { code: `wrong ${guess}` });
  expect((await world.call('POST', '/pair', { code: '111111' })).status).toBe(403);
  expect((await world.call('POST', '/pair', { code: world.announced[0] })).status).toBe(200);
});

test('[P1] the same job twice over HTTP is one paper', async () => {
  await using world = await openAgent();
  const till = await world.paired();
  const job = jobOf(world.bench, 'a');
  await Promise.all([
    till.call('POST', '/jobs', job),
    till.call('POST', '/jobs', job),
    till.call('POST', '/jobs', job),
  ]);
  await world.bench.reached('a', 'printed');
  expect(await (await till.call('POST', '/jobs', job)).json()).toMatchObject({ state: 'printed' });
  expect(world.bench.printer.roll.papers().filter((paper) => paper.whole).length).toBe(1);
});

test('the states are followed by long poll from a cursor, to the end', async () => {
  await using world = await openAgent();
  const till = await world.paired();
  const quiet = printReportsSchema.parse(
    await (await till.call('GET', '/jobs/reports?after=0&waitSeconds=0')).json(),
  );
  expect(quiet.reports).toEqual([]);
  const waiting = till.call('GET', `/jobs/reports?after=${quiet.position}&waitSeconds=20`);
  await till.call('POST', '/jobs', jobOf(world.bench, 'a'));
  let page = printReportsSchema.parse(await (await waiting).json());
  while (page.reports.at(-1)?.state !== 'printed') {
    page = printReportsSchema.parse(
      await (await till.call('GET', `/jobs/reports?after=${page.position}&waitSeconds=5`)).json(),
    );
  }
  expect(page.epoch).toBe(quiet.epoch);
});

test('[P4] a person settles a job in doubt, and cancels one that waits', async () => {
  await using world = await openAgent();
  const till = await world.paired();
  world.bench.timing.proofMs = 60;
  await world.bench.printer.setFault({ mode: 'mute' });
  await till.call('POST', '/jobs', jobOf(world.bench, 'a'));
  await world.bench.reached('a', 'unknown');
  expect(await (await till.call('POST', '/jobs/a/resolve', { answer: 'printed' })).json()).toMatchObject({
    state: 'printed',
    proven: true,
  });
  const refused = await till.call('POST', '/jobs/a/resolve', { answer: 'again' });
  expect(refused.status).toBe(422);
  expect(refused.headers.get('content-type')).toBe('application/problem+json');
  expect(await refused.json()).toMatchObject({ code: 'notInDoubt' });
  await world.bench.printer.setFault({ mode: 'coverOpen' });
  await till.call('POST', '/jobs', jobOf(world.bench, 'b'));
  await world.bench.reached('b', 'blocked');
  expect(await (await till.call('POST', '/jobs/b/cancel')).json()).toMatchObject({ state: 'cancelled' });
  expect((await till.call('POST', '/jobs/nobody/cancel')).status).toBe(404);
});

test('[P4] a job printed again in doubt is marked on paper and reported under its own id', async () => {
  await using world = await openAgent();
  const till = await world.paired();
  world.bench.timing.proofMs = 60;
  await world.bench.printer.setFault({ mode: 'mute' });
  await till.call('POST', '/jobs', jobOf(world.bench, 'a'));
  await world.bench.reached('a', 'unknown');
  await world.bench.printer.setFault({ mode: 'ok' });
  await till.call('POST', '/jobs/a/resolve', { answer: 'again' });
  await world.bench.reached('a~2', 'printed');
  const answer = await till.call('GET', '/jobs/reports?after=0');
  expect(printReportsSchema.parse(await answer.json()).reports).toMatchObject([
    { id: 'a', state: 'printed' },
  ]);
  expect(world.bench.printer.roll.papers().at(-1)?.text).toContain('REPRINT - MAY BE A DUPLICATE');
});

test('[P7] a person diverts a waiting job, asks how a printer is, and pauses it', async () => {
  await using world = await openAgent();
  const till = await world.paired();
  const bar = await startVirtualPrinter();
  const printer = { address: bar.address, profile: 'epson-80', name: 'Bar' };
  await world.bench.printer.setFault({ mode: 'coverOpen' });
  await till.call('POST', '/jobs', jobOf(world.bench, 'a'));
  await world.bench.reached('a', 'blocked');
  expect((await till.call('POST', '/jobs/a/divert', { printer: { address: 'file:///x' } })).status).toBe(400);
  const diverted = await till.call('POST', '/jobs/a/divert', { printer });
  expect(await diverted.json()).toMatchObject({ id: 'a', divertedTo: 'Bar' });
  await world.bench.reached('a~2', 'printed');
  const again = await till.call('POST', '/jobs', jobOf(world.bench, 'a'));
  expect(await again.json()).toMatchObject({ id: 'a', state: 'printed', divertedTo: 'Bar' });
  const paused = await till.call('POST', '/printers/pause', { printer, why: 'A new roll' });
  expect(await paused.json()).toMatchObject({ paused: 'A new roll' });
  await till.call('POST', '/printers/pause', { printer, why: null });
  const asked = await till.call('POST', '/printers/ask', { printer });
  expect(await asked.json()).toEqual({ blocked: null, paperLow: false, known: true, paused: null });
  await bar.close();
});

test('other pages, other host names and malformed bodies get a clear no', async () => {
  await using world = await openAgent();
  const till = await world.paired();
  const stranger = await world.call('POST', '/pair', { code: '222222' }, { origin: 'https://evil.example' });
  expect(stranger.status).toBe(403);
  expect(stranger.headers.get('access-control-allow-origin')).toBeNull();
  expect(await statusUnderHost(world.agent.port, 'evil.example')).toBe(403);
  expect(await statusUnderHost(world.agent.port, `localhost:${world.agent.port}`)).toBe(200);
  const wrong: object[] = [
    { id: '../x' },
    { printer: { address: 'file:///etc/passwd', profile: 'epson-80' } },
    { content: { kind: 'poem' } },
  ];
  for (const part of wrong) {
    const answer = await till.call('POST', '/jobs', { ...jobOf(world.bench, 'a'), ...part });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'malformed' });
  }
  const noProfile = {
    ...jobOf(world.bench, 'a'),
    printer: { address: world.bench.printer.address, profile: 'fax', name: 'Kitchen' },
  };
  expect(await (await till.call('POST', '/jobs', noProfile)).json()).toMatchObject({
    status: 422,
    code: 'noProfile',
  });
  expect((await till.call('POST', '/jobs', 'x'.repeat(1_000_001))).status).toBe(413);
  expect((await till.call('GET', '/elsewhere')).status).toBe(404);
});

test('the browser may ask first, also for the way to this machine', async () => {
  await using world = await openAgent();
  const answer = await world.call('OPTIONS', '/jobs', undefined, {
    'access-control-request-method': 'POST',
    'access-control-request-private-network': 'true',
  });
  expect(answer.status).toBe(204);
  expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
  expect(answer.headers.get('access-control-allow-headers')).toContain('authorization');
  expect(answer.headers.get('access-control-allow-private-network')).toBe('true');
});

/** fetch does not let a caller choose the Host header. */
function statusUnderHost(port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path: '/health', headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    sent.on('error', reject);
    sent.end();
  });
}

test('[P10] a till finds a printer, only with consent by knocking, and learns its kind from one paper that a person reads', async () => {
  await using world = await openAgent();
  const { printer } = world.bench;
  expect((await world.call('POST', '/printers/find', { knock: true })).status).toBe(401);
  const till = await world.paired();
  const ask = async (path: string, body: unknown): Promise<unknown> =>
    (await till.call('POST', path, body)).json();
  expect(await ask('/printers/find', { knock: false })).toEqual({ printers: [] });
  expect(printer.connections()).toBe(0);
  expect(await ask('/printers/find', { knock: true })).toEqual({
    printers: [{ address: printer.address, name: 'GALLEY VIRTUAL', by: 'escpos' }],
  });
  expect(printer.roll.papers()).toEqual([]);
  const { address } = printer;
  const asked = await ask('/printers/set-up', { address, seen: null });
  expect(asked).toEqual({ status: true, maker: 'GALLEY', model: 'VIRTUAL', profile: null });
  expect(printer.roll.papers().map(({ text }) => text)).toEqual([
    expect.stringContaining('GALLEY PRINTER SETUP'),
  ]);
  const seen = { columns: 32, box: true, euro: true, qr: true, cut: true };
  expect(await ask('/printers/set-up', { address, seen })).toMatchObject({ profile: 'epson-58' });
  expect(printer.roll.papers()).toHaveLength(1);
  expect(printer.unknownBytes()).toEqual([]);
  await printer.setFault({ mode: 'refuse' });
  const off = await till.call('POST', '/printers/set-up', { address, seen: null });
  expect([off.status, await off.json()]).toEqual([
    422,
    expect.objectContaining({ code: 'unreachable', detail: expect.stringMatching(/refuses/) }),
  ]);
});
