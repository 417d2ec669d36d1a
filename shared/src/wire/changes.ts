import { z } from 'zod';
import { addendumSchema } from '../domain/addendum.ts';
import { branchSchema, printerSchema, stationSchema, tillSchema } from '../domain/branch.ts';
import { cashMovementSchema } from '../domain/cash-movement.ts';
import { customerRecordSchema } from '../domain/customer.ts';
import { tableSchema } from '../domain/floor.ts';
import { availabilitySchema } from '../domain/availability.ts';
import { categorySchema, productSchema, taxSchema } from '../domain/menu.ts';
import { onlineOrderSchema } from '../domain/online-order.ts';
import { orderSchema } from '../domain/order.ts';
import { paymentIntentSchema } from '../domain/payment-intent.ts';
import { rightsSchema } from '../domain/permissions.ts';
import { punchSchema } from '../domain/punch.ts';
import { reconciliationSchema } from '../domain/reconciliation.ts';
import { refundSchema } from '../domain/refund.ts';
import { saleSchema } from '../domain/sale.ts';
import { shiftStateSchema } from '../domain/shift.ts';
import { staffSchema } from '../domain/staff.ts';
import { stockLevelSchema } from '../domain/stock.ts';
import { ticketSchema } from '../domain/ticket.ts';
import { ticketStateSchema } from '../domain/ticket-state.ts';
import { zReportSchema } from '../domain/z-report.ts';
import { branchIdSchema, mutationIdSchema, staffIdSchema, tillIdSchema } from '../values/ids.ts';
import { instantSchema } from '../values/time.ts';
import { flagSchema } from './commands.ts';
import { type Event, verdictSchema } from './events.ts';
import { resolutionKindSchema } from './mutations.ts';
import { readerRoleSchema } from './scope.ts';

/** What a person decided about a mutation [S14]. */
export const resolutionSchema = z.object({
  how: resolutionKindSchema,
  reason: z.string(),
  /** Who, by the till's people; with `account` it is the office account of that name. */
  by: staffIdSchema,
  at: instantSchema,
  account: z.string().optional(),
});
export type Resolution = z.infer<typeof resolutionSchema>;

/** What became of a till's mutation: final when every worker that answers for it has answered [S14]. */
export const settlementSchema = z.object({
  mutationId: mutationIdSchema,
  tillId: tillIdSchema,
  verdict: verdictSchema,
  flags: z.array(flagSchema),
  /** Why it is quarantined, in words; empty otherwise. */
  cause: z.string(),
  /** The last thing a person decided about it; null: nobody had to. */
  resolution: resolutionSchema.nullable().default(null),
});
export type Settlement = z.infer<typeof settlementSchema>;

/** Everything that a branch's feed carries: entity name -> its state. */
export const entities = {
  branch: branchSchema,
  till: tillSchema,
  station: stationSchema,
  printer: printerSchema,
  staff: staffSchema,
  rights: rightsSchema,
  category: categorySchema,
  tax: taxSchema,
  table: tableSchema,
  product: productSchema,
  stock: stockLevelSchema,
  availability: availabilitySchema,
  shift: shiftStateSchema,
  customer: customerRecordSchema,
  order: orderSchema,
  onlineOrder: onlineOrderSchema,
  ticket: ticketSchema,
  ticketState: ticketStateSchema,
  sale: saleSchema,
  refund: refundSchema,
  cashMovement: cashMovementSchema,
  zReport: zReportSchema,
  addendum: addendumSchema,
  reconciliation: reconciliationSchema,
  paymentIntent: paymentIntentSchema,
  punch: punchSchema,
  settlement: settlementSchema,
} as const satisfies Record<string, z.ZodType>;
export type EntityName = keyof typeof entities;
export type Entity<N extends EntityName> = z.infer<(typeof entities)[N]>;

/** A new state of an entity, or its end (`data: null`, a tombstone), before the feed has numbered it. */
export type Change = {
  readonly [N in EntityName]: {
    readonly entity: N;
    readonly id: string;
    readonly revision: number;
    readonly data: Entity<N> | null;
  };
}[EntityName];

function change<N extends EntityName>(name: N) {
  return z.object({
    version: z.int().min(1),
    entity: z.literal(name),
    id: z.uuid(),
    revision: z.int().min(1),
    data: z.nullable(entities[name]),
  });
}

