import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { type Connection, type FaultCode, TransportFault } from './transport.ts';

const newsSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('open') }),
  z.object({ type: z.literal('written'), written: z.int() }),
  z.object({ type: z.literal('said'), bytes: z.instanceof(Uint8Array) }),
  z.object({ type: z.literal('fault'), code: z.string() }),
]);

/** A USB printer's device file: `usb:///dev/usb/lp0`. */
export function openUsb(address: string, timeoutMs: number): Promise<Connection> {
  return openDevice(new URL(address).pathname, timeoutMs);
}

/** A serial line, 8N1: `serial:///dev/ttyUSB0?baud=38400`. */
export function openSerial(address: string, timeoutMs: number): Promise<Connection> {
  const { pathname, searchParams } = new URL(address);
  const baud = searchParams.get('baud') ?? '9600';
  const flag = process.platform === 'darwin' ? '-f' : '-F';
  const line = ['-ixon', '-echo', 'raw', 'cs8', '-cstopb', '-parenb', 'clocal'];
  if (existsSync(pathname)) {
    const { status } = spawnSync('stty', [flag, pathname, baud, ...line], { timeout: timeoutMs });
    if (status !== 0)
      return Promise.reject(
        new TransportFault('badAddress', `${pathname} cannot be set to ${baud} baud. Is it a serial line?`),
      );
  }
  return openDevice(pathname, timeoutMs);
}

/** Every byte goes through a thread of its own, so that a device which stalls can never hold this program [P12]. */
async function openDevice(path: string, timeoutMs: number): Promise<Connection> {
  // As text, which can also be read out of an application's archive.
  const source = readFileSync(new URL('./device-worker.cjs', import.meta.url), 'utf8');
  const worker = new Worker(source, { eval: true, workerData: { path } });
  const closed = new Promise<void>((resolve) => {
    worker.once('exit', () => resolve());
    // A thread that breaks is a device that broke: `exit` follows.
    worker.on('error', () => undefined);
  });
  await opened(worker, path, timeoutMs);
  return connectionOf(worker, closed);
}

function opened(worker: Worker, path: string, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => refuse('timeout', `${path} does not answer. Switch the printer off and on again.`),
      timeoutMs,
    );
    worker.once('exit', () =>
      refuse('lost', `${path} cannot be used. Take the cable out and put it in again.`),
    );
    worker.once('message', (message: unknown) => {
      const news = newsSchema.parse(message);
      if (news.type === 'fault') return refuse(...wordsFor(news.code, path));
      clearTimeout(timer);
      resolve();
    });
    function refuse(code: FaultCode, words: string): void {
      clearTimeout(timer);
      void worker.terminate();
      reject(new TransportFault(code, words));
    }
  });
}

function wordsFor(code: string, path: string): [FaultCode, string] {
  if (code === 'ENOENT' || code === 'ENODEV' || code === 'ENXIO')
    return ['unreachable', `There is no printer at ${path}. Is its cable in, and is it on?`];
  if (code === 'EACCES' || code === 'EPERM')
    return [
      'refused',
      `This user may not use ${path}. Add the user to the group that owns it (lp, dialout).`,
    ];
  if (code === 'EBUSY') return ['refused', `Another program holds ${path}. Close it.`];
  return ['unreachable', `${path} cannot be opened (${code}). Take the cable out and put it in again.`];
}

function connectionOf(worker: Worker, closed: Promise<void>): Connection {
  const waiters: { readonly upTo: number; readonly resolve: () => void }[] = [];
  let sent = 0;
  let written = 0;
  let listener: (bytes: Uint8Array) => void = () => undefined;
  worker.on('message', (message: unknown) => {
    const news = newsSchema.parse(message);
    if (news.type === 'said') listener(news.bytes);
    if (news.type === 'written') written = news.written;
    while ((waiters[0]?.upTo ?? Number.POSITIVE_INFINITY) <= written) waiters.shift()?.resolve();
  });
  return {
    closed,
    listen: (wanted) => void (listener = wanted),
    write: (bytes) =>
      new Promise((resolve, reject) => {
        sent += bytes.length;
        waiters.push({ upTo: sent, resolve });
        void closed.then(() => reject(new TransportFault('lost', 'The connection to the printer broke.')));
        worker.postMessage({ bytes });
      }),
    close: async (graceMs) => {
      worker.postMessage({ end: true });
      const timer = setTimeout(() => void worker.terminate(), graceMs);
      // A thread that is deep in a driver ends when the driver lets it go, which nobody waits for.
      await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, graceMs + 500).unref())]);
      clearTimeout(timer);
      worker.unref();
    },
  };
}
