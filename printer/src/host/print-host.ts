import { must } from '@galley/shared/values/must.ts';
import { ok, type Refusal, type Result } from '@galley/shared/values/result.ts';
import type {
  JobPrinter,
  PrinterCondition,
  PrintJob,
  PrintReport,
  PrintReports,
  Resolution,
} from '@galley/shared/wire/print-jobs.ts';
import type { FoundPrinter, PrinterSetUp, SetUpPrinter } from '@galley/shared/wire/print-setup.ts';
import { discover, neighbours } from '../discover/discover.ts';
import type { PrintDocument } from '../document/document.ts';
import { cashSlipDocument } from '../document/cash-slip.ts';
import { billDocument } from '../document/bill.ts';
import { drawerDocument } from '../document/drawer.ts';
import { expeditorDocument } from '../document/expeditor.ts';
import { markReprint } from '../document/reprint.ts';
import { kitchenTicketDocument } from '../document/kitchen-ticket.ts';
import { type Labels, labelsFor } from '../document/labels.ts';
import { paperTime } from '../document/paper-time.ts';
import { receiptDocument } from '../document/receipt.ts';
import { refundDocument } from '../document/refund.ts';
import { xReportDocument, zReportDocument } from '../document/shift-report.ts';
import { testPageDocument } from '../document/test-page.ts';
import { trainingDocument } from '../document/training.ts';
import { setUpPrinter } from '../setup/set-up-printer.ts';
import { rootOf } from '../spool/spooled-job.ts';
import type { JobKind, JobStatus, SpoolJob } from '../spool/job.ts';
import type { DivertRefusal, JobRefusal, Spooler, SubmitRefusal } from '../spool/spooler.ts';

/** What a till sees of the spooler, over HTTP from the print agent and over IPC from the Electron shell. */
export type PrintHost = {
  submit(job: PrintJob): Promise<Result<PrintReport, SubmitRefusal>>;
  reports(after: number, waitMs: number, signal?: AbortSignal): Promise<PrintReports>;
  resolve(id: string, answer: Resolution): Promise<Result<PrintReport, JobRefusal>>;
  cancel(id: string, why?: string): Promise<Result<PrintReport, JobRefusal>>;
  divert(id: string, to: JobPrinter): Promise<Result<PrintReport, DivertRefusal>>;
  ask(printer: JobPrinter): Promise<PrinterCondition>;
  pause(printer: JobPrinter, why: string | null): Promise<PrinterCondition>;
  /** The printers of this network; `knock` asks every neighbour, which wants a person's consent. */
  find(knock: boolean): Promise<readonly FoundPrinter[]>;
  setUp(wanted: SetUpPrinter): Promise<Result<PrinterSetUp, Refusal<'unreachable'>>>;
};

function findHere(knock: boolean): Promise<readonly FoundPrinter[]> {
  return discover({ probe: knock ? neighbours() : [] });
}

/**
 * Lays out what tills send and tells them what became of it. A till knows a job by one id; the reprints that the
 * spooler makes of it are reported under that id, the newest one for all.
 */
export function createPrintHost(spooler: Spooler, find: PrintHost['find'] = findHere): PrintHost {
  /** The job that stands for this id now: itself, or its newest reprint. */
  function newest(id: string): string {
    const heir = spooler.stateOf(id)?.takenOverBy;
    return heir && rootOf(heir) === rootOf(id) ? newest(heir) : id;
  }
  /** Under the id that the till knows it by, whichever job stands for it now. */
  function reportOf({ id }: JobStatus): PrintReport {
    const status = must(spooler.stateOf(newest(id)), 'it has just been read');
    const meant = spooler.stateOf(rootOf(status.id));
    const { state, cause, proof, paperLow, at } = status;
    return {
      id: rootOf(status.id),
      state,
      cause: cause || null,
      proven: proof !== null && proof !== 'none',
      ...(paperLow && { paperLow }),
      ...(meant && meant.address !== status.address && { divertedTo: status.printer ?? status.address }),
      at,
    };
  }

  function reported<R extends Refusal>(result: Result<JobStatus, R>): Result<PrintReport, R> {
    return result.ok ? ok(reportOf(result.value)) : result;
  }

  return {
    ask: (printer) => spooler.ask(printer),
    pause: (printer, why) => spooler.pause(printer, why),
    find,
    setUp: setUpPrinter,
    divert: async (id, to) => reported(await spooler.divert(newest(id), to)),
    submit: async (job) => reported(await spooler.submit(spoolJobOf(job))),
    async reports(after, waitMs, signal) {
      const { epoch, next, states } = await spooler.waitForStates(after, waitMs, signal);
      const current = states.filter((status) => newest(status.id) === status.id);
      return { epoch, position: next, reports: current.map((status) => reportOf(status)) };
    },
    resolve: async (id, answer) => reported(await spooler.resolve(newest(id), answer)),
    cancel: async (id, why) => reported(await spooler.cancel(newest(id), why)),
  };
}

