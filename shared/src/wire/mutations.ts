import { z } from 'zod';
import { customerRecordSchema } from '../domain/customer.ts';
import { cashMovementSchema } from '../domain/cash-movement.ts';
import { availabilitySchema } from '../domain/availability.ts';
import { paymentRequestSchema } from '../domain/payment-intent.ts';
import { approvalSchema } from '../domain/permissions.ts';
import { noteSchema } from '../domain/note.ts';
import { orderHeadSchema, orderLineSchema } from '../domain/order.ts';
import { punchSchema } from '../domain/punch.ts';
import { refundSchema } from '../domain/refund.ts';
import { saleSchema } from '../domain/sale.ts';
import { shiftSchema } from '../domain/shift.ts';
import { stockCountSchema, wasteSchema } from '../domain/stock-documents.ts';
import { ticketSchema } from '../domain/ticket.ts';
import { ticketStateSchema } from '../domain/ticket-state.ts';
import { zReportSchema } from '../domain/z-report.ts';
import {
  intentIdSchema,
  mutationIdSchema,
  orderIdSchema,
  staffIdSchema,
  tillIdSchema,
} from '../values/ids.ts';
import { moneySchema } from '../values/money.ts';
import { instantSchema } from '../values/time.ts';
import { emailSchema } from '../values/email.ts';
import { envelopeSchema } from './envelope.ts';
import { mailPaperSchema } from './mail.ts';

/**
 * The services that answer for a mutation. The sales worker takes what happens at the counter, and the others react to
 * its event; `sync` takes what people decide about the log itself, `notifications` what shall be mailed.
 */
export const workers = ['sync', 'sales', 'inventory', 'payments', 'notifications'] as const;
export type Worker = (typeof workers)[number];

export type MutationRule = {
  readonly version: number;
  readonly data: z.ZodType;
  /** For each older version, from 1: its schema, transforming to the next version's data. Kept for ever [S4]. */
  readonly upcast?: readonly z.ZodType[];
  /** The worker that takes the command. */
  readonly worker: Worker;
  /** All that must have answered before the till's outbox row is settled [S5]. */
  readonly settledBy: readonly Worker[];
};

export const resolutionKindSchema = z.enum(['retry', 'repair', 'setAside']);
const resolutionDataSchema = z
  .object({
    mutationId: mutationIdSchema,
    how: resolutionKindSchema,
    reason: z.string().trim().min(1).max(500),
    replacement: z.object({ type: z.string(), version: z.int().min(1), data: z.unknown() }).nullable(),
  })
  .refine(({ how, replacement }) => (how === 'repair') === (replacement !== null), {
    path: ['replacement'],
    error: 'belongs to a repair, and only to one',
  });

/** An order's head and what of it has changed or is new [S15]. */
const orderNewsSchema = z.object({
  order: orderHeadSchema,
  round: z.int(),
  lines: z.array(orderLineSchema),
  tickets: z.array(ticketSchema),
});
const voidLineSchema = z.object({
  orderId: orderIdSchema,
  line: orderLineSchema,
  tickets: z.array(ticketSchema),
});
const completeSaleSchema = z.object({
  sale: saleSchema,
  order: orderHeadSchema,
  round: z.int(),
  tickets: z.array(ticketSchema),
  /** The order's lines, where the sale has only a part of them [M10]. */
  lines: z.array(orderLineSchema).optional(),
});
const refundSaleSchema = z.object({ refund: refundSchema });
/** Version 2 only has more that may be there (discounts, courses, parts), so a body of version 1 is one of version 2. */
const sameAsBefore = <S extends z.ZodType>(data: S) => ({ version: 2, data, upcast: [data] });

