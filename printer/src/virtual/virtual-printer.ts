import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { must } from '@galley/shared/values/must.ts';
import type { Clock } from '@galley/shared/values/time.ts';
import { plainStyle } from '../layout/style.ts';
import {
  canPrint,
  type Fault,
  type FaultInput,
  faultSchema,
  starStatus,
  statusBack,
  statusByte,
} from './fault.ts';
import type { Effect } from './marks.ts';
import { createPrintHead } from './print-head.ts';
import { realTimeInside } from './real-time.ts';
import { openRoll, type Roll } from './roll.ts';
import { createTokenizer, type Token } from './tokenizer.ts';

/** A printer made of software: TCP 9100 on one side, paper to look at on the other. */
export type VirtualPrinter = {
  readonly port: number;
  readonly address: string;
  readonly roll: Roll;
  readonly fault: () => Fault;
  readonly setFault: (fault: FaultInput) => Promise<void>;
  /** Bytes that no command it knows begins with; on real paper they would be garbage. */
  readonly unknownBytes: () => readonly number[];
  /** Real-time commands that it met inside the dots of a picture, and obeyed as real ones do. */
  readonly accidents: () => readonly string[];
  readonly drawerOpenings: () => number;
  /** How many connections were ever made to it. */
  readonly connections: () => number;
  readonly close: () => Promise<void>;
};

export type VirtualPrinterSetting = {
  /** 0: any free port. */
  readonly port?: number;
  readonly host?: string;
  readonly columns?: 32 | 48;
  readonly folder?: string;
  readonly clock?: Clock;
};

type Work = { readonly token: Token | 'end'; readonly socket: Socket };

