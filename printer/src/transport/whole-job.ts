import type { PrinterStatus } from '../escpos/status.ts';
import type { Connection } from './transport.ts';

/**
 * A way that takes a job whole: nothing leaves before all of it is there, and what the printer itself would say is not
 * heard. `status` and `deliver` stand in for the dialogue.
 */
export function wholeJob(way: {
  /** How the printer is; null: nobody can know. */
  readonly status?: (timeoutMs: number) => Promise<PrinterStatus | null>;
  /** Settles when the other side has it; rejects with a TransportFault. `response`: it has said that it printed. */
  readonly deliver: (job: Uint8Array) => Promise<'response' | 'none'>;
}): Connection {
  const pieces: Uint8Array[] = [];
  let end = (): void => undefined;
  const closed = new Promise<void>((resolve) => (end = resolve));
  return {
    closed,
    listen: () => undefined,
    write: (bytes) => {
      pieces.push(Uint8Array.from(bytes));
      return Promise.resolve();
    },
    close: () => {
      end();
      return Promise.resolve();
    },
    whole: {
      status: way.status ?? (() => Promise.resolve(null)),
      deliver: () => way.deliver(Buffer.concat(pieces)),
    },
  };
}