/** Every intention that a till may record: name -> shape. An action and a sales file carry the same name. */
export const mutations = {
  openShift: {
    version: 1,
    data: z.object({ shift: shiftSchema }),
    worker: 'sales',
    settledBy: ['sales'],
  },
  /** The lines that were added since the last round, and the tickets they are on [S15]. */
  sendToKitchen: {
    ...sameAsBefore(orderNewsSchema),
    worker: 'sales',
    settledBy: ['sales'],
  },
  /** A line that the kitchen had. A line that was never sent is simply taken out. */
  voidLine: {
    ...sameAsBefore(voidLineSchema),
    worker: 'sales',
    settledBy: ['sales'],
  },
  /** What an order is for: begun at a table, moved to another one, more guests. The newest change wins [S15]. */
  changeOrder: { version: 1, data: orderNewsSchema, worker: 'sales', settledBy: ['sales'] },
  /**
   * Lines that go to another order, which may be new (a split) or take all of it (two tables become one). `lines` as
   * they stand now; the tickets tell the kitchen where they go.
   */
  moveLines: {
    version: 1,
    data: z.object({
      from: orderHeadSchema,
      to: orderHeadSchema,
      lines: z.array(orderLineSchema),
      tickets: z.array(ticketSchema),
    }),
    worker: 'sales',
    settledBy: ['sales'],
  },
  /** An order that has nothing to pay for leaves the floor. */
  closeOrder: { version: 1, data: orderNewsSchema, worker: 'sales', settledBy: ['sales'] },
  /** The kitchen may begin with a course that it holds. */
  fireCourse: { version: 1, data: orderNewsSchema, worker: 'sales', settledBy: ['sales'] },
  /** Whose a line is and which course, after it was sent; the kitchen hears of what it still holds. */
  assignLine: { version: 1, data: orderNewsSchema, worker: 'sales', settledBy: ['sales'] },
  /** The guests are shown what they will pay; it is counted. The kitchen gets what it did not have yet. */
  printBill: { version: 1, data: orderNewsSchema, worker: 'sales', settledBy: ['sales'] },
  /** A guest whom the branch shall remember, as new or with news of them. The server makes one of two with the same phone. */
  saveCustomer: {
    version: 1,
    data: z.object({ customer: customerRecordSchema }),
    worker: 'sales',
    settledBy: ['sales'],
  },
  /** A cook bumps a ticket, calls it back or has seen a notice; a waiter has served it. All that a kitchen's screen records. */
  markTicket: {
    version: 1,
    data: z.object({ ticketState: ticketStateSchema }),
    worker: 'sales',
    settledBy: ['sales'],
  },
  /**
   * A till says that it prints an online order's tickets. Of several that say so the first one does. `after`: it takes
   * over from whoever has that turn and has not printed.
   */
  takeOnlineOrder: {
    version: 1,
    data: z.object({ orderId: orderIdSchema, at: instantSchema, after: z.int().min(1).optional() }),
    worker: 'sales',
    settledBy: ['sales'],
  },
  /** Its tickets are on paper, the counter has it ready, or the guest has it. */
  markOnlineOrder: {
    version: 1,
    data: z.object({
      orderId: orderIdSchema,
      progress: z.enum(['printed', 'ready', 'delivered']),
      at: instantSchema,
    }),
    worker: 'sales',
    settledBy: ['sales'],
  },
  /** The branch cannot make it. All of its money (`total`) goes back the way it came. */
  refuseOnlineOrder: {
    version: 1,
    data: z.object({
      orderId: orderIdSchema,
      number: z.string(),
      total: moneySchema,
      reason: z.string().trim().min(1).max(200),
      at: instantSchema,
    }),
    worker: 'sales',
    settledBy: ['sales'],
  },
  /** All live lines are with it, in the sale or beside it, so an order that was never sent before is whole as well. */
  completeSale: {
    ...sameAsBefore(completeSaleSchema),
    worker: 'sales',
    settledBy: ['sales', 'inventory', 'payments'],
  },
  /** Money given back, in full or in part, at whatever till; the sale may still be on its way from another one [S17]. */
  refundSale: {
    ...sameAsBefore(refundSaleSchema),
    worker: 'sales',
    settledBy: ['sales', 'inventory', 'payments'],
  },
  /** Cash that went into or out of the drawer without a sale, or a drawer that was only opened. */
  moveCash: {
    version: 1,
    data: z.object({ movement: cashMovementSchema }),
    worker: 'sales',
    settledBy: ['sales'],
  },
  /** A tip is set right after its sale, until the shift closes: the movement says from what to what. */
  adjustTip: {
    version: 1,
    data: z.object({ movement: cashMovementSchema }),
    worker: 'sales',
    settledBy: ['sales', 'payments'],
  },
  /** Somebody is asked to pay by card or wallet through the server's gateway. Not a fact yet: the feed tells what came of it. */
  requestPayment: {
    version: 1,
    data: paymentRequestSchema,
    worker: 'payments',
    settledBy: ['payments'],
  },
  /** The same is not wanted any more. What was taken by then goes back. */
  cancelPayment: {
    version: 1,
    data: z.object({ intentId: intentIdSchema }),
    worker: 'payments',
    settledBy: ['payments'],
  },
  /** The shift's end: its Z report, counted and signed off. What belongs to it and comes later is an addendum [M13]. */
  closeShift: {
    version: 1,
    data: z.object({ report: zReportSchema }),
    worker: 'sales',
    settledBy: ['sales', 'payments'],
  },
  /** Thrown away, broken, eaten by the staff: told where it happens. */
  recordWaste: { version: 1, data: wasteSchema, worker: 'inventory', settledBy: ['inventory'] },
  /** What is on the shelf at a moment. */
  countStock: { version: 1, data: stockCountSchema, worker: 'inventory', settledBy: ['inventory'] },
  /**
   * A guest wants a receipt by mail. It brings the receipt and what stands on the branch's papers: whoever mails it has to
   * ask nobody, and it may be of another till.
   */
  sendReceipt: {
    version: 1,
    data: z.object({ sale: saleSchema, email: emailSchema, paper: mailPaperSchema }),
    worker: 'notifications',
    settledBy: ['notifications'],
  },
  /** Somebody comes to work or goes home. */
  punchClock: {
    version: 1,
    data: z.object({ punch: punchSchema }),
    worker: 'sales',
    settledBy: ['sales'],
  },
  /** Something that changes no books and must not be forgotten: it is for the audit log. */
  note: {
    version: 1,
    data: z.object({ note: noteSchema }),
    worker: 'sync',
    settledBy: ['sync'],
  },
  /**
   * How much of a product there still is, as somebody sees it. `seen` is the revision that they had before their eyes: of
   * two who did not know of each other the later one counts.
   */
  setAvailability: {
    version: 1,
    data: z.object({ availability: availabilitySchema, seen: z.int().min(0) }),
    worker: 'sync',
    settledBy: ['sync'],
  },
  /**
   * What a person decides about a mutation that is quarantined or flagged [S14]: `retry` it as it is, `repair` it (the
   * till says the same fact once more, in `replacement`), or `setAside` (a manager has seen it; the books stay as they
   * are). Nothing is edited or deleted: this is a fact of its own, with its reason.
   */
  resolve: {
    version: 1,
    data: resolutionDataSchema,
    worker: 'sync',
    settledBy: ['sync'],
  },
} as const satisfies Record<string, MutationRule>;

/** What a server knows of mutations: name -> rule. */
export type MutationTable = Readonly<Record<string, MutationRule>>;
export type MutationName = keyof typeof mutations;
/** The mutations that a worker takes. */
export type MutationNameOf<W extends Worker> = {
  [N in MutationName]: (typeof mutations)[N]['worker'] extends W ? N : never;
}[MutationName];
export type MutationData<N extends MutationName> = z.infer<(typeof mutations)[N]['data']>;

export function isMutationName(name: string): name is MutationName {
  return Object.hasOwn(mutations, name);
}

/** The bytes of a mutation, once parsed: the envelope and where in the till's log it stands [S3]. */
export const mutationSchema = envelopeSchema.extend({
  id: mutationIdSchema,
  tillId: tillIdSchema,
  incarnation: z.int().min(1),
  number: z.int().min(1),
  /** Who did it. */
  staffId: staffIdSchema,
  /** Who said that they may, where they may not do it alone. */
  approval: approvalSchema.optional(),
});
export type Mutation = z.infer<typeof mutationSchema>;