/** A change with its place in the branch's feed. Changes of one version belong together and travel together [S20]. */
export const feedChangeSchema = z.discriminatedUnion('entity', [
  change('branch'), change('till'), change('station'), change('printer'), change('staff'), change('rights'), change('category'),
  change('tax'), change('table'), change('product'), change('stock'), change('availability'), change('shift'), change('customer'), change('order'), change('onlineOrder'), change('ticket'), change('ticketState'),
  change('sale'), change('refund'), change('cashMovement'), change('zReport'), change('addendum'), change('reconciliation'), change('paymentIntent'), change('punch'),
  change('settlement'),
]); // prettier-ignore
export type FeedChange = z.infer<typeof feedChangeSchema>;

/** Where a reader stands: which history, which stream, what of it, which version it has applied [S19] [S21]. */
export const cursorSchema = z.object({
  epoch: z.uuid(),
  stream: branchIdSchema,
  scope: readerRoleSchema,
  version: z.int().min(0),
});
export type Cursor = z.infer<typeof cursorSchema>;

export function cursorToText(cursor: Cursor): string {
  return `${cursor.epoch}.${cursor.stream}.${cursor.scope}.${cursor.version}`;
}

/** A text of three parts is a till's from before there were scopes. */
export const cursorTextSchema = z
  .string()
  .regex(/^[^.]+\.[^.]+(\.[a-z]+)?\.(0|[1-9]\d*)$/, 'a cursor is epoch.stream.scope.version')
  .transform((text) => {
    const [epoch, stream, ...rest] = text.split('.');
    return { epoch, stream, scope: rest.length > 1 ? rest[0] : 'till', version: Number(rest.at(-1)) };
  })
  .pipe(cursorSchema);

/** `GET /sync/changes?cursor=`: the next page, or word that this cursor cannot be continued from [S20] [S21]. */
export const changesPageSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('page'),
    cursor: cursorSchema,
    /** The newest version there is; the reader is up to date when its cursor has reached it. */
    head: z.int(),
    changes: z.array(feedChangeSchema),
  }),
  z.object({ kind: z.literal('mustResnapshot'), reason: z.string() }),
]);
export type ChangesPage = z.infer<typeof changesPageSchema>;

/**
 * `GET /sync/snapshot`, one JSON a line [S21]: the head, then the newest state of all that lasts in the order of its
 * version, then the end. A mark says that all up to `after` was sent: with `?cursor=&floor=&after=` (of the head and the
 * last mark) a reader that was cut off goes on from there. `?entity=&floor=` is one bucket anew [S23].
 */
export const snapshotHeadSchema = z.object({
  kind: z.literal('head'),
  /** From here the reader pulls once it has all. */
  cursor: cursorSchema,
  /** Above this version history is sent, too. */
  floor: z.int().min(0),
  /** Rows of the whole snapshot, for a progress bar: an estimate, because others go on writing. */
  count: z.int().min(0),
});
export const snapshotMarkSchema = z.object({ kind: z.literal('mark'), after: z.int().min(0) });
/** `count`: rows in this answer. */
export const snapshotEndSchema = z.object({ kind: z.literal('end'), count: z.int().min(0) });
export const snapshotLineSchema = z.union([
  snapshotHeadSchema,
  feedChangeSchema,
  snapshotMarkSchema,
  snapshotEndSchema,
]);
export type SnapshotLine = z.infer<typeof snapshotLineSchema>;
export type SnapshotHead = z.infer<typeof snapshotHeadSchema>;

/**
 * `GET /sync/history?cursor=&below=`: what a snapshot leaves out, newest first: history up to version `below`, and the
 * floor that the reader has reached with it; with `all=true` as far back as there is any [S21].
 */
export const historyPageSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('page'),
    floor: z.int().min(0),
    /** A reader gets no more than this. */
    complete: z.boolean(),
    changes: z.array(feedChangeSchema),
  }),
  z.object({ kind: z.literal('mustResnapshot'), reason: z.string() }),
]);
export type HistoryPage = z.infer<typeof historyPageSchema>;

/** `GET /sync/live`: says only that there is something to pull [S22]. */
export const hintSchema = z.object({ stream: branchIdSchema, head: z.int() });
export type Hint = z.infer<typeof hintSchema>;

