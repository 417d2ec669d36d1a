import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { printerAddressSchema } from '@galley/shared/domain/branch.ts';
import { expect, onTestFinished, test } from 'vitest';
import { documentOf, cut, image, line } from '../src/document/blocks.ts';
import { openSpooler } from '../src/spool/spooler.ts';
import { openSerial, openUsb } from '../src/transport/device.ts';
import { openConnection } from '../src/transport/open.ts';
import { startVirtualPrinter } from '../src/virtual/virtual-printer.ts';
import { reached } from './fault-bench.ts';
import { openWorkbench, papersOf, quick, temporaryFolder, ticketFor } from './workbench.ts';
import { instant } from '@galley/shared/values/time.ts';

/** Starts the stand-in for device files; gives their paths. */
async function terminals(count: number, ...args: readonly string[]): Promise<string[]> {
  const child: ChildProcess = spawn('python3', [join(import.meta.dirname, 'terminals.py'), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const paths: string[] = [];
  if (!child.stdout) throw new Error('it was started with pipes');
  for await (const path of createInterface({ input: child.stdout })) {
    paths.push(path);
    if (paths.length === count) break;
  }
  return paths;
}

for (const [name, open, scheme] of [
  ['USB', openUsb, 'usb'],
  ['serial', openSerial, 'serial'],
] as const) {
  test(`[P12] a ${name} printer is asked, printed on and believed like one on the network`, async () => {
    const printer = await startVirtualPrinter();
    const [path = ''] = await terminals(1, 'bridge', String(printer.port));
    await using bench = await openWorkbench({
      open: (_address, timeoutMs) => open(`${scheme}://${path}`, timeoutMs),
      timing: { connectMs: 5_000, statusMs: 2_000 },
    });
    await bench.spooler().submit(bench.job('a'));
    expect(await bench.reached('a', 'printed')).toMatchObject({ proof: 'processId' });
    expect(papersOf(printer, 'a')).toBe(1);
    await printer.setFault({ mode: 'coverOpen' });
    await bench.spooler().submit(bench.job('b'));
    expect((await bench.reached('b', 'blocked')).cause).toMatch(/cover is open/);
    await printer.setFault({ mode: 'ok' });
    await bench.reached('b', 'printed');
    await printer.close();
  }, 60_000);
}

test('[P12] row 24: a USB printer that stalls at any byte leaves doubt, and never holds the program', async () => {
  const trials = 200;
  const cuts = Array.from({ length: trials }, (_, at) => String(1 + ((at * 7919) % 6_000)));
  const paths = await terminals(trials, 'stall', ...cuts);
  const spooler = await openSpooler({
    folder: await temporaryFolder(),
    timing: { ...quick, connectMs: 20_000, stallMs: 150, closeMs: 20 },
    open: openConnection,
  });
  let worst = 0;
  let due = performance.now();
  const watch = setInterval(() => {
    worst = Math.max(worst, performance.now() - due - 20);
    due = performance.now();
  }, 20);
  // More bytes than the longest cut and all that a terminal keeps, without a thousand lines to lay out each time.
  const black = { width: 384, height: 600, dots: Buffer.alloc(48 * 600, 0xff).toString('base64') };
  const document = documentOf([line('x'), image(black), image(black), cut]);
  const waiting = paths.map((path, at) => ({ id: `s${at}`, path }));
  await Promise.all(
    Array.from({ length: 25 }, async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        await spooler.submit({
          id: next.id,
          printer: { address: `usb://${next.path}`, profile: 'mute-80' },
          kind: 'kitchen',
          label: next.id,
          document,
          createdAt: instant(Date.now()),
        });
        expect((await reached(spooler, next.id, ['unknown'])).cause).toMatch(/stopped in the middle/);
      }
    }),
  );
  clearInterval(watch);
  await spooler.close();
  // A device that blocks would hold the program for as long as it stalls, which is for ever.
  expect(worst).toBeLessThan(5_000);
}, 180_000);

test('[P12] a device file that is not there says so, and so does one that may not be used', async () => {
  await expect(openUsb('usb:///dev/usb/lp99', 5_000)).rejects.toThrow(/no printer at .*Is its cable in/);
  await expect(openSerial('serial:///dev/null?baud=9600', 5_000)).rejects.toThrow(/Is it a serial line/);
});

