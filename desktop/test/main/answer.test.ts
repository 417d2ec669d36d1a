import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ok, refuse } from '@galley/shared/values/result.ts';
import { instant } from '@galley/shared/values/time.ts';
import { answer, type Handlers, type Sender } from '../../src/main/answer.ts';
import { type Bridge, type ChannelName, channelNames } from '../../src/ipc.ts';
import { toArgument } from '../../src/preload/bridge-argument.ts';
import { createBridge } from '../../src/preload/bridge.ts';

const till: Sender = { url: 'app://galley/till#x', isTop: true };
const report = { id: 'drawer:1', state: 'printed', cause: null, proven: true, at: instant(0) } as const;
const reports = { epoch: 'e', position: 7, reports: [report] };
const job = {
  id: 'drawer:1',
  content: { kind: 'drawer' as const },
  printer: { address: 'tcp://127.0.0.1:9100', profile: 'x', name: 'Counter' },
  createdAt: instant(0),
};
const condition = { blocked: null, paperLow: false, known: true, paused: null };
const facts = {
  shiftOpen: false, zDone: true, openOrders: 0, pendingPayments: 0, printing: 0, unconfirmed: 0, exported: false,
  backupVerified: true, freeBytes: null, neededBytes: 0, inWindow: true, inRing: true, frozen: false,
}; // prettier-ignore
const requests = {
  submitPrintJob: job,
  readPrintReports: { after: 0, waitSeconds: 1 },
  resolvePrintJob: { id: 'drawer:1', answer: 'again' },
  cancelPrintJob: { id: 'drawer:1', why: 'The guests have left' },
  divertPrintJob: { id: 'drawer:1', printer: job.printer },
  askPrinter: { printer: job.printer },
  pausePrinter: { printer: job.printer, why: 'A new roll' },
  findPrinters: { knock: false },
  setUpPrinter: { address: 'tcp://192.168.1.50:9100', seen: null },
  readBlackBox: { lastBytes: null },
  appendBlackBox: { text: 'a line' },
  replaceBlackBox: { text: 'a line' },
  keepBackup: { name: '2026-11-21-173000-T1.galley', text: 'a line' },
  keepSecret: { name: 'signingKey', value: 'secret' },
  readSecret: { name: 'signingKey' },
  keepAwake: { awake: true },
  showDisplay: { shown: true },
  fetchUpdate: { branchId: '0192f000-0000-7000-8000-000000000000' },
  installUpdate: { facts },
  reportHealthy: { drawn: true },
  leaveKiosk: { approvedBy: '0192f000-0000-7000-8000-000000000000' },
} as const satisfies { readonly [N in ChannelName]: Parameters<Bridge[N]>[0] };
const answers = {
  submitPrintJob: report,
  readPrintReports: reports,
  resolvePrintJob: report,
  cancelPrintJob: report,
  divertPrintJob: report,
  askPrinter: condition,
  pausePrinter: condition,
  findPrinters: {
    printers: [{ address: 'tcp://192.168.1.50:9100', name: 'EPSON TM-T20III', by: 'mdns' as const }],
  },
  setUpPrinter: { status: true, maker: 'EPSON', model: 'TM-T20III', profile: null },
  readBlackBox: { segments: ['a line'], bytes: 6 },
  appendBlackBox: { bytes: 6 },
  replaceBlackBox: { bytes: 6 },
  keepBackup: { path: '/till backups/2026-11-21-173000-T1.galley' },
  keepSecret: { protection: 'system' as const },
  readSecret: { value: 'secret', protection: 'weak' as const },
  keepAwake: {},
  showDisplay: {},
  fetchUpdate: { version: '1.5.0' },
  installUpdate: {},
  reportHealthy: {},
  leaveKiosk: {},
};

function setup(changes: Partial<Handlers> = {}, sender: Sender = till) {
  const faults: unknown[] = [];
  const heard: unknown[] = [];
  const say =
    <T>(value: T) =>
    (request: unknown) => {
      heard.push(request);
      return Promise.resolve(ok(value));
    };
  const handlers: Handlers = {
    submitPrintJob: say(report),
    readPrintReports: say(reports),
    resolvePrintJob: say(report),
    cancelPrintJob: say(report),
    divertPrintJob: say(report),
    askPrinter: say(condition),
    pausePrinter: say(condition),
    findPrinters: say(answers.findPrinters),
    setUpPrinter: say(answers.setUpPrinter),
    readBlackBox: say(answers.readBlackBox),
    appendBlackBox: say(answers.appendBlackBox),
    replaceBlackBox: say(answers.replaceBlackBox),
    keepBackup: say(answers.keepBackup),
    keepSecret: say(answers.keepSecret),
    readSecret: say(answers.readSecret),
    keepAwake: say(answers.keepAwake),
    showDisplay: say(answers.showDisplay),
    fetchUpdate: say(answers.fetchUpdate),
    installUpdate: say(answers.installUpdate),
    reportHealthy: say(answers.reportHealthy),
    leaveKiosk: say(answers.leaveKiosk),
    ...changes,
  };
  const ask = async (name: ChannelName, payload: unknown): Promise<unknown> =>
    structuredClone(
      await answer(name, sender, structuredClone(payload), handlers, (fault) => faults.push(fault)),
    );
  const invoke = (name: string, payload: unknown) =>
    ask(channelNames.find((each) => each === name) ?? never(name), payload);
  const bridge = createBridge(invoke, [
    '--x',
    toArgument({ serverUrl: 'http://localhost:8080', kiosk: false, channels: channelNames }),
  ]);
  return { faults, heard, ask, bridge };
}

