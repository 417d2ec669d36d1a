import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startVirtualPrinter } from '@galley/printer/virtual/virtual-printer.ts';
import { instant } from '@galley/shared/values/time.ts';
import { printJobSchema } from '@galley/shared/wire/print-jobs.ts';
import { answer } from '../../src/main/answer.ts';
import { createBlackBoxFiles } from '../../src/main/black-box.ts';
import { createPrinting } from '../../src/main/printing.ts';
import { electronHost } from '../../src/renderer/host/electron.ts';
import { HostAway, JobRefused } from '../../src/renderer/host/print-host.ts';
import { channelNames } from '../../src/ipc.ts';
import { toArgument } from '../../src/preload/bridge-argument.ts';
import { createBridge } from '../../src/preload/bridge.ts';

/** The till's side, the bridge and the shell's spooler, with the structured clone between them. */
async function setup() {
  const parent = await mkdtemp(join(tmpdir(), 'galley-shell-'));
  const folder = join(parent, 'printing');
  const printer = await startVirtualPrinter();
  const printing = createPrinting({ folder });
  onTestFinished(async () => {
    await printing.close();
    await printer.close();
    await rm(parent, { recursive: true });
  });
  const never = () => Promise.reject(new Error('not asked for here'));
  const others = {
    keepBackup: never,
    keepSecret: never,
    readSecret: never,
    keepAwake: never,
    showDisplay: never,
    leaveKiosk: never,
    reportHealthy: never,
    fetchUpdate: never,
    installUpdate: never,
  };
  const handlers = { ...printing.handlers, ...createBlackBoxFiles(join(parent, 'black box')), ...others };
  const sender = { url: 'app://galley/till', isTop: true };
  const bridge = createBridge(
    async (name, payload) => {
      const channel = channelNames.find((each) => each === name);
      if (!channel) throw new Error(`No handler registered for ${name}`);
      return structuredClone(
        await answer(channel, sender, structuredClone(payload), handlers, () => undefined),
      );
    },
    [toArgument({ serverUrl: 'http://localhost:8080', kiosk: false, channels: channelNames })],
  );
  const job = (id: string) =>
    printJobSchema.parse({
      id,
      content: { kind: 'drawer' },
      printer: { address: `tcp://127.0.0.1:${printer.port}`, profile: 'generic-80', name: 'Counter' },
      createdAt: instant(Date.now()),
    });
  return { folder, bridge, host: electronHost(bridge), job };
}

test('[P1] a job goes through the shell to the printer, its reports come back, the same job again is no second paper', async () => {
  const { host, job } = await setup();
  const drawer = job('drawer:1');
  expect(await host.submit(drawer)).toMatchObject({ id: 'drawer:1' });
  let position = 0;
  let state = '';
  while (state !== 'printed') {
    const page = await host.reports(position, 5, new AbortController().signal);
    position = page.position;
    state = page.reports.findLast((report) => report.id === 'drawer:1')?.state ?? state;
  }
  expect(await host.submit(drawer)).toMatchObject({ id: 'drawer:1', state: 'printed' });
});

test('[P3] a job that the shell cannot take is refused; it never throws anything else', async () => {
  const { host, job } = await setup();
  const wrong = { ...job('drawer:1'), printer: { ...job('drawer:1').printer, profile: 'no such printer' } };
  await expect(host.submit(wrong)).rejects.toThrow(JobRefused);
  await expect(host.cancel('drawer:9')).rejects.toThrow(JobRefused);
  await expect(host.resolve('not an id!', 'again')).rejects.toThrow(JobRefused);
});

test('[P3] a shell that cannot keep jobs is away, and there again as soon as it can', async () => {
  const { folder, host, job } = await setup();
  await writeFile(folder, 'a file where the folder should be');
  await expect(host.submit(job('drawer:1'))).rejects.toThrow(HostAway);
  await rm(folder);
  expect(await host.submit(job('drawer:1'))).toMatchObject({ id: 'drawer:1' });
});

test('[P3] why there is no paper reaches the people at the till in words', async () => {
  const { folder, host, job } = await setup();
  const journal = join(folder, 'jobs.journal');
  await mkdir(journal, { recursive: true });
  const unreadable = new HostAway(`The print journal ${journal} cannot be read.`);
  await expect(host.submit(job('drawer:1'))).rejects.toThrow(unreadable);
});

test('[P1] two shells never print from one folder', async () => {
  const { folder, host, job } = await setup();
  await host.submit(job('drawer:1'));
  const second = createPrinting({ folder });
  onTestFinished(second.close);
  const answered = await second.handlers.submitPrintJob(job('drawer:2'));
  expect(answered).toMatchObject({
    ok: false,
    code: 'hostAway',
    message: expect.stringContaining('already prints'),
  });
});

test('[P3] who stops waiting for reports is not held, and a bridge that breaks counts as away', async () => {
  const { bridge, host } = await setup();
  const stop = new AbortController();
  const waiting = host.reports(0, 30, stop.signal);
  stop.abort();
  await expect(waiting).rejects.toThrow(HostAway);
  await expect(host.reports(0, 30, stop.signal)).rejects.toThrow(HostAway);
  const broken = electronHost({
    ...bridge,
    cancelPrintJob: () => Promise.reject(new Error('reply was never sent')),
  });
  await expect(broken.cancel('drawer:1')).rejects.toThrow(HostAway);
});
