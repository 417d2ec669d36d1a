import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PrintJob, PrintReport } from '@galley/shared/wire/print-jobs.ts';
import { instant } from '@galley/shared/values/time.ts';
import { expect, test } from 'vitest';
import { clearPrintJob } from '../src/renderer/actions/clear-print-job.ts';
import { divertPrintJob } from '../src/renderer/actions/divert-print-job.ts';
import { resolvePrintJob } from '../src/renderer/actions/resolve-print-job.ts';
import { agentHost } from '../src/renderer/host/agent.ts';
import { noHost } from '../src/renderer/host/none.ts';
import { HostAway, JobRefused, type PrintHost } from '../src/renderer/host/print-host.ts';
import { startPrintLoop } from '../src/renderer/print/print-loop.ts';
import { sleepFor } from '../src/renderer/sync/loop.ts';
import { codeOf, present, sell, setup, value, type World } from './world.ts';

test('[P1] every job is handed over once, oldest first, and carries all that it needs', async () => {
  const { till, host, loop } = await printing();
  const sale = await sell(till);
  await until(() => host.submitted.length === 3);
  await settle();
  expect(host.submitted.map((job) => job.content.kind).sort()).toEqual(['drawer', 'receipt', 'ticket']);
  const receipt = present(host.submitted.find((job) => job.content.kind === 'receipt'));
  expect(receipt).toMatchObject({ id: `receipt:${sale.id}`, printer: { address: 'tcp://localhost:9101' } });
  expect(host.submitted).toHaveLength(3);
  await loop.stop();
});

test('[P4] the row follows what the host reports, and unknown waits for a person', async () => {
  const { till, host, loop } = await printing();
  const sale = await sell(till);
  const id = `receipt:${sale.id}`;
  await until(() => host.submitted.length === 3);
  host.report({ id, state: 'printed', cause: null, proven: true });
  await untilJob(till, id, 'printed');
  const ticket = present(host.submitted.find((job) => job.content.kind === 'ticket')).id;
  host.report({ id: ticket, state: 'unknown', cause: 'The connection was cut.', proven: false });
  await untilJob(till, ticket, 'unknown');
  await settle();
  expect(host.resolved).toEqual([]);
  expect(codeOf(await resolvePrintJob(till, { jobId: id, answer: 'again' }))).toBe('notUnknown');
  value(await resolvePrintJob(till, { jobId: ticket, answer: 'again' }));
  await until(() => host.resolved.length === 1);
  await untilJob(till, ticket, 'queued');
  await settle();
  expect(host.resolved).toEqual([[ticket, 'again']]);
  await loop.stop();
});

test('[P7] a person diverts a waiting ticket or clears it with a reason, and the host hears of it', async () => {
  const { till, host, loop } = await printing();
  const sale = await sell(till);
  await until(() => host.submitted.length === 3);
  const ticket = present(host.submitted.find((job) => job.content.kind === 'ticket')).id;
  host.report({ id: ticket, state: 'blocked', cause: 'The paper is out.', proven: false });
  await untilJob(till, ticket, 'blocked');
  const [, other] = await till.db.printers.toArray();
  value(await divertPrintJob(till, { jobId: ticket, printerId: present(other).id }));
  await until(() => host.diverted.length === 1);
  expect(host.diverted).toEqual([[ticket, present(other).name]]);
  await until(async () => (await till.db.printJobs.get(ticket))?.divertedTo === present(other).name);
  const receipt = `receipt:${sale.id}`;
  expect(codeOf(await clearPrintJob(till, { jobId: receipt, why: ' ' }))).toBe('noReason');
  value(await clearPrintJob(till, { jobId: receipt, why: 'The guests have left' }));
  await untilJob(till, receipt, 'cancelled');
  expect(host.cancelled).toEqual([[receipt, 'The guests have left']]);
  expect(codeOf(await clearPrintJob(till, { jobId: receipt, why: 'again' }))).toBe('notWaiting');
  await loop.stop();
});

