import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type Connection, type FaultCode, TransportFault } from './transport.ts';

const newsSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('open') }),
  z.object({ type: z.literal('written'), written: z.int() }),
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

/** Every byte goes through a child process, so that a device which stalls can never hold this program [P12]. */
async function openDevice(path: string, timeoutMs: number): Promise<Connection> {
  const child = fork(fileURLToPath(new URL('./device-child.mjs', import.meta.url)), [path], {
    stdio: ['pipe', 'pipe', 'inherit', 'ipc'],
    execArgv: [],
  });
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  await opened(child, path, timeoutMs);
  return connectionOf(child, closed);
}

function opened(child: ChildProcess, path: string, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => refuse('timeout', `${path} does not answer.`), timeoutMs);
    child.once('error', () => refuse('unreachable', 'This program cannot reach devices.'));
    child.once('exit', () => refuse('lost', `${path} cannot be used.`));
    child.once('message', (message: unknown) => {
      const news = newsSchema.parse(message);
      if (news.type === 'fault') return refuse(...wordsFor(news.code, path));
      clearTimeout(timer);
      resolve();
    });
    function refuse(code: FaultCode, words: string): void {
      clearTimeout(timer);
      child.kill('SIGKILL');
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
  if (code === 'EBUSY') return ['refused', `Another program holds ${path}.`];
  return ['unreachable', `${path} cannot be opened (${code}).`];
}

function connectionOf(child: ChildProcess, closed: Promise<void>): Connection {
  const waiters: { readonly upTo: number; readonly resolve: () => void }[] = [];
  let sent = 0;
  let written = 0;
  child.stdin?.on('error', () => undefined); // a child that has gone: `closed` says so
  child.on('message', (message: unknown) => {
    const news = newsSchema.parse(message);
    if (news.type === 'written') written = news.written;
    while ((waiters[0]?.upTo ?? Number.POSITIVE_INFINITY) <= written) waiters.shift()?.resolve();
  });
  return {
    closed,
    listen: (listener) => void child.stdout?.on('data', listener),
    write: (bytes) =>
      new Promise((resolve, reject) => {
        sent += bytes.length;
        waiters.push({ upTo: sent, resolve });
        void closed.then(() => reject(new TransportFault('lost', 'The connection to the printer broke.')));
        child.stdin?.write(bytes);
      }),
    close: async (graceMs) => {
      child.stdin?.end();
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
      // A process that even SIGKILL cannot reach, deep in a driver, is not waited for.
      await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, graceMs + 500).unref())]);
      clearTimeout(timer);
      child.unref();
    },
  };
}
