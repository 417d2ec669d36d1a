import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LocalServiceFault } from './fault.ts';

export type Child = { readonly pid: () => number; stop(): Promise<void> };

export type Program = {
  readonly name: string;
  /** A TypeScript file and its arguments. */
  readonly file: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Its output goes to `<name>.log` in there. */
  readonly logFolder: string;
  /** Resolves when it is ready for work; rejecting or dying before that ends the start. */
  readonly ready: (child: ChildProcess) => Promise<void>;
  readonly onRestart: (line: string) => void;
};

const restartMs = 2000;

/** Runs one of our programs as a process of its own and starts it again when it dies, until it is stopped. */
export async function startChild(program: Program): Promise<Child> {
  let stopping = false;
  let child = launch(program);
  await firstReady(program, child);
  watch();

  function watch(): void {
    child.once('exit', (code, signal) => {
      if (stopping) return;
      program.onRestart(
        `The ${program.name} stopped (${signal ?? `code ${code}`}). It is started again; tills go on selling.`,
      );
      setTimeout(() => {
        if (stopping) return;
        child = launch(program);
        watch();
      }, restartMs);
    });
  }

  return {
    pid: () => child.pid ?? 0,
    async stop() {
      stopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      const hard = setTimeout(() => child.kill('SIGKILL'), 8000);
      await gone;
      clearTimeout(hard);
    },
  };
}

function launch(program: Program): ChildProcess {
  const log = openSync(join(program.logFolder, `${program.name}.log`), 'a', 0o600);
  const loaders = ['--import', 'tsx', '--import', new URL('./leave-with-parent.ts', import.meta.url).href];
  // A large nursery: what a push or a batch makes is garbage a moment later, and should die young.
  const child = spawn(
    process.execPath,
    ['--max-semi-space-size=64', ...loaders, program.file, ...(program.args ?? [])],
    {
      env: { ...process.env, ...program.env },
      stdio: ['ignore', log, log, 'ipc'],
      // A process group of its own: Ctrl-C reaches the supervisor only, which stops its children in order.
      detached: process.platform !== 'win32',
    },
  );
  closeSync(log);
  return child;
}

async function firstReady(program: Program, child: ChildProcess): Promise<void> {
  const died = new Promise<never>((_resolve, reject) => {
    child.once('exit', () =>
      reject(new LocalServiceFault(`The ${program.name} did not start:\n${lastLines(program)}`)),
    );
    child.once('error', reject);
  });
  await Promise.race([program.ready(child), died]);
}

function lastLines(program: Program): string {
  return readFileSync(join(program.logFolder, `${program.name}.log`), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(-12)
    .join('\n');
}