test('[P7] a decision that comes too late changes nothing but the words', async () => {
  const { till, host, loop } = await printing();
  await sell(till);
  await until(() => host.submitted.length === 3);
  const ticket = present(host.submitted.find((job) => job.content.kind === 'ticket')).id;
  host.printedMeanwhile = true;
  const [printer] = await till.db.printers.toArray();
  value(await divertPrintJob(till, { jobId: ticket, printerId: present(printer).id }));
  await until(async () => (await till.db.printJobs.get(ticket))?.cause === 'It is printed.');
  expect((await till.db.printJobs.get(ticket))?.answer).toBeUndefined();
  host.report({ id: ticket, state: 'printed', cause: null, proven: true });
  await untilJob(till, ticket, 'printed');
  await loop.stop();
});

test('[P3] a host that is away leaves the jobs queued with the cause, and takes them when it is back', async () => {
  const { till, host, loop } = await printing();
  host.away = true;
  const sale = await sell(till);
  const id = `receipt:${sale.id}`;
  await until(async () => (await till.db.printJobs.get(id))?.cause === 'nobody there');
  expect(await till.db.printJobs.get(id)).toMatchObject({ state: 'queued', handedOver: false });
  host.away = false;
  await until(() => host.submitted.length === 3);
  await loop.stop();
});

test('[P3] a loop that is stopped while it waits for the print agent simply ends', async () => {
  const till = await setup();
  const asked = new AbortController();
  const server = createServer(() => asked.abort()).listen(0, '127.0.0.1'); // takes every question, answers none
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server's address is one
  const agent = agentHost({ url: `http://127.0.0.1:${port}`, token: 'any' }, fetch);
  const crashes: unknown[] = [];
  const crashed = (bug: unknown) => void crashes.push(bug);
  const loop = startPrintLoop({ db: till.db, now: till.now, host: () => Promise.resolve(agent), crashed });
  await until(() => asked.signal.aborted);
  await loop.stop();
  expect(crashes).toEqual([]);
  server.closeAllConnections();
  server.close();
});

test('[P3] a job that the host refuses fails with its words, and holds up no other', async () => {
  const { till, host, loop } = await printing();
  host.refuse = (job) => job.content.kind === 'ticket';
  await sell(till);
  await until(() => host.submitted.length === 2);
  await until(async () => (await till.db.printJobs.where('state').equals('failed').count()) === 1);
  const failed = await till.db.printJobs.where('state').equals('failed').first();
  expect(failed).toMatchObject({ cause: 'not printable' });
  await loop.stop();
});

test('[P4] a host that forgot its journal is offered again what it had not begun; the rest a person decides', async () => {
  const { till, host, loop } = await printing();
  const sale = await sell(till);
  const id = `receipt:${sale.id}`;
  await until(() => host.submitted.length === 3);
  host.report({ id, state: 'sending', cause: null, proven: false });
  await untilJob(till, id, 'sending');
  host.epoch = 'second';
  await untilJob(till, id, 'unknown');
  await until(() => host.submitted.length === 5);
  expect(
    host.submitted
      .slice(3)
      .map((job) => job.content.kind)
      .sort(),
  ).toEqual(['drawer', 'ticket']);
  await loop.stop();
});

test('[P6] what nobody took in time expires in words and never prints later', async () => {
  const { till, host, loop } = await printing();
  host.away = true;
  const sale = await sell(till);
  till.clock.ms += 6_000;
  await untilJob(till, `drawer:${sale.id}`, 'expired');
  till.clock.ms += 2 * 60_000;
  await untilJob(till, `receipt:${sale.id}`, 'expired');
  till.clock.ms += 20 * 60_000;
  await until(async () => (await till.db.printJobs.where('state').equals('expired').count()) === 3);
  host.away = false;
  await settle();
  expect(host.submitted).toEqual([]);
  await loop.stop();
});

