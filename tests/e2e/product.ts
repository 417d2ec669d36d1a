import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const readySchema = z.object({
  url: z.url(),
  tills: z.array(z.object({ name: z.string(), link: z.url() })),
  office: z.object({ url: z.url(), name: z.string(), password: z.string() }),
  kitchen: z.url(),
  staff: z.array(z.object({ name: z.string(), pin: z.string() })),
  printers: z.array(z.object({ name: z.string(), paper: z.url() })),
  pids: z.object({ server: z.int() }),
});

/** A whole shop of its own: databases, broker, server, printers, print agent and demo data. */
export type Product = z.infer<typeof readySchema> & { stop(): Promise<void> };

const startMs = 90_000;

/** `environment`: what this shop is told besides, such as where its built apps are. */
export async function startProduct(environment: Readonly<Record<string, string>> = {}): Promise<Product> {
  const dataDir = await mkdtemp(join(tmpdir(), 'galley-e2e-'));
  // Root's PostgreSQL runs as another user. Where that one cannot come in, it lives elsewhere and outlives this folder.
  await chmod(dataDir, 0o755);
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/src/local/start.ts', '--json'], {
    cwd: root,
    env: {
      ...process.env,
      ...environment,
      GALLEY_DATA_DIR: join(dataDir, 'data'),
      PORT: String(await freePort()),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  try {
    const ready = await readReady(child);
    return { ...ready, stop: () => stop(child, dataDir) };
  } catch (error) {
    await stop(child, dataDir);
    throw error;
  }
}

function readReady(child: ChildProcess): Promise<z.infer<typeof readySchema>> {
  return new Promise((resolve, reject) => {
    let said = '';
    const late = setTimeout(() => reject(new Error(`Not ready in time. It said:\n${said}`)), startMs);
    const listen = (piece: Buffer) => {
      said += piece.toString();
      const line = /^GALLEY_READY (.+)$/m.exec(said)?.[1];
      if (line === undefined || !said.includes('\n', said.indexOf('GALLEY_READY'))) return;
      clearTimeout(late);
      resolve(readySchema.parse(JSON.parse(line)));
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('exit', () => {
      clearTimeout(late);
      reject(new Error(`The product did not start:\n${said}`));
    });
  });
}

async function stop(child: ChildProcess, dataDir: string): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGINT');
    await gone;
  }
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return address.port;
}
