import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { LocalServiceFault } from './fault.ts';
import { findProgram } from './install-debian.ts';
import { lockFolder } from './lock.ts';
import {
  anyPort,
  chooseNatsPort,
  openNatsHome,
  rememberNatsPort,
  writeNatsConfig,
  type NatsHome,
} from './nats-home.ts';
import { processIdentity } from './process-identity.ts';

/** A NATS server with JetStream that this process started and must stop. */
export type LocalNats = {
  /** Carries user and password of one who may do everything. */
  readonly url: string;
  /** The file with the passwords of the services' own users. */
  readonly users: string;
  readonly pid: number;
  isRunning(): boolean;
  /** Starts it on the same port after it died. */
  startAgain(): Promise<void>;
  stop(): Promise<void>;
};

/**
 * Starts the private NATS server below the data folder: loopback only, password kept in the data folder, streams on
 * disk. A server left over by a killed Galley is stopped first. Without a nats-server on this machine: says so.
 */
export async function startNats(options: {
  dataDir: string;
  /** Wanted at the first start, 4222 unless given; later the port of last time. Another one if that is taken. */
  port?: number;
  log?: (line: string) => void;
}): Promise<LocalNats | { missing: string }> {
  const program = findProgram('nats-server');
  if (!program) {
    return {
      missing: 'there is no nats-server on this machine (Debian and Ubuntu: apt-get install nats-server)',
    };
  }
  const home = openNatsHome(options.dataDir);
  const lock = lockFolder(home.folder, 'The message server');
  try {
    await stopLeftover(home, options.log ?? (() => {}));
    const started = await launch(program, home, await chooseNatsPort(home, options.port ?? 4222));
    const { port } = started;
    let { child } = started;
    rememberNatsPort(home, port);
    return {
      url: `nats://galley:${home.password}@127.0.0.1:${port}`,
      users: home.users,
      pid: child.pid ?? 0,
      isRunning: () => child.exitCode === null && child.signalCode === null,
      async startAgain() {
        const again = await launch(program, home, port);
        child = again.child;
        if (again.port === port) return;
        await end(child); // those who are connected look for it where it was
        throw new LocalServiceFault(`Port ${port} of the NATS server is taken by another program.`);
      },
      async stop() {
        await end(child);
        rmSync(home.pidFile, { force: true });
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function launch(
  program: string,
  home: NatsHome,
  port: number,
): Promise<{ child: ChildProcess; port: number }> {
  writeNatsConfig(home, port, canSyncAlways(program));
  for (const file of readdirSync(home.folder)) {
    // Left by a power cut; a new process may get the old one's number, and with it this file's name.
    if (file.endsWith('.ports')) rmSync(join(home.folder, file));
  }
  const before = existsSync(home.log) ? statSync(home.log).size : 0;
  const log = openSync(home.log, 'a');
  // A group of its own: Ctrl-C reaches us first, and the workers end before the server that they use.
  const child = spawn(program, ['-c', home.config], {
    stdio: ['ignore', log, log],
    detached: true,
    windowsHide: true,
  });
  closeSync(log);
  const failure = new Promise<{ failed: string }>((resolve) => {
    child.once('error', (error) => resolve({ failed: error.message }));
    child.once('exit', (code) => resolve({ failed: `it ended with code ${code}` }));
  });
  const outcome = await Promise.race([failure, waitForPort(home, child)]);
  if (typeof outcome === 'number') {
    writeFileSync(home.pidFile, `${child.pid} ${processIdentity(child.pid ?? 0)}`);
    return { child, port: outcome };
  }
  const said = readFileSync(home.log).subarray(before).toString();
  // Somebody took the port since we looked.
  if (port !== anyPort && /address already in use/i.test(said)) return launch(program, home, anyPort);
  throw explainFailure(home, outcome.failed, said);
}

function canSyncAlways(program: string): boolean {
  const [, major, minor] =
    /v(\d+)\.(\d+)/.exec(execFileSync(program, ['--version'], { encoding: 'utf8' })) ?? [];
  return Number(major) > 2 || (Number(major) === 2 && Number(minor) >= 10);
}

/** The server writes this file, named after its process, as soon as clients can connect. */
async function waitForPort(home: NatsHome, child: ChildProcess): Promise<number> {
  const path = join(home.folder, `nats-server_${child.pid}.ports`);
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline) {
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    if (text.endsWith('}')) {
      const { nats } = z.object({ nats: z.tuple([z.url()]).rest(z.url()) }).parse(JSON.parse(text));
      return Number(new URL(nats[0]).port);
    }
    if (child.exitCode !== null) break;
    await sleep(5);
  }
  return child.exitCode === null
    ? Promise.reject(explainFailure(home, 'it does not answer', ''))
    : new Promise(() => {});
}

async function stopLeftover(home: NatsHome, log: (line: string) => void): Promise<void> {
  if (!existsSync(home.pidFile)) return;
  const recorded = readFileSync(home.pidFile, 'utf8');
  const pid = Number(recorded.split(' ')[0]);
  const isRunning = () => recorded === `${pid} ${processIdentity(pid)}`;
  if (isRunning()) {
    log(`Stopping the NATS server that an interrupted Galley left running (process ${pid})`);
    process.kill(pid, 'SIGTERM');
  }
  for (let tries = 0; isRunning(); tries++) {
    if (tries === 500) process.kill(pid, 'SIGKILL');
    if (tries > 600) {
      throw new LocalServiceFault(
        `The NATS server that was left running (process ${pid}) does not stop. End it by hand.`,
      );
    }
    await sleep(20);
  }
  rmSync(home.pidFile, { force: true });
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const insist = setTimeout(() => child.kill('SIGKILL'), 10_000);
    child.once('exit', () => {
      clearTimeout(insist);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

function explainFailure(home: NatsHome, ended: string, said: string): LocalServiceFault {
  const remedy = /no space left/i.test(said)
    ? `the disk of ${home.folder} is full. Free some space and start again.`
    : /permission denied/i.test(said)
      ? `it may not write in ${home.folder}. Correct the owner of that folder.`
      : `${ended}; see ${home.log}.`;
  const details = said.trim().split('\n').slice(-8).join('\n  ');
  return new LocalServiceFault(`The NATS server cannot run: ${remedy}\nIt said:\n  ${details}`);
}