test('[P3] selling takes no notice of a till without any printer host', async () => {
  const till = await setup();
  const loop = startPrintLoop({
    db: till.db,
    now: till.now,
    host: () => Promise.resolve(noHost),
    sleep: quick,
  });
  const sale = await sell(till);
  await until(
    async () =>
      (await till.db.printJobs.get(`receipt:${sale.id}`))?.cause?.startsWith('Nothing prints') === true,
  );
  await loop.stop();
});

async function printing() {
  const till = await setup();
  const host = fakeHost(till);
  const loop = startPrintLoop({
    db: till.db,
    now: till.now,
    host: () => Promise.resolve(host),
    sleep: quick,
    random: () => 0,
  });
  return { till, host, loop };
}

type FakeHost = PrintHost & {
  readonly submitted: PrintJob[];
  readonly resolved: [string, string][];
  readonly cancelled: [string, string | undefined][];
  readonly diverted: [string, string][];
  printedMeanwhile: boolean;
  away: boolean;
  epoch: string;
  refuse: (job: PrintJob) => boolean;
  report(report: Omit<PrintReport, 'at'>): void;
};

/** The contract of a print host in memory, with the faults that a test asks for. */
function fakeHost(till: World) {
  const reports: PrintReport[] = [];
  const host: FakeHost = {
    submitted: [],
    resolved: [],
    cancelled: [],
    diverted: [],
    printedMeanwhile: false,
    away: false,
    epoch: 'first',
    refuse: () => false,
    report(report: Omit<PrintReport, 'at'>) {
      reports.push({ ...report, at: instant(till.now()) });
    },
    async submit(job: PrintJob): Promise<PrintReport> {
      await here();
      if (host.refuse(job)) throw new JobRefused('not printable');
      host.submitted.push(job);
      return queued(job.id);
    },
    async resolve(id: string, answer: string): Promise<PrintReport> {
      await here();
      host.resolved.push([id, answer]);
      return queued(id);
    },
    async cancel(id: string, why?: string): Promise<PrintReport> {
      await here();
      host.cancelled.push([id, why]);
      return { ...queued(id), state: 'cancelled', cause: why ?? null };
    },
    async divert(id: string, to): Promise<PrintReport> {
      await here();
      if (host.printedMeanwhile) throw new JobRefused('It is printed.');
      host.diverted.push([id, to.name]);
      return { ...queued(id), divertedTo: to.name };
    },
    async ask() {
      await here();
      return { blocked: null, paperLow: false, known: true, paused: null };
    },
    async find() {
      await here();
      return [];
    },
    async setUp() {
      await here();
      return { status: true, maker: null, model: null, profile: null };
    },
    async pause(_printer, why) {
      await here();
      return { blocked: null, paperLow: false, known: true, paused: why };
    },
    async reports(after: number, _waitSeconds: number, signal: AbortSignal) {
      await here();
      await sleepFor(10, signal);
      return { epoch: host.epoch, position: reports.length, reports: reports.slice(after) };
    },
  };
  return host;

  async function here(): Promise<void> {
    await sleepFor(1, new AbortController().signal);
    if (host.away) throw new HostAway('nobody there');
  }

  function queued(id: string): PrintReport {
    return { id, state: 'queued', cause: null, proven: false, at: instant(till.now()) };
  }
}

function quick(ms: number, signal: AbortSignal): Promise<void> {
  return sleepFor(Math.min(ms, 10), signal);
}

function settle(): Promise<void> {
  return sleepFor(60, new AbortController().signal);
}

async function untilJob(till: World, id: string, state: string): Promise<void> {
  await until(async () => (await till.db.printJobs.get(id))?.state === state);
}

async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 5000;
  while (!(await what())) {
    if (Date.now() > deadline) throw new Error('it never came true');
    await sleepFor(5, new AbortController().signal);
  }
}
