import { z } from 'zod';
import { addendumSchema } from '../domain/addendum.ts';
import { cashMovementSchema } from '../domain/cash-movement.ts';
import { customerRecordSchema } from '../domain/customer.ts';
import { availabilitySchema } from '../domain/availability.ts';
import { onlineOrderSchema, onlineViewSchema } from '../domain/online-order.ts';
import { orderSchema } from '../domain/order.ts';
import { paymentSchema } from '../domain/payment.ts';
import { paymentIntentSchema } from '../domain/payment-intent.ts';
import { punchSchema } from '../domain/punch.ts';
import { reconciliationSchema } from '../domain/reconciliation.ts';
import { refundSchema } from '../domain/refund.ts';
import { saleSchema } from '../domain/sale.ts';
import { shiftStateSchema } from '../domain/shift.ts';
import { stockLevelSchema } from '../domain/stock.ts';
import { ticketSchema } from '../domain/ticket.ts';
import { ticketStateSchema } from '../domain/ticket-state.ts';
import { zReportSchema } from '../domain/z-report.ts';
import { emailSchema } from '../values/email.ts';
import {
  customerIdSchema, intentIdSchema, mutationIdSchema, productIdSchema, refundIdSchema,
} from '../values/ids.ts'; // prettier-ignore
import { quantitySchema } from '../values/quantity.ts';
import { instantSchema } from '../values/time.ts';
import { flagSchema } from './commands.ts';
import { envelopeSchema } from './envelope.ts';
import { mailKindSchema, mailPaperSchema, mailSettingsSchema } from './mail.ts';
import { resolutionKindSchema, workers, type Worker } from './mutations.ts';
import { stockRefusalSchema } from './stock-requests.ts';

/** An entity's state after an event; `revision` counts the entity's own changes, so an older state never wins [S20]. */
function state<S extends z.ZodType>(schema: S) {
  return z.object({ revision: z.int().min(1), data: schema });
}

/** Of a record whose shift was closed before it came [M13]. */
const late = { addendum: addendumSchema.optional() };
/** Orders that a line was moved from or to, which have to say the same of it; missing: none. */
const others = z.array(state(orderSchema)).optional();

/** The online order that a sale or a refund is of; missing: it is of none. */
const online = { onlineOrder: state(onlineOrderSchema).optional() };

