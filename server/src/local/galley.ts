import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type Child, startChild } from './child.ts';
import { choosePort } from './ports.ts';
import { noteRunning } from './running.ts';
import { type ServiceAddresses, startServices } from './services.ts';

export const projectFolder = fileURLToPath(new URL('../../..', import.meta.url));

/** Where a local Galley keeps everything: databases, broker, papers, logs. */
export function dataFolder(): string {
  return resolve(process.env['GALLEY_DATA_DIR'] ?? join(projectFolder, '.galley'));
}

export type LocalGalley = {
  readonly url: string;
  readonly addresses: ServiceAddresses;
  readonly server: Child;
  /** What a person should know of how it runs. */
  readonly notes: readonly string[];
  stop(): Promise<void>;
};

const readySchema = z.object({ ready: z.url() });

/** Starts databases, broker and the server on a data folder. */
export async function startGalley(dataDir: string, say: (line: string) => void): Promise<LocalGalley> {
  mkdirSync(dataDir, { recursive: true, mode: 0o755 });
  const services = await startServices(dataDir, process.env, say);
  try {
    const port = process.env['PORT'] ?? String(await choosePort(8080));
    const apps = process.env['GALLEY_APPS'] ?? join(projectFolder, 'desktop/dist');
    let url = '';
    const server = await startChild({
      name: 'server',
      file: join(projectFolder, 'server/src/main.ts'),
      env: {
        HOST: '127.0.0.1',
        LOG_LEVEL: 'info',
        ...process.env,
        ...services.addresses,
        PORT: port,
        GALLEY_URL: process.env['GALLEY_URL'] ?? `http://localhost:${port}`,
        ...(process.env['SMTP_URL'] === undefined && { GALLEY_MAILS: join(dataDir, 'mails') }),
        ...(existsSync(apps) && { GALLEY_APPS: apps }),
      },
      logFolder: dataDir,
      onRestart: say,
      ready: (child) =>
        new Promise((resolve) => {
          // Node's own watch mode speaks on this channel too.
          child.on('message', (message) => {
            const said = readySchema.safeParse(message);
            if (!said.success) return;
            url = said.data.ready;
            resolve();
          });
        }),
    });
    const note = noteRunning(dataDir, { url, addresses: services.addresses });
    return {
      url,
      addresses: services.addresses,
      server,
      notes: services.notes,
      async stop() {
        note.forget();
        await server.stop();
        await services.stop();
      },
    };
  } catch (error) {
    await services.stop();
    throw error;
  }
}
