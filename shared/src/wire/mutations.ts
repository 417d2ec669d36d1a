import { z } from 'zod';
import { orderHeadSchema, orderLineSchema } from '../domain/order.ts';
import { saleSchema } from '../domain/sale.ts';
import { shiftSchema } from '../domain/shift.ts';
import { ticketSchema } from '../domain/ticket.ts';
import { mutationIdSchema, orderIdSchema, staffIdSchema, tillIdSchema } from '../values/ids.ts';
import { envelopeSchema } from './envelope.ts';

/** The services that answer for a mutation; the sales worker takes it, the others react to its event. */
export const workers = ['sales', 'inventory', 'payments'] as const;
export type Worker = (typeof workers)[number];

type MutationRule = {
  readonly version: number;
  readonly data: z.ZodType;
  /** The worker that takes the command. */
  readonly worker: Worker;
  /** All that must have answered before the till's outbox row is settled [S5]. */
  readonly settledBy: readonly Worker[];
};

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
    version: 1,
    data: z.object({
      order: orderHeadSchema,
      round: z.int(),
      lines: z.array(orderLineSchema),
      tickets: z.array(ticketSchema),
    }),
    worker: 'sales',
    settledBy: ['sales'],
  },
  /** A line that the kitchen had; `line` as it stands now. A line that was never sent is simply taken out. */
  voidLine: {
    version: 1,
    data: z.object({ orderId: orderIdSchema, line: orderLineSchema, tickets: z.array(ticketSchema) }),
    worker: 'sales',
    settledBy: ['sales'],
  },
  /** The sale holds all live lines, so an order that was never sent before is whole as well. */
  completeSale: {
    version: 1,
    data: z.object({
      sale: saleSchema,
      order: orderHeadSchema,
      round: z.int(),
      tickets: z.array(ticketSchema),
    }),
    worker: 'sales',
    settledBy: ['sales', 'inventory', 'payments'],
  },
} as const satisfies Record<string, MutationRule>;

export type MutationName = keyof typeof mutations;
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
  staffId: staffIdSchema,
});
export type Mutation = z.infer<typeof mutationSchema>;
