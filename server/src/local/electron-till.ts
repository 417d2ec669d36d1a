import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectFolder } from './galley.ts';

export type ElectronTill = { stop(): void };

/** Opens a till in Electron, or answers null where its program is not installed. */
export function openElectronTill(options: {
  readonly serverUrl: string;
  readonly enrolCode: string;
  readonly dataDir: string;
}): Promise<ElectronTill | null> {
  const { serverUrl, enrolCode, dataDir } = options;
  const args = ['--server', serverUrl, '--hash', `enrol=${enrolCode}`, '--data', join(dataDir, 'electron')];
  const child = spawn(process.execPath, [join(projectFolder, 'desktop/open-till.mjs'), ...args], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    detached: process.platform !== 'win32',
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => resolve(null));
    child.on('message', (message) => {
      if (message === 'opened') resolve({ stop: () => void child.kill('SIGTERM') });
    });
  });
}
