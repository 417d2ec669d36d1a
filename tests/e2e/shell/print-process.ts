import { fork } from 'node:child_process';
import type { PrintChild } from '@galley/desktop/main/print-messages.ts';

/** The real, built process that prints, started by Node in place of Electron. */
export function startPrintProcess(file: string, [folder = '']: readonly string[]): PrintChild {
  const parentPort = new URL('parent-port.mjs', import.meta.url).href;
  const child = fork(file, [folder], { execArgv: ['--import', parentPort], serialization: 'advanced' });
  return {
    postMessage: (question) => void child.send(question),
    on: (event: string, listener: unknown) => child.on(event, listener as (said: unknown) => void), // an answer or a code
    kill: () => child.kill(),
  };
}
