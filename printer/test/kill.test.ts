import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { build } from 'vite';
import { printReportsSchema, type PrintReport } from '@galley/shared/wire/print-jobs.ts';
import { instant } from '@galley/shared/values/time.ts';
import { z } from 'zod';
import { expect, onTestFinished, test } from 'vitest';
import { startVirtualPrinter } from '../src/virtual/virtual-printer.ts';
import { ticket } from './samples.ts';
import { pause, temporaryFolder } from './workbench.ts';

const kills = 8;
const jobs = 60;

test('[P1] [P4] an agent that is killed again and again while it prints loses no ticket, repeats none, and vouches for none that is not there', async () => {
  const printer = await startVirtualPrinter();
  onTestFinished(() => printer.close());
  const folder = await temporaryFolder();
  const port = await freePort();
  await buildAgent();
  let agent = await startAgent(folder, port, ['11111111']);
  onTestFinished(() => void agent.kill('SIGKILL'));
  const token = await pair(port, '11111111');
  const offered = Array.from({ length: jobs }, (_, at) => `k${String(at).padStart(2, '0')}`);
  const taken = new Set<string>();

  // A till: offers each job until it is taken, whoever answers.
  const till = (async () => {
    for (const id of offered) {
      for (;;) {
        if (await submit(port, token, id, printer.address)) break;
        await pause(20);
      }
      taken.add(id);
    }
  })();
  for (let kill = 0; kill < kills; kill += 1) {
    await pause(30 + ((kill * 37) % 160));
    agent.kill('SIGKILL');
    await once(agent, 'exit');
    agent = await startAgent(folder, port, []);
  }
  await till;
  expect(taken.size).toBe(jobs);

  const ended = await untilEnded(port, token, offered);
  for (const id of offered) {
    const papers = printer.roll
      .papers()
      .filter(({ text }) => text.includes(`Order ${id}`) || text.includes(id));
    const whole = papers.filter((paper) => paper.whole);
    const state = ended.get(id)?.state;
    expect({ id, state: state ?? 'lost' }).toEqual({
      id,
      state: expect.stringMatching(/^(printed|unknown)$/),
    });
    expect({ id, state, unmarked: Math.max(1, papers.length) }).toMatchObject({ unmarked: 1 });
    if (state === 'printed') expect({ id, whole: whole.length }).toEqual({ id, whole: 1 });
  }
  expect([...ended.values()].filter(({ state }) => state === 'printed').length).toBeGreaterThan(jobs / 2);
}, 120_000);

const built = join(import.meta.dirname, '../dist/test');

/** In one file, because it is started nine times; a second or two each would go into reading TypeScript. */
async function buildAgent(): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: [/^@galley\//] },
    build: { ssr: join(import.meta.dirname, '../src/agent/main.ts'), outDir: built, emptyOutDir: true },
  });
}

async function startAgent(folder: string, port: number, codes: readonly string[]): Promise<ChildProcess> {
  const args = [
    '--port',
    String(port),
    '--folder',
    folder,
    ...codes.flatMap((code) => ['--pair-code', code]),
  ];
  const child = spawn(process.execPath, [join(built, 'main.js'), ...args], { stdio: 'ignore' });
  for (;;) {
    const health = await fetch(`http://127.0.0.1:${port}/health`).catch(() => null); // not listening yet
    if (health?.ok) return child;
    if (child.exitCode !== null) throw new Error(`the agent ended with ${child.exitCode}`);
    await pause(20);
  }
}

async function pair(port: number, code: string): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/pair`, {
    method: 'POST',
    body: JSON.stringify({ code }),
  });
  return z.object({ token: z.string() }).parse(await answer.json()).token;
}

/** False: nobody there, or cut off before the answer came. */
async function submit(port: number, token: string, id: string, address: string): Promise<boolean> {
  const job = {
    id,
    content: { kind: 'ticket', ticket: { ...ticket, orderNumber: id, lines: ticket.lines.slice(0, 1) } },
    printer: { address, profile: 'epson-80', name: 'Kitchen' },
    createdAt: instant(Date.now()),
  };
  const answer = await fetch(`http://127.0.0.1:${port}/jobs`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify(job),
  }).catch(() => null); // killed
  return answer?.ok ?? false;
}

async function untilEnded(
  port: number,
  token: string,
  ids: readonly string[],
): Promise<Map<string, PrintReport>> {
  const known = new Map<string, PrintReport>();
  let after = 0;
  while (!ids.every((id) => ['printed', 'unknown'].includes(known.get(id)?.state ?? ''))) {
    const answer = await fetch(`http://127.0.0.1:${port}/jobs/reports?after=${after}&waitSeconds=1`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const page = printReportsSchema.parse(await answer.json());
    for (const report of page.reports) known.set(report.id, report);
    after = page.position;
  }
  return known;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return address.port;
}