/** What an event changes in the branch's feed; the settlement is the projector's to add. */
export function changesOf(event: Event): Change[] {
  switch (event.type) {
    case 'shiftOpened':
      return [{ entity: 'shift', id: event.data.shift.data.id, ...event.data.shift }];
    case 'shiftClosed': {
      const { report, shift, addenda } = event.data;
      return [
        { entity: 'zReport', id: report.id, revision: 1, data: report },
        { entity: 'shift', id: shift.data.id, ...shift },
        ...addenda.map(addendumChange),
      ];
    }
    case 'cashMoved':
    case 'tipAdjusted': {
      const { movement } = event.data;
      return [
        { entity: 'cashMovement', id: movement.id, revision: 1, data: movement },
        ...lateChanges(event.data),
      ];
    }
    case 'clockPunched': {
      const { punch } = event.data;
      return [{ entity: 'punch', id: punch.id, revision: 1, data: punch }];
    }
    case 'customersChanged':
      return event.data.customers.map((customer) => ({ entity: 'customer', ...customer }));
    case 'orderSent':
      return [orderChange(event.data.order), ...event.data.tickets.map(ticketChange)];
    case 'lineVoided': {
      const { order, others = [], tickets } = event.data;
      return [...[order, ...others].map(orderChange), ...tickets.map(ticketChange)];
    }
    case 'ticketMarked': {
      const { ticketState } = event.data;
      return [{ entity: 'ticketState', id: ticketState.data.ticketId, ...ticketState }];
    }
    case 'ordersChanged':
      return [...event.data.orders.map(orderChange), ...event.data.tickets.map(ticketChange)];
    case 'saleCompleted':
      return [
        { entity: 'sale', id: event.data.sale.id, revision: 1, data: event.data.sale },
        ...[event.data.order, ...(event.data.others ?? [])].map(orderChange),
        ...event.data.tickets.map(ticketChange),
        ...lateChanges(event.data),
        ...onlineChanges(event.data),
      ];
    case 'saleRefunded': {
      const { refund } = event.data;
      return [
        { entity: 'refund', id: refund.id, revision: 1, data: refund },
        ...lateChanges(event.data),
        ...onlineChanges(event.data),
      ];
    }
    case 'onlineOrderChanged':
      return onlineChanges(event.data);
    case 'stockMoved':
    case 'itemsSet':
      return event.data.levels.map((level) => ({ entity: 'stock', id: level.data.productId, ...level }));
    case 'availabilitySet': {
      const { availability } = event.data;
      return availability
        ? [{ entity: 'availability', id: availability.data.productId, ...availability }]
        : [];
    }
    case 'paymentsRecorded':
      return [
        ...reconciliationChanges(event.data.reconciliation),
        ...(event.data.intents ?? []).map(intentChange),
      ];
    case 'shiftReconciled':
      return reconciliationChanges(event.data.reconciliation);
    case 'intentsChanged':
      return event.data.intents.map(intentChange);
    case 'intentMissed':
    case 'gatewayCalled':
    case 'stockReserved':
    case 'stockReleased':
    case 'stockRefused':
    case 'guestMailAsked':
    case 'mailQueued':
    case 'summaryRecipientsSet':
    case 'noted':
    case 'resolved':
    case 'quarantined':
      return [];
  }
}

/** Before it is paid an online order is nobody's work, and no till hears of it. */
function onlineChanges({
  onlineOrder,
}: {
  readonly onlineOrder?: { readonly revision: number; readonly data: Entity<'onlineOrder'> } | undefined;
}): Change[] {
  if (!onlineOrder || onlineOrder.data.paidAt === null) return [];
  return [{ entity: 'onlineOrder', id: onlineOrder.data.id, ...onlineOrder }];
}

function lateChanges({ addendum }: { readonly addendum?: Entity<'addendum'> | undefined }): Change[] {
  return addendum ? [addendumChange(addendum)] : [];
}

type State<N extends EntityName> = { readonly revision: number; readonly data: Entity<N> };

function reconciliationChanges(reconciliation: State<'reconciliation'> | undefined): Change[] {
  return reconciliation
    ? [{ entity: 'reconciliation', id: reconciliation.data.shiftId, ...reconciliation }]
    : [];
}

function intentChange(intent: State<'paymentIntent'>): Change {
  return { entity: 'paymentIntent', id: intent.data.id, ...intent };
}

function addendumChange(addendum: Entity<'addendum'>): Change {
  return { entity: 'addendum', id: addendum.id, revision: 1, data: addendum };
}

function orderChange(order: State<'order'>): Change {
  return { entity: 'order', id: order.data.id, ...order };
}

function ticketChange(ticket: Entity<'ticket'>): Change {
  return { entity: 'ticket', id: ticket.id, revision: 1, data: ticket };
}