export async function startVirtualPrinter(setting: VirtualPrinterSetting = {}): Promise<VirtualPrinter> {
  const { host = '127.0.0.1', columns = 48, clock = Date.now } = setting;
  const widthDots = columns * 12;
  const roll = await openRoll(widthDots, clock, setting.folder);
  const head = createPrintHead(widthDots);
  const sockets: Socket[] = [];
  const unknown: number[] = [];
  const accidents: string[] = [];
  const queue: Work[] = [];
  let fault: Fault = { mode: 'ok' };
  let received = 0;
  let printed = 0;
  let dead = false;
  let drawers = 0;
  let connections = 0;
  let closing = false;
  let printing: Promise<void> = Promise.resolve();
  let faultChanged: () => void = () => undefined;
  let server = await listen(setting.port ?? 0);
  const port = portOf(server);

  function listen(at: number): Promise<Server> {
    return new Promise((resolve, reject) => {
      const fresh = createServer({ pauseOnConnect: true }, accept);
      fresh.once('error', reject);
      fresh.listen(at, host, () => resolve(fresh));
    });
  }

  /** One host at a time, as real ones: the others wait until it has hung up. */
  function accept(socket: Socket): void {
    connections += 1;
    socket.setNoDelay(true);
    sockets.push(socket);
    const tokenizer = createTokenizer();
    socket.on('data', (bytes) => receive(socket, bytes, tokenizer.push));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      sockets.splice(sockets.indexOf(socket), 1);
      enqueue({ token: 'end', socket });
      serveNext();
    });
    serveNext();
  }

  function serveNext(): void {
    const [served] = sockets;
    if (!served || fault.mode === 'silent' || dead || !served.isPaused()) return;
    served.resume();
    if (fault.mode === 'otherLanguage') answer(served, starStatus);
  }

  function receive(socket: Socket, bytes: Uint8Array, push: (bytes: Uint8Array) => Token[]): void {
    if (dead || fault.mode === 'silent') return;
    if (fault.mode === 'otherLanguage') return garble(bytes);
    for (const token of push(withinFault(bytes))) {
      const isQuestion = token.kind === 'command' && token.name === 'DLE EOT';
      if (isQuestion) answer(socket, [statusByte(token.bytes[2] ?? 0, mode())]);
      else enqueue({ token, socket });
      for (const name of realTimeInside(token)) {
        accidents.push(name);
        if (name === 'DLE DC4 1') drawers += 1;
      }
    }
    strike(socket);
  }

  /** Reads ESC/POS as what it is not. */
  function garble(bytes: Uint8Array): void {
    unknown.push(...bytes);
    const text = new TextDecoder('latin1').decode(bytes).replaceAll(/[^ -~]/g, '?');
    roll.add([{ type: 'line', pieces: [{ x: 0, text, style: plainStyle }] }], false);
  }

  /** The part of the bytes that arrives before the line goes dead. */
  function withinFault(bytes: Uint8Array): Uint8Array {
    if (!endsLine(fault)) return bytes;
    for (let at = 0; at < bytes.length; at += 1) {
      if (bytes[at] === 0x10 && bytes[at + 1] === 0x04) at += 2;
      else if ((received += 1) > fault.afterBytes) return bytes.subarray(0, at);
    }
    return bytes;
  }

  function strike(socket: Socket): void {
    if (!endsLine(fault) || received <= fault.afterBytes) return;
    if (fault.mode === 'resetMidJob') {
      fault = { mode: 'ok' };
      socket.resetAndDestroy();
    } else {
      dead = true;
      server.close();
    }
  }

  /** Without current nothing is remembered either. */
  function die(): void {
    dead = true;
    queue.length = 0;
    tearOff();
    server.close();
  }

  /** Some faults wait until so many bytes have been printed. */
  function mode(): Fault['mode'] {
    const waits = 'afterBytes' in fault && !endsLine(fault) && printed < fault.afterBytes;
    return waits ? 'ok' : fault.mode;
  }

  function enqueue(work: Work): void {
    queue.push(work);
    if (queue.length === 1) printing = printing.then(printAll);
  }

  async function printAll(): Promise<void> {
    while (queue.length > 0) {
      while (!canPrint(mode()) && !closing) await new Promise<void>((resolve) => (faultChanged = resolve));
      const work = queue[0];
      if (closing || !work) return;
      if (mode() === 'powerCut') return die();
      await printOne(work);
      queue.shift();
      printed += work.token === 'end' ? 0 : work.token.bytes.length;
    }
  }

  async function printOne({ token, socket }: Work): Promise<void> {
    if (token === 'end') {
      tearOff();
      return;
    }
    if (fault.mode === 'slow' && token.kind === 'command' && token.name === 'LF')
      await sleep(fault.msPerLine);
    for (const effect of head.take(token)) apply(effect, socket);
  }

  function apply(effect: Effect, socket: Socket): void {
    switch (effect.type) {
      case 'reset':
        return tearOff();
      case 'cut':
        return roll.add(head.takePaper(), true);
      case 'drawer':
        drawers += 1;
        return;
      case 'buzzer':
        return;
      case 'processId':
        if (fault.mode === 'mute') return;
        if (fault.mode === 'noProcessId') return head.write(Buffer.from(`H00${effect.id}`));
        if (fault.mode === 'wrongId') answer(socket, [0x37, 0x22, ...Buffer.from('!!!!'), 0]);
        if (fault.mode === 'wrongId' && fault.instead) return;
        return answer(socket, [0x37, 0x22, ...Buffer.from(effect.id, 'latin1'), 0]);
      case 'sensor':
        return fault.mode === 'mute' ? undefined : answer(socket, [fault.mode === 'paperLow' ? 0x03 : 0x00]);
      case 'identity': {
        const names: Readonly<Record<number, string>> = { 66: 'GALLEY', 67: 'VIRTUAL' };
        const name = names[effect.n];
        return name === undefined ? undefined : answer(socket, [0x5f, ...Buffer.from(name), 0]);
      }
      case 'statusBack':
        return effect.on ? answer(socket, statusBack(mode())) : undefined;
      case 'ignored':
        unknown.push(...effect.bytes);
    }
  }

  /** What lies on the paper without a cut is torn off before something new begins. */
  function tearOff(): void {
    const marks = head.takePaper();
    if (marks.some((mark) => mark.type !== 'feed')) roll.add(marks, false);
  }

  function answer(socket: Socket, bytes: readonly number[]): void {
    if (!dead && socket.writable) socket.write(Uint8Array.from(bytes));
  }

  async function setFault(wanted: FaultInput): Promise<void> {
    const next = faultSchema.parse(wanted);
    const wasOff = dead || fault.mode === 'refuse';
    fault = next;
    received = 0;
    printed = 0;
    if (wasOff || next.mode === 'refuse') for (const socket of sockets) socket.destroy();
    dead = false;
    if (next.mode === 'refuse' && server.listening) await new Promise((done) => server.close(done));
    if (next.mode !== 'refuse' && !server.listening) server = await listen(port);
    faultChanged();
    serveNext();
  }

  return {
    port,
    address: `tcp://${host}:${port}`,
    roll,
    fault: () => fault,
    setFault,
    unknownBytes: () => unknown,
    accidents: () => accidents,
    drawerOpenings: () => drawers,
    connections: () => connections,
    close: async () => {
      closing = true;
      faultChanged();
      for (const socket of sockets) socket.destroy();
      if (server.listening) await new Promise((done) => server.close(done));
      await roll.flush();
    },
  };
}

/** The faults that strike while bytes arrive. */
function endsLine(fault: Fault): fault is Extract<Fault, { mode: 'resetMidJob' | 'powerLost' }> {
  return fault.mode === 'resetMidJob' || fault.mode === 'powerLost';
}

function portOf(server: Server): number {
  const address = must(server.address(), 'it listens');
  return typeof address === 'string' ? 0 : address.port;
}