test.each(channelNames)('[4] %s goes there and back between a page and the shell', async (name) => {
  const { bridge, heard } = setup();
  const ask: (request: never) => Promise<unknown> = bridge[name];
  expect(await ask(requests[name] as never)).toEqual({ ok: true, value: answers[name] }); // each asks with its own
  expect(heard).toEqual([requests[name]]);
});

test('[3] a page gets one function a channel, the address of the server and whether it is a kiosk, nothing more', () => {
  const { bridge } = setup();
  expect(Object.keys(bridge).toSorted()).toEqual([...channelNames, 'kiosk', 'serverUrl'].toSorted());
  expect(bridge.serverUrl).toBe('http://localhost:8080');
  expect(() => createBridge(() => Promise.resolve(), [])).toThrow('without its bridge argument');
});

test.each([
  ['a frame that is gone', null],
  ['a frame inside a page', { url: 'app://galley/till', isTop: false }],
  ['a page that has no printers', { url: 'app://galley/kitchen', isTop: true }],
  ['a page of others', { url: 'https://example.com/?next=app://galley/till', isTop: true }],
  ['a page that looks like ours', { url: 'app://galley.example/till', isTop: true }],
  ['a page that is none', { url: 'app://galley/nothing', isTop: true }],
] as const)('[5] %s is refused, whatever it asks', async (_, sender) => {
  const { ask, heard } = setup({}, sender);
  for (const name of channelNames) {
    expect(await ask(name, requests[name])).toMatchObject({ ok: false, code: 'forbidden' });
  }
  expect(heard).toEqual([]);
});

test('[6] what is malformed is refused before anybody acts on it', async () => {
  const { ask, heard, faults } = setup();
  const known: ReadonlySet<unknown> = new Set(Object.values(requests).map((each) => JSON.stringify(each)));
  const cyclic: Record<string, unknown> = {};
  cyclic['self'] = cyclic;
  for (const payload of [
    undefined,
    null,
    Number.NaN,
    cyclic,
    new Map(),
    { id: '../../x' },
    { after: -1, waitSeconds: 1 },
  ]) {
    for (const name of channelNames)
      expect(await ask(name, payload)).toMatchObject({ ok: false, code: 'badRequest' });
  }
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...channelNames), fc.jsonValue(), async (name, payload) => {
      fc.pre(!known.has(JSON.stringify(payload)));
      expect(await ask(name, payload)).toMatchObject({ ok: false, code: 'badRequest' });
    }),
  );
  expect(heard).toEqual([]);
  expect(faults).toEqual([]);
});

test('[5] what is too long is refused, and what a schema does not name never arrives', async () => {
  const { ask, heard } = setup();
  const long = { name: 'signingKey', value: 'x'.repeat(4097) };
  expect(await ask('keepSecret', long)).toMatchObject({ ok: false, code: 'badRequest' });
  expect(await ask('readSecret', { name: 'signingKey', also: 'this' })).toMatchObject({ ok: true });
  expect(heard).toEqual([{ name: 'signingKey' }]);
});

test('[7] a refusal crosses with its code and its words', async () => {
  const tooLate = refuse('tooLate', 'It is printed.');
  const { bridge } = setup({
    cancelPrintJob: () => Promise.resolve({ ...tooLate, stack: 'secret' } as typeof tooLate),
  }); // more than it should say
  expect(await bridge.cancelPrintJob({ id: 'x' })).toEqual({
    ok: false,
    code: 'tooLate',
    message: 'It is printed.',
  });
});

test('an answer crosses with what its channel says and nothing that was left on it', async () => {
  const { bridge } = setup({
    cancelPrintJob: () => Promise.resolve(ok({ ...report, path: '/home/someone' })),
  });
  expect(await bridge.cancelPrintJob({ id: 'x' })).toEqual({ ok: true, value: report });
});

test('[7] a fault crosses as a code, without a stack or a path, and is reported here', async () => {
  const fault = new Error('ENOSPC: /home/someone/journal');
  const { bridge, faults } = setup({ submitPrintJob: () => Promise.reject(fault) });
  const answered = await bridge.submitPrintJob(job);
  expect(answered).toMatchObject({ ok: false, code: 'fault' });
  expect(JSON.stringify(answered)).not.toMatch(/ENOSPC|home/);
  expect(faults).toEqual([fault]);
});

function never(name: string): never {
  throw new Error(`${name} is not a channel`);
}
