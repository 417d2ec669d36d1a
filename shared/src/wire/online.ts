import { z } from 'zod';
import { onlineOrderSchema, onlineRequestSchema, onlineViewSchema } from '../domain/online-order.ts';
import { onlineStatusSchema } from '../domain/online-saga.ts';
import { onlineRefusalCodes } from '../domain/price-online.ts';
import { branchSchema, stationSchema } from '../domain/branch.ts';
import { orderLineSchema } from '../domain/order.ts';
import { branchIdSchema, orderIdSchema } from '../values/ids.ts';
import { moneySchema } from '../values/money.ts';
import { businessDaySchema, instantSchema } from '../values/time.ts';

/** A page's key for a branch, as it carries it: public, because it stands in the page. */
export const orderingKeyHeader = 'galley-ordering-key';
/** Names an order before it has an id: sent again under the same one it is the same order. */
export const idempotencyHeader = 'idempotency-key';
export const idempotencyKeySchema = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/);

/** `/office/ordering-keys`: which pages may order here. */
export const orderingKeySchema = z.object({
  id: z.uuid(),
  key: z.string(),
  name: z.string(),
  createdBy: z.string(),
  createdAt: instantSchema,
  revokedAt: instantSchema.nullable(),
});
export type OrderingKey = z.infer<typeof orderingKeySchema>;
export const orderingKeysSchema = z.object({ keys: z.array(orderingKeySchema) });
export const orderingKeyRequestSchema = z.object({ name: z.string().trim().min(1).max(60) });

/** What the office reads of an order: also who wants it. */
export const officeOnlineOrderSchema = onlineViewSchema.extend({
  name: z.string(),
  phone: z.string(),
  address: z.string().optional(),
  note: z.string(),
});
/** Newest first; `next` is where to go on from, null: there is no more. */
export const onlineOrdersPageSchema = z.object({
  orders: z.array(officeOnlineOrderSchema),
  next: z.string().nullable(),
});
export type OnlineOrdersPage = z.infer<typeof onlineOrdersPageSchema>;
export const onlineOrdersQuery = {
  status: onlineStatusSchema.optional(),
  day: businessDaySchema.optional(),
  /** `next` of the page before. */
  after: z
    .string()
    .regex(/^[0-9TZ:.-]{24}_[0-9a-f-]{36}$/)
    .optional(),
} as const;
export const onlineOrdersPageSize = 50;

const refusalSchema = z.object({
  kind: z.literal('refused'),
  code: z.enum(onlineRefusalCodes),
  message: z.string(),
});

/** What services ask each other about online orders while a guest waits: topic -> question and answer. */
export const onlineQuestions = {
  /** Of the service that has the menu: what it costs, and all that a branch needs to make it. */
  price: {
    topic: 'menu.priceOnline',
    question: z.object({ branchId: branchIdSchema, request: onlineRequestSchema, at: instantSchema }),
    answer: z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('priced'),
        lines: z.array(orderLineSchema),
        total: moneySchema,
        branch: branchSchema,
        stations: z.array(stationSchema),
      }),
      refusalSchema,
    ]),
  },
  /** Of the service that has the orders. */
  place: {
    topic: 'sales.placeOnline',
    question: z.object({
      branchId: branchIdSchema,
      key: idempotencyKeySchema,
      request: onlineRequestSchema,
    }),
    answer: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('placed'), view: onlineViewSchema }),
      refusalSchema,
      /** The key was used for another order. */
      z.object({ kind: z.literal('keyReused') }),
      /** The menu does not answer; nothing was kept. */
      z.object({ kind: z.literal('away') }),
    ]),
  },
  find: {
    topic: 'sales.findOnline',
    question: z.object({ branchId: branchIdSchema, id: orderIdSchema }),
    answer: onlineViewSchema.nullable(),
  },
  list: {
    topic: 'sales.listOnline',
    question: z.object({ branchId: branchIdSchema, ...onlineOrdersQuery }),
    answer: onlineOrdersPageSchema,
  },
} as const;
export type OnlinePlaced = z.infer<typeof onlineQuestions.place.answer>;
export type OnlinePriced = z.infer<typeof onlineQuestions.price.answer>;

/** Of what an event tells: how the feed and the pages know the order. */
export type OnlineState = { readonly revision: number; readonly data: z.infer<typeof onlineOrderSchema> };