function spoolJobOf(job: PrintJob): SpoolJob {
  const { id, printer, fallbacks, createdAt } = job;
  const timeZone = job.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const labels = labelsFor(job.language);
  const { kind, label, ...plain } = layOut(job, timeZone, labels);
  const first = paperTime(createdAt, timeZone).time;
  const document = job.mayBeDuplicate
    ? markReprint(plain.document, { kind: 'duplicate', attempt: 2, first, labels })
    : plain.document;
  return {
    id,
    printer,
    ...(fallbacks !== undefined && { fallbacks }),
    createdAt,
    timeZone,
    ...(job.language !== undefined && { language: job.language }),
    kind,
    label,
    document: job.training ? trainingDocument(document, { labels, kitchen: kind === 'kitchen' }) : document,
  };
}

function layOut(
  { content, printer, createdAt }: PrintJob,
  timeZone: string,
  labels: Labels,
): { kind: JobKind; label: string; document: PrintDocument } {
  switch (content.kind) {
    case 'ticket': {
      const { ticket } = content;
      const label = `Kitchen ticket ${ticket.orderNumber}`;
      return { kind: 'kitchen', label, document: kitchenTicketDocument(ticket, { timeZone, labels }) };
    }
    case 'expeditor': {
      const { tickets } = content;
      const label = `Pass copy ${tickets[0]?.orderNumber ?? ''}`;
      return { kind: 'kitchen', label, document: expeditorDocument(tickets, { timeZone, labels }) };
    }
    case 'receipt': {
      const { sale, branch, copy, exchanged, customer } = content;
      return {
        kind: 'receipt',
        label: `Receipt ${sale.receiptNumber}`,
        document: receiptDocument(sale, { branch, copy, exchanged, customer }),
      };
    }
    case 'refund': {
      const { refund, branch, copy } = content;
      return {
        kind: 'receipt',
        label: `Refund ${refund.receiptNumber}`,
        document: refundDocument(refund, { branch, copy }),
      };
    }
    case 'test': {
      const { day, time } = paperTime(createdAt, timeZone);
      const document = testPageDocument({
        printer: printer.name,
        address: printer.address,
        profile: printer.profile,
        at: `${day} ${time} · ${content.till}`,
        sample: 'কাচ্চি বিরিয়ানি',
        labels,
      });
      // Worth as long as whoever asked for it stands there.
      return { kind: 'receipt', label: `Test page of ${printer.name}`, document };
    }
    case 'zReport': {
      const { report, branch, till, copy } = content;
      const document = zReportDocument(report, { branch, till, copy, labels });
      return { kind: 'report', label: `Z report ${report.zNumber}`, document };
    }
    case 'xReport': {
      const { report, branch, till } = content;
      return {
        kind: 'report',
        label: 'X report',
        document: xReportDocument(report, { branch, till, labels }),
      };
    }
    case 'cashSlip': {
      const { movement, branch, till } = content;
      return {
        kind: 'report',
        label: 'Cash slip',
        document: cashSlipDocument(movement, { branch, till, labels }),
      };
    }
    case 'bill': {
      const { bill, branch } = content;
      return {
        kind: 'receipt',
        label: `Bill of ${bill.orderNumber}`,
        document: billDocument(bill, branch),
      };
    }
    case 'drawer':
      return { kind: 'drawer', label: 'Cash drawer', document: drawerDocument() };
  }
}
