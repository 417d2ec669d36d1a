import { EventEmitter } from 'node:events';
import type { BrowserWindowConstructorOptions } from 'electron';
import { answerPrints, type ParentPort } from '../../src/main/answer-prints.ts';
import type { Electron } from '../../src/main/boot.ts';
import type { PrintAnswer, PrintChild, PrintQuestion } from '../../src/main/print-messages.ts';
import { createPrinting } from '../../src/main/printing.ts';

type FrameOf = { readonly url: string; readonly parent: object | null } | null;
type Granted = (permission: string, url: string, isMainFrame?: boolean) => boolean;

/** What a test sees of an Electron that is none: what was called, in order, and what was handed over. */
export type FakeElectron = {
  readonly electron: Electron;
  readonly steps: readonly string[];
  readonly app: EventEmitter;
  readonly windows: readonly BrowserWindowConstructorOptions[];
  readonly opened: readonly (EventEmitter & { readonly webContents: EventEmitter })[];
  readonly addresses: readonly string[];
  readonly focused: () => number;
  readonly channels: ReadonlyMap<string, unknown>;
  /** Asks over IPC as a frame does; both ways through the structured clone, as between processes. */
  readonly invoke: (channel: string, frame: FrameOf, payload: unknown) => Promise<unknown>;
  readonly fetch: (address: string, method?: string) => Promise<Response>;
  readonly mayAsk: Granted;
  readonly mayHave: Granted;
  readonly session: EventEmitter & { readonly devices: () => boolean };
};

/** The printing process, in this one: everything between the two goes through the structured clone. */
export function startPrintChild(folder: string): EventEmitter & PrintChild {
  const child = new EventEmitter();
  const port = new EventEmitter();
  const parent: ParentPort = Object.assign(port, {
    postMessage: (answer: PrintAnswer) => void child.emit('message', structuredClone(answer)),
  });
  answerPrints(parent, createPrinting({ folder }), () => child.emit('exit', 0));
  return Object.assign(child, {
    postMessage: (question: PrintQuestion) => void port.emit('message', { data: structuredClone(question) }),
    kill: () => child.emit('exit', 1),
  });
}

/** What of an electron object is there is typed as Electron has it; events come from Node's own emitter. */
type Part<K extends keyof Electron> = Partial<Electron[K]>;

export function createFakeElectron({
  lock = true,
  fork = (_file: string, [folder = '']: readonly string[]): PrintChild => startPrintChild(folder),
} = {}): FakeElectron {
  const steps: string[] = [];
  const windows: BrowserWindowConstructorOptions[] = [];
  const opened: FakeElectron['opened'][number][] = [];
  const addresses: string[] = [];
  const channels = new Map<string, (event: unknown, payload: unknown) => unknown>();
  let focused = 0;
  let serve: ((request: Request) => Promise<Response>) | null = null;
  const note = (step: string) => void steps.push(step);

  const app = Object.assign(new EventEmitter(), {
    isPackaged: true,
    enableSandbox: () => note('enableSandbox'),
    setPath: (name: string, path: string) => note(`setPath ${name} ${path}`),
    getPath: (name: string) => `/home/till/${name}`,
    requestSingleInstanceLock: () => (note('lock'), lock),
    whenReady: async () => note('ready'),
    quit: () => note('quit'),
    exit: () => (note('exit'), void app.emit('exited')),
  } satisfies Part<'app'>);
  const protocol = {
    registerSchemesAsPrivileged: (schemes: unknown) => note(`scheme ${JSON.stringify(schemes)}`),
    handle(scheme: string, handler: typeof serve) {
      note(`serve ${scheme}`);
      serve = handler;
    },
  };
  const held: Record<string, (...all: never[]) => unknown> = {};
  const session = Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: (handler: () => void) => (held['request'] = handler),
    setPermissionCheckHandler: (handler: () => boolean) => (held['check'] = handler),
    setDevicePermissionHandler: (handler: () => boolean) => (held['device'] = handler),
    devices: () => Boolean(call('device', {})),
  });
  function call(name: string, ...all: unknown[]): unknown {
    const handler = held[name] as ((...all: unknown[]) => unknown) | undefined; // Electron's are wider still
    if (!handler) throw new Error(`no ${name} handler was set`);
    return handler(...all);
  }
  class BrowserWindow extends EventEmitter {
    static getAllWindows = () => windows.map(() => new BrowserWindow());
    webContents = Object.assign(new EventEmitter(), { reload: () => note('reload') });
    constructor(options?: BrowserWindowConstructorOptions) {
      super();
      if (!options) return;
      note('window');
      windows.push(options);
      opened.push(this);
    }
    setKiosk = (on: boolean) => note(`kiosk ${on}`);
    isDestroyed = () => false;
    close = () => this.emit('closed');
    loadURL = async (address: string) => void addresses.push(address);
    isMinimized = () => true;
    restore = () => note('restore');
    focus = () => (focused += 1);
  }
  const ipcMain = {
    handle(name: string, handler: (event: never, payload: unknown) => unknown) {
      channels.set(name, handler as (event: unknown, payload: unknown) => unknown); // Electron's events are wider
    },
  } satisfies Part<'ipcMain'>;
  const powerSaveBlocker = {
    start: (type: string) => (note(`awake ${type}`), 7),
    stop: (id: number) => (note(`asleep ${id}`), true),
  } satisfies Part<'powerSaveBlocker'>;
  const safeStorage = {
    isEncryptionAvailable: () => true,
    encryptString: (text: string) => Buffer.from(Buffer.from(text).map((byte) => byte ^ 1)),
    decryptString: (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ 1)).toString(),
  } satisfies Part<'safeStorage'>;
  const displays = [
    { id: 1, bounds: { x: 0, y: 0, width: 1280, height: 800 } },
    { id: 2, bounds: { x: 1280, y: 0, width: 800, height: 480 } },
  ];
  const screen = { getPrimaryDisplay: () => displays[0], getAllDisplays: () => displays };
  const utilityProcess = {
    fork: (file: string, all: string[] = []) => (note(`fork ${file}`), fork(file, all)),
  };
  const dialog = {
    showErrorBox: (_title: string, words: string) => note(`error ${words}`),
  } satisfies Part<'dialog'>;
  const electron: unknown = {
    app, BrowserWindow, dialog, ipcMain, powerSaveBlocker, protocol, safeStorage, screen, utilityProcess,
    session: { defaultSession: session },
  }; // prettier-ignore
  return {
    electron: electron as Electron, // the part of it that the shell uses
    steps,
    app,
    windows,
    opened,
    addresses,
    focused: () => focused,
    channels,
    invoke: async (channel, frame, payload) => {
      const answer = await channels.get(channel)?.({ senderFrame: frame }, structuredClone(payload));
      return structuredClone(answer);
    },
    fetch: async (address, method = 'GET') => {
      if (!serve) throw new Error('nothing is served');
      return serve(new Request(address, { method }));
    },
    mayAsk: (permission, url, isMainFrame = true) => {
      let granted = false;
      call('request', {}, permission, (may: boolean) => (granted = may), { isMainFrame, requestingUrl: url });
      return granted;
    },
    mayHave: (permission, url) => call('check', null, permission, url, {}) === true,
    session,
  };
}