/** What happened: name -> data. One message in, one event out: the event is the worker's answer to its cause. */
export const eventData = {
  shiftOpened: z.object({ shift: state(shiftStateSchema) }),
  /** `addenda`: records of the shift that were here before its Z and are not in it. */
  shiftClosed: z.object({
    report: zReportSchema,
    shift: state(shiftStateSchema),
    addenda: z.array(addendumSchema),
  }),
  cashMoved: z.object({ movement: cashMovementSchema, ...late }),
  /** A tip is another one than its sale says. */
  tipAdjusted: z.object({ movement: cashMovementSchema, ...late }),
  clockPunched: z.object({ punch: punchSchema }),
  orderSent: z.object({ order: state(orderSchema), tickets: z.array(ticketSchema) }),
  lineVoided: z.object({ order: state(orderSchema), tickets: z.array(ticketSchema), others }),
  /** Begun, moved, merged, split, closed, a course fired, a bill shown: the orders as they are now. */
  ordersChanged: z.object({ orders: z.array(state(orderSchema)), tickets: z.array(ticketSchema) }),
  /** Guests as the branch remembers them now; null: forgotten, as they wished. */
  customersChanged: z.object({
    customers: z.array(
      z.object({ id: customerIdSchema, revision: z.int().min(1), data: customerRecordSchema.nullable() }),
    ),
  }),
  /** How far a ticket is in the kitchen. */
  ticketMarked: z.object({ ticketState: state(ticketStateSchema) }),
  saleCompleted: z.object({
    sale: saleSchema,
    order: state(orderSchema),
    tickets: z.array(ticketSchema),
    ...late,
    others,
    /** Refunds of it that were booked before it came, and what is odd about each now that it is here [S17]; missing: none. */
    judged: z.array(z.object({ refundId: refundIdSchema, flags: z.array(flagSchema) })).optional(),
    ...online,
  }),
  saleRefunded: z.object({ refund: refundSchema, ...late, ...online }),
  /** How far an online order is. */
  onlineOrderChanged: z.object({ onlineOrder: state(onlineOrderSchema) }),
  /**
   * The guest of an online order, who gave an address, is to hear that it is paid (`sale` is its receipt) or cancelled (null). For
   * the notifications only: the branch is never told the address.
   */
  guestMailAsked: z.object({
    to: emailSchema,
    order: onlineViewSchema,
    sale: saleSchema.nullable(),
    paper: mailPaperSchema,
  }),
  stockMoved: z.object({
    levels: z.array(state(stockLevelSchema)),
    movements: z.array(z.object({ productId: productIdSchema, quantity: quantitySchema })),
    /** What has become low or has run out by it; missing: nothing has. */
    ran: z
      .array(
        z.object({
          productId: productIdSchema,
          name: z.string(),
          to: z.enum(['low', 'out']),
          onHand: quantitySchema,
        }),
      )
      .min(1)
      .optional(),
  }),
  /** The inventory knows of these products and ingredients. */
  itemsSet: z.object({ levels: z.array(state(stockLevelSchema)) }),
  /** Held for the order until then. */
  stockReserved: z.object({ reservationId: z.uuid(), expiresAt: instantSchema }),
  stockReleased: z.object({ reservationId: z.uuid() }),
  /** A request is not done, and nothing has moved. */
  stockRefused: z.object({ refusal: stockRefusalSchema }),
  /** Null: somebody has said something newer already. */
  availabilitySet: z.object({ availability: state(availabilitySchema).nullable() }),
  /** `reconciliation`: of a shift that had its Z before these payments came. */
  paymentsRecorded: z.object({
    payments: z.array(paymentSchema),
    reconciliation: state(reconciliationSchema).optional(),
    /** Intents of the gateway that a sale was paid with or that go back. */
    intents: z.array(state(paymentIntentSchema)).optional(),
  }),
  /** How far the gateway's payments are. */
  intentsChanged: z.object({ intents: z.array(state(paymentIntentSchema)) }),
  /** Nobody has said for long how this intent of an online order stands: whoever knows says it again. */
  intentMissed: z.object({ intentId: intentIdSchema }),
  /** The gateway has called: something became of this one. What, it has to be asked. */
  gatewayCalled: z.object({ reference: z.string() }),
  shiftReconciled: z.object({ reconciliation: state(reconciliationSchema) }),
  /** A mail was written, and will leave when the mail server takes it. Its address is not told. */
  mailQueued: z.object({ kind: mailKindSchema }),
  /** Somebody in the office said who gets the summary of each day. */
  summaryRecipientsSet: mailSettingsSchema.extend({ paper: mailPaperSchema }),
  /** Something was written down; there is nothing to apply. */
  noted: z.object({ kind: z.string() }),
  /** Somebody decided about a mutation; what became of that one is told by its settlement. */
  resolved: z.object({ mutationId: mutationIdSchema, how: resolutionKindSchema }),
  /** The worker could not make sense of the message: kept whole with its cause, for a person [S13]. */
  quarantined: z.object({ cause: z.string() }),
} as const satisfies Record<string, z.ZodType>;

export type EventName = keyof typeof eventData;
export type EventData<N extends EventName> = z.infer<(typeof eventData)[N]>;

export const verdictSchema = z.enum(['applied', 'flagged', 'quarantined']);
export type Verdict = z.infer<typeof verdictSchema>;

const eventBase = envelopeSchema.extend({
  version: z.literal(1),
  worker: z.enum(workers),
  verdict: verdictSchema,
  flags: z.array(flagSchema),
});

function event<N extends EventName>(name: N) {
  return eventBase.extend({ type: z.literal(name), data: eventData[name] });
}

export const eventSchema = z.discriminatedUnion('type', [
  event('shiftOpened'),
  event('shiftClosed'),
  event('cashMoved'),
  event('tipAdjusted'),
  event('clockPunched'),
  event('orderSent'),
  event('lineVoided'),
  event('ordersChanged'),
  event('customersChanged'),
  event('ticketMarked'),
  event('saleCompleted'),
  event('saleRefunded'),
  event('onlineOrderChanged'),
  event('guestMailAsked'),
  event('stockMoved'),
  event('itemsSet'),
  event('stockReserved'),
  event('stockReleased'),
  event('stockRefused'),
  event('availabilitySet'),
  event('paymentsRecorded'),
  event('intentsChanged'),
  event('intentMissed'),
  event('gatewayCalled'),
  event('shiftReconciled'),
  event('mailQueued'),
  event('summaryRecipientsSet'),
  event('noted'),
  event('resolved'),
  event('quarantined'),
]);
export type Event = z.infer<typeof eventSchema>;

/** `evt.<worker>.<name>.<branch>` */
export function eventSubject(worker: Worker, name: string, branchId: string): string {
  return `evt.${worker}.${name}.${branchId}`;
}
