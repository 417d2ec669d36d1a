import { z } from 'zod';
import { branchSchema, printerSchema } from '../domain/branch.ts';
import { refundSchema } from '../domain/refund.ts';
import { saleSchema } from '../domain/sale.ts';
import { ticketSchema } from '../domain/ticket.ts';
import { languageSchema } from '../values/language.ts';
import { instantSchema } from '../values/time.ts';

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
  }),
  z.object({
    kind: z.literal('refund'),
    refund: refundSchema,
    branch: branchSchema,
    till: z.string(),
    copy: z.boolean().default(false),
  }),
  /** Opens the cash drawer; never replayed. */
  z.object({ kind: z.literal('drawer') }),
]);
export type PrintContent = z.infer<typeof printContentSchema>;

/** A job carries all that it needs [P1]: the same id again is the same job, never a second paper. */
export const printJobSchema = z.object({
  /** `ticket:<id>`, `receipt:<sale id>`, `refund:<refund id>`, `drawer:<sale id>`; a reprint adds `:2`, `:3`... */
  id: z.string().regex(/^[A-Za-z0-9.:_-]{1,100}$/, 'a job id is letters, digits and . : _ -'),
  content: printContentSchema,
  printer: printerSchema.pick({ address: true, profile: true, name: true }),
  createdAt: instantSchema,
  /** The branch's, for the hours on the paper; without it they are those of the machine that prints. */
  timeZone: z.string().optional(),
  /** The branch's; missing: English. */
  language: languageSchema.optional(),
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
