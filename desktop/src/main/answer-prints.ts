import { refuse } from '@galley/shared/values/result.ts';
import type { Printing } from './printing.ts';
import type { PrintAnswer, PrintQuestion } from './print-messages.ts';

/** Where the questions of the main process come in. */
export type ParentPort = {
  on(event: 'message', listener: (message: { readonly data: PrintQuestion }) => void): unknown;
  postMessage(answer: PrintAnswer): void;
};

/** The side of the printing process: does what it is asked, each question answered once, and closes in good order. */
export function answerPrints(port: ParentPort, printing: Printing, exit: () => void): void {
  port.on('message', ({ data }) => {
    if ('close' in data) {
      void printing.close().finally(() => {
        port.postMessage({ closed: true });
        exit();
      });
      return;
    }
    const { id, channel, request } = data;
    const ask: (request: never) => Promise<unknown> = printing.handlers[channel];
    ask(request as never) // the main process has parsed it with this channel's own schema
      .catch((fault: unknown) => {
        console.error(fault);
        return refuse('fault', 'Printing on this device could not do that. Its log says why.');
      })
      .then((answer) => port.postMessage({ id, answer }))
      .catch(() => exit()); // the main process is gone
  });
}
