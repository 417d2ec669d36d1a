import type {
  JobPrinter,
  PrinterCondition,
  PrintJob,
  PrintReport,
  PrintReports,
  Resolution,
} from '@galley/shared/wire/print-jobs.ts';
import type { FoundPrinter, PrinterSetUp, SetUpPrinter } from '@galley/shared/wire/print-setup.ts';

/** What the machine offers for printing. A host that cannot be reached throws `HostAway`; it never stops a sale [P3]. */
export type PrintHost = {
  submit(job: PrintJob): Promise<PrintReport>;
  /** Every report beyond a position, oldest first; waits for the next one if there is none yet. */
  reports(after: number, waitSeconds: number, signal: AbortSignal): Promise<PrintReports>;
  resolve(id: string, answer: Resolution): Promise<PrintReport>;
  cancel(id: string, why?: string): Promise<PrintReport>;
  divert(id: string, to: JobPrinter): Promise<PrintReport>;
  /** How a printer is just now. */
  ask(printer: JobPrinter): Promise<PrinterCondition>;
  /** Sends it nothing, for a reason that people read; null: goes on. */
  pause(printer: JobPrinter, why: string | null): Promise<PrinterCondition>;
  /** The printers of this network; `knock` asks every neighbour, which wants a person's consent. */
  find(knock: boolean): Promise<readonly FoundPrinter[]>;
  /** What a printer is: with what a person has `seen` on the ruler page, also of which kind; without it prints that page. */
  setUp(wanted: SetUpPrinter): Promise<PrinterSetUp>;
};

/** Nobody there who prints. `message` says it to the people at the till. */
export class HostAway extends Error {
  override name = 'HostAway';
}

/** The host answers and will not take this job, whatever is done: the fault is in the job. */
export class JobRefused extends Error {
  override name = 'JobRefused';
}