test('[P12] Epson ePOS-Print prints over HTTP, says what is wrong, and its answer is the proof', async () => {
  const printer = await startVirtualPrinter();
  const asked: string[] = [];
  let status = 0x00000002;
  const server = createServer((request, response) => {
    void (async () => {
      let body = '';
      for await (const part of request.setEncoding('utf8')) body += String(part);
      asked.push(request.url ?? '');
      const hex = /<command>([0-9A-F]*)<\/command>/.exec(body)?.[1] ?? '';
      const job = await openConnection(printer.address, 1_000);
      if (hex !== '') await job.write(Buffer.from(hex, 'hex'));
      await job.close(500);
      const success = (status & 0x00080020) === 0;
      response.setHeader('content-type', 'text/xml');
      response.end(
        `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><response success="${success}" code="" status="${status}" battery="0" xmlns="http://www.epson-pos.com/schemas/2011/03/epos-print"/></s:Body></s:Envelope>`,
      );
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const bound = server.address();
  const port = typeof bound === 'object' && bound ? bound.port : 0;
  await using bench = await openWorkbench();
  const on = { printer: { address: `epos://127.0.0.1:${port}`, profile: 'epson-80' } };
  status = 0x00000020;
  await bench.spooler().submit(bench.job('a', on));
  expect((await bench.reached('a', 'blocked')).cause).toMatch(/cover is open/);
  expect(printer.roll.papers()).toEqual([]);
  status = 0x00020002;
  expect(await bench.reached('a', 'printed')).toMatchObject({ proof: 'response' });
  expect(papersOf(printer, 'a')).toBe(1);
  expect(asked[0]).toMatch(/^\/cgi-bin\/epos\/service\.cgi\?devid=local_printer&timeout=\d+$/);
  expect(await bench.spooler().ask(on.printer)).toMatchObject({ blocked: null, paperLow: true });
  await expect(openConnection('epos://127.0.0.1:9', 500)).rejects.toThrow(/does not answer/);
  await printer.close();
});

test('[P5] [P12] a raw queue of CUPS takes the job, and it is called sent, never printed', async () => {
  const folder = await temporaryFolder();
  const bin = join(folder, 'bin');
  await mkdir(bin);
  // A stand-in for CUPS: one queue that exists, one that does not.
  await writeFile(
    join(bin, 'lpstat'),
    '#!/bin/sh\n[ "$2" = till ] && echo "printer till is idle" || exit 1\n',
  );
  await writeFile(join(bin, 'lp'), `#!/bin/sh\necho "$@" > ${folder}/args; cat > ${folder}/job\n`);
  for (const name of ['lp', 'lpstat']) await chmod(join(bin, name), 0o755);
  const path = process.env['PATH'];
  process.env['PATH'] = `${bin}:${path}`;
  onTestFinished(() => void (process.env['PATH'] = path));
  await using bench = await openWorkbench();
  await bench.spooler().submit(bench.job('a', { printer: { address: 'cups://till', profile: 'epson-80' } }));
  expect(await bench.reached('a', 'printed')).toMatchObject({ proof: 'none' });
  expect(await readFile(join(folder, 'args'), 'utf8')).toBe('-d till -o raw -s\n');
  expect((await readFile(join(folder, 'job'))).toString('latin1')).toContain('TICKET a');
  await expect(openConnection('cups://bar', 500)).rejects.toThrow(/no queue named "bar"/);
  process.env['PATH'] = '/nowhere';
  await expect(openConnection('cups://till', 500)).rejects.toThrow(/CUPS is not installed/);
});

test('[P12] jobs go to a file one after the other, and a folder that is not there says so', async () => {
  const folder = await temporaryFolder();
  await using bench = await openWorkbench();
  const printer = { address: `file://${folder}/paper.bin`, profile: 'epson-80' };
  await bench.spooler().submit(bench.job('a', { printer, document: ticketFor('a') }));
  expect(await bench.reached('a', 'printed')).toMatchObject({ proof: 'none' });
  await bench.spooler().submit(bench.job('b', { printer, document: ticketFor('b') }));
  await bench.reached('b', 'printed');
  const text = (await readFile(join(folder, 'paper.bin'))).toString('latin1');
  expect(text.indexOf('TICKET a')).toBeLessThan(text.indexOf('TICKET b'));
  await expect(openConnection(`file://${folder}/none/paper.bin`, 500)).rejects.toThrow(/cannot be written/);
});

test.runIf(process.platform !== 'win32')("[P12] Windows' spooler says that it is not here", async () => {
  await expect(openConnection('winspool://EPSON%20TM-T20III', 500)).rejects.toThrow(
    /only be reached from Windows/,
  );
});

test('[P12] an address can name a printer and nothing else of the machine', () => {
  const right = [
    'tcp://192.168.1.50:9100', 'tcp://[fe80::1]:9100', 'usb:///dev/usb/lp0', 'serial:///dev/ttyUSB0?baud=38400',
    'epos://192.168.1.50', 'epos://printer.local:8008/local_printer', 'cups://receipts', 'winspool://EPSON%20TM-T20III',
  ]; // prettier-ignore
  const wrong = [
    'file:///etc/passwd', 'usb:///etc/passwd', 'usb:///dev/usb/../sda', 'serial:///dev/sda', 'cups://a b',
    'cups://-o%20x/../..', 'http://127.0.0.1', 'tcp://host', 'epos://host/../x', 'usb:///dev/usb/lp0\nx',
  ]; // prettier-ignore
  for (const address of right) expect(printerAddressSchema.safeParse(address).success, address).toBe(true);
  for (const address of wrong) expect(printerAddressSchema.safeParse(address).success, address).toBe(false);
});
