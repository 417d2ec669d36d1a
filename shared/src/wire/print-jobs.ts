import { z } from 'zod';
import { branchSchema, printerSchema } from '../domain/branch.ts';
import { cashMovementSchema } from '../domain/cash-movement.ts';
import { customerSchema } from '../domain/customer.ts';
import { guestBillSchema } from '../domain/guest-bill.ts';
import { refundSchema } from '../domain/refund.ts';
import { saleSchema } from '../domain/sale.ts';
import { ticketSchema } from '../domain/ticket.ts';
import { languageSchema } from '../values/language.ts';
import { xReportSchema } from '../domain/x-report.ts';
import { zReportSchema } from '../domain/z-report.ts';
import { instantSchema } from '../values/time.ts';

/** A printer as a job names it, so that the host needs to know no menu. */
export const jobPrinterSchema = printerSchema.pick({ address: true, profile: true, name: true });
export type JobPrinter = z.infer<typeof jobPrinterSchema>;

/** What comes out; the host lays it out and knows how long each kind may wait [P6]. */
export const printContentSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ticket'), ticket: ticketSchema }),
  /** All tickets of one sending on one paper, for the pass. */
  z.object({ kind: z.literal('expeditor'), tickets: z.array(ticketSchema).min(1) }),
  /** `copy`: a second paper of a sale, which says so. */
  z.object({
    kind: z.literal('receipt'),
    sale: saleSchema,
    branch: branchSchema,
    till: z.string(),
    copy: z.boolean().default(false),
    /** What the guest brought back for it: both are on one paper. */
    exchanged: refundSchema.optional(),
    /** Whom the order was for: it is on the paper, and not in the sale. */
    customer: customerSchema.optional(),
  }),
  z.object({
    kind: z.literal('refund'),
    refund: refundSchema,
    branch: branchSchema,
    till: z.string(),
    copy: z.boolean().default(false),
  }),
  /** The end of a shift, with a line for the cashier's signature. */
  z.object({
    kind: z.literal('zReport'),
    report: zReportSchema,
    branch: branchSchema,
    till: z.string(),
    copy: z.boolean().default(false),
  }),
  z.object({ kind: z.literal('xReport'), report: xReportSchema, branch: branchSchema, till: z.string() }),
  /** Lies in the drawer in place of the cash that went out, or beside what came in. */
  z.object({
    kind: z.literal('cashSlip'),
    movement: cashMovementSchema,
    branch: branchSchema,
    till: z.string(),
  }),
  /** What guests will pay, before they do; not a receipt. */
  z.object({ kind: z.literal('bill'), bill: guestBillSchema, branch: branchSchema, till: z.string() }),
  /** Opens the cash drawer; never replayed. */
  z.object({ kind: z.literal('drawer') }),
  /** Shows a person that a printer works, and what it can do. */
  z.object({ kind: z.literal('test'), till: z.string() }),
]);
export type PrintContent = z.infer<typeof printContentSchema>;

/** A job carries all that it needs [P1]: the same id again is the same job, never a second paper. */
export const printJobSchema = z.object({
  /** `ticket:<id>`, `receipt:<sale id>`, `refund:<refund id>`, `bill:<its own id>`, `z:<id>`, `x:<shift id>:1`, `cash:<id>`, `drawer:<id>`; a reprint adds `:2`, `:3`... */
  id: z.string().regex(/^[A-Za-z0-9.:_-]{1,100}$/, 'a job id is letters, digits and . : _ -'),
  content: printContentSchema,
  printer: jobPrinterSchema,
  /** Where a kitchen ticket goes, one after the other, when its printer cannot print it [P7]. */
  fallbacks: z.array(jobPrinterSchema).max(5).optional(),
  createdAt: instantSchema,
  /** The branch's, for the hours on the paper; without it they are those of the machine that prints. */
  timeZone: z.string().optional(),
  /** The branch's; missing: English. */
  language: languageSchema.optional(),
  /** Another till may have printed it: the paper says so [P4]. */
  mayBeDuplicate: z.literal(true).optional(),
  /** Of a till where somebody practises: the paper says so, carries no code and opens no drawer. */
  training: z.literal(true).optional(),
});
export type PrintJob = z.infer<typeof printJobSchema>;

/** The states of a job [P4]. After the first byte only `printed` or `unknown` can follow; a person resolves `unknown`. */
export const printStates = [
  'queued', 'blocked', 'sending', 'awaiting', 'printed', 'unknown', 'failed', 'expired', 'cancelled', 'takenOver',
] as const; // prettier-ignore
export const printStateSchema = z.enum(printStates);
export type PrintState = z.infer<typeof printStateSchema>;

export const printReportSchema = z.object({
  id: z.string(),
  state: printStateSchema,
  /** Why it waits or failed, in plain words for a cashier: "The printer has no paper." Null when all is well. */
  cause: z.string().nullable(),
  /** False: the printer cannot prove it, so a screen says "sent", not "printed" [P5]. */
  proven: z.boolean(),
  /** The printer said, when it printed this, that its roll is nearly used up. */
  paperLow: z.boolean().optional(),
  /** The name of the printer that has it now, when that is not the one it was meant for [P7]. */
  divertedTo: z.string().optional(),
  at: instantSchema,
});
export type PrintReport = z.infer<typeof printReportSchema>;

/** Long poll `GET /jobs/reports?after=&waitSeconds=`: every job that changed beyond that position, oldest first. */
export const printReportsSchema = z.object({
  /** Another epoch than before: the host's journal is new, and positions begin at 0 again. */
  epoch: z.string(),
  position: z.int(),
  reports: z.array(printReportSchema),
});
export type PrintReports = z.infer<typeof printReportsSchema>;

/** What a person says of a job that ended `unknown`: it printed, or print it again (marked as a possible duplicate). */
export const resolutionSchema = z.object({ answer: z.enum(['printed', 'again']) });
export type Resolution = z.infer<typeof resolutionSchema>['answer'];

/** A person takes a waiting job back, and says why. */
export const cancellationSchema = z.object({ why: z.string().max(200).optional() });

/** A person sends a waiting job to another printer. */
export const diversionSchema = z.object({ printer: jobPrinterSchema });

/** A person stops a printer for a while, and says why; null: it goes on. */
export const pauseSchema = z.object({
  printer: jobPrinterSchema,
  why: z.string().min(1).max(200).nullable(),
});

/** How a printer is, as it says itself when it is asked. */
export const printerConditionSchema = z.object({
  /** What keeps it from printing, in words for a person; null: nothing. */
  blocked: z.string().nullable(),
  paperLow: z.boolean(),
  /** False: it cannot answer; that it was reached is all there is to know. */
  known: z.boolean(),
  /** Why a person has paused it; null: nobody has. */
  paused: z.string().nullable(),
});
export type PrinterCondition = z.infer<typeof printerConditionSchema>;
