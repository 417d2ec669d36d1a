import { refuse, type Result } from '@galley/shared/values/result.ts';
import { type PrintChannel, printChannelNames } from '../ipc.ts';
import { type Crashes, judgeCrash } from './crashes.ts';
import type { PrintChild } from './print-messages.ts';
import type { Printing } from './printing.ts';

const away = refuse(
  'hostAway',
  'Printing on this device has stopped for a moment and starts again by itself. What waits prints then.',
);
const gone = refuse(
  'hostAway',
  'Printing on this device has crashed three times in a minute. Look at its printers, then start Galley again. Selling goes on.',
);

/**
 * The printers of this machine, in a process of their own. A crash loses no job: the till offers again whatever has no
 * answer, and the journal knows the rest. The third in a minute is told instead of hidden by yet another start.
 */
export function createPrintService(options: {
  readonly fork: () => PrintChild;
  readonly now: () => number;
  readonly report: (fault: unknown) => void;
}): Printing {
  const { fork, now, report } = options;
  const open = new Map<number, (answer: Result<never>) => void>();
  let child: PrintChild | null = null;
  let crashes: Crashes = [];
  let isGone = false;
  let isClosing = false;
  let closed: () => void = () => undefined;
  let asked = 0;

  function start(): PrintChild {
    const started = fork();
    child = started;
    started.on('message', (said) => {
      if ('closed' in said) return closed();
      open.get(said.id)?.(said.answer as Result<never>); // the handlers of the other side, typed there
      open.delete(said.id);
    });
    started.on('exit', (code) => {
      child = null;
      closed();
      for (const answer of open.values()) answer(away);
      open.clear();
      if (isClosing) return;
      report(new Error(`the printing process ended with code ${code}`));
      const judged = judgeCrash(crashes, now());
      ({ crashes } = judged);
      if (judged.restartAfterMs === null) isGone = true;
      else setTimeout(() => void (isClosing || (child ?? start())), judged.restartAfterMs).unref();
    });
    return started;
  }

  const ask =
    (channel: PrintChannel) =>
    (request: unknown): Promise<Result<never>> => {
      if (isGone) return Promise.resolve(gone);
      // Between a crash and the next start nobody is asked: the till asks again.
      if (!child && crashes.length > 0) return Promise.resolve(away);
      const to = child ?? start();
      asked += 1;
      const id = asked;
      return new Promise((resolve) => {
        open.set(id, resolve);
        to.postMessage({ id, channel, request });
      });
    };
  const asks: unknown = Object.fromEntries(printChannelNames.map((channel) => [channel, ask(channel)]));
  const handlers = asks as Printing['handlers']; // one for each name; the other side answers in their shapes
  return {
    handlers,
    close() {
      isClosing = true;
      if (!child) return Promise.resolve();
      const last = child;
      return new Promise((resolve) => {
        closed = resolve;
        last.postMessage({ close: true });
      });
    },
  };
}
