import type { Result } from '@galley/shared/values/result.ts';
import type { Bridge } from '../../ipc.ts';
import { HostAway, JobRefused, type PrintHost } from './print-host.ts';

const away = 'Printing on this device does not answer. Start Galley again; what waits prints by itself then.';
/** Refusals that say nothing about the job: it is offered again. */
const notTheJob: ReadonlySet<string> = new Set(['hostAway', 'forbidden', 'fault']);

/** The Electron shell, which has the print agent's spooler inside. */
export function electronHost(bridge: Bridge): PrintHost {
  return {
    submit: (job) => unwrap(bridge.submitPrintJob(job)),
    resolve: (id, answer) => unwrap(bridge.resolvePrintJob({ id, answer })),
    cancel: (id, why) => unwrap(bridge.cancelPrintJob({ id, ...(why !== undefined && { why }) })),
    divert: (id, printer) => unwrap(bridge.divertPrintJob({ id, printer })),
    ask: (printer) => unwrap(bridge.askPrinter({ printer })),
    pause: (printer, why) => unwrap(bridge.pausePrinter({ printer, why })),
    find: async (knock) => (await unwrap(bridge.findPrinters({ knock }))).printers,
    setUp: (wanted) => unwrap(bridge.setUpPrinter(wanted)),
    reports: (after, waitSeconds, signal) =>
      untilAborted(unwrap(bridge.readPrintReports({ after, waitSeconds })), signal),
  };
}

async function unwrap<T>(asked: Promise<Result<T>>): Promise<T> {
  const answer = await asked.catch((cause: unknown) => {
    throw new HostAway(away, { cause });
  });
  if (answer.ok) return answer.value;
  throw notTheJob.has(answer.code) ? new HostAway(answer.message) : new JobRefused(answer.message);
}

/** A call over IPC cannot be taken back; whoever gave up just does not wait for its end. */
function untilAborted<T>(asked: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(new HostAway(away));
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    void asked.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}
