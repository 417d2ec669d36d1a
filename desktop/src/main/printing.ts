import { createPrintHost, type PrintHost } from '@galley/printer/host/print-host.ts';
import { FolderInUse } from '@galley/printer/spool/folder-lock.ts';
import { JournalFault } from '@galley/printer/spool/journal.ts';
import { openSpooler, type Spooler, type SpoolerSetting } from '@galley/printer/spool/spooler.ts';
import { ok, refuse, type Result } from '@galley/shared/values/result.ts';
import type { PrintChannel } from '../ipc.ts';
import type { Handlers } from './answer.ts';

/** The printers of this machine, as channels. */
export type Printing = {
  readonly handlers: Pick<Handlers, PrintChannel>;
  readonly close: () => Promise<void>;
};

/**
 * The spooler is opened when the first page asks and, should its journal not open, again with each later question: a
 * disk that cannot be written stops paper, never the sale [P3].
 */
export function createPrinting(setting: SpoolerSetting): Printing {
  let opening: Promise<Spooler> | null = null;

  function spooler(): Promise<Spooler> {
    opening ??= openSpooler(setting).catch((fault: unknown) => {
      opening = null;
      throw fault;
    });
    return opening;
  }

  async function withHost<T>(ask: (host: PrintHost) => Promise<Result<T>>): Promise<Result<T>> {
    try {
      return await ask(createPrintHost(await spooler()));
    } catch (fault) {
      // These two say themselves, in words for the people at the till, why there is no paper.
      if (fault instanceof JournalFault || fault instanceof FolderInUse)
        return refuse('hostAway', fault.message);
      throw fault;
    }
  }

  return {
    handlers: {
      submitPrintJob: (job) => withHost((host) => host.submit(job)),
      readPrintReports: ({ after, waitSeconds }) =>
        withHost(async (host) => ok(await host.reports(after, waitSeconds * 1_000))),
      resolvePrintJob: ({ id, answer }) => withHost((host) => host.resolve(id, answer)),
      cancelPrintJob: ({ id, why }) => withHost((host) => host.cancel(id, why)),
      divertPrintJob: ({ id, printer }) => withHost((host) => host.divert(id, printer)),
      askPrinter: ({ printer }) => withHost(async (host) => ok(await host.ask(printer))),
      findPrinters: ({ knock }) => withHost(async (host) => ok({ printers: [...(await host.find(knock))] })),
      setUpPrinter: (wanted) => withHost((host) => host.setUp(wanted)),
      pausePrinter: ({ printer, why }) => withHost(async (host) => ok(await host.pause(printer, why))),
    },
    async close() {
      // What could not be opened needs no closing.
      const opened = await opening?.catch(() => null);
      await opened?.close();
    },
  };
}
