import { z } from 'zod';
import { unitSchema } from '../domain/menu.ts';
import { recipeSchema } from '../domain/recipe.ts';
import {
  adjustmentSchema, goodsReceiptSchema, stockCountSchema, transferReceiptSchema, transferSchema, wasteSchema,
} from '../domain/stock-documents.ts'; // prettier-ignore
import { choiceIdSchema, productIdSchema } from '../values/ids.ts';
import { quantitySchema } from '../values/quantity.ts';
import { instantSchema } from '../values/time.ts';
import { commandSubject } from './commands.ts';
import { envelopeSchema } from './envelope.ts';

/** What stock has to know of a product or an ingredient: the menu says it, the inventory keeps a copy. */
export const stockItemSchema = z.object({
  id: productIdSchema,
  /** The menu's revision; an older one never wins. */
  revision: z.int().min(1),
  kind: z.enum(['product', 'ingredient']),
  name: z.string().min(1),
  unit: unitSchema.nullable(),
  /** Kept in stock from now on; what was kept once goes on being kept. */
  stocked: z.boolean(),
  /** At so much or less it is low; null: nobody asked to be told. */
  lowAt: quantitySchema.nullable(),
  /** What it is made of, for everything that is added to an order from `since` on. */
  recipe: recipeSchema.nullable(),
  since: instantSchema,
  active: z.boolean(),
  /** Who wrote this revision. */
  by: z.string().optional(),
});
export type StockItem = z.infer<typeof stockItemSchema>;

/** Something that a branch cooks with, without what counts in that branch alone. */
export const ingredientSchema = stockItemSchema.pick({
  id: true,
  name: true,
  unit: true,
  lowAt: true,
  recipe: true,
});
export type Ingredient = z.infer<typeof ingredientSchema>;

/** Lines of an order that is not paid yet: dishes reserve what they are made of. */
export const reservationSchema = z.object({
  /** The id of the order: the sale that pays for the order takes what is reserved. */
  reservationId: z.uuid(),
  lines: z
    .array(
      z.object({
        productId: productIdSchema,
        quantity: quantitySchema.refine((value) => value > 0),
        options: z.array(z.object({ choiceId: choiceIdSchema })),
      }),
    )
    .min(1),
  /** From then on it holds nothing any more, whether it was released or not. */
  expiresAt: instantSchema,
});

/**
 * What the office and other services ask the inventory for. A request travels as an envelope on `cmd.inventory.<branch>`
 * and is answered by one event whose `causationId` is its id: `stockMoved`, `itemsSet`, `stockReserved`, `stockRefused`,
 * `stockReleased`, or `quarantined`.
 */
export const stockRequests = {
  receiveGoods: goodsReceiptSchema,
  recordWaste: wasteSchema,
  adjustStock: adjustmentSchema,
  countStock: stockCountSchema,
  sendTransfer: transferSchema,
  receiveTransfer: transferReceiptSchema,
  setItems: z.object({ items: z.array(stockItemSchema).min(1).max(500) }),
  reserveStock: reservationSchema,
  /** Also of one that never came: it will not be reserved any more. */
  releaseStock: z.object({ reservationId: z.uuid() }),
} as const satisfies Record<string, z.ZodType>;
export type StockRequestName = keyof typeof stockRequests;
export type StockRequestData<N extends StockRequestName> = z.infer<(typeof stockRequests)[N]>;

function request<N extends StockRequestName>(name: N) {
  return envelopeSchema.extend({
    type: z.literal(name),
    version: z.literal(1),
    data: stockRequests[name],
  });
}

export const stockRequestSchema = z.discriminatedUnion('type', [
  request('receiveGoods'), request('recordWaste'), request('adjustStock'), request('countStock'), request('sendTransfer'),
  request('receiveTransfer'), request('setItems'), request('reserveStock'), request('releaseStock'),
]); // prettier-ignore
export type StockRequest = z.infer<typeof stockRequestSchema>;

/** Where a request goes. */
export function stockRequestSubject(branchId: string): string {
  return commandSubject('inventory', branchId);
}

/** Why something that may be refused was refused. */
export const stockRefusalSchema = z.discriminatedUnion('code', [
  /** What of the reservation there is not enough of: asked for, and left. Nothing of it is reserved. */
  z.object({
    code: z.literal('notEnough'),
    reservationId: z.uuid(),
    lines: z.array(
      z.object({
        productId: productIdSchema,
        name: z.string(),
        wanted: quantitySchema,
        left: quantitySchema,
      }),
    ),
  }),
  /** It was released before it came. */
  z.object({ code: z.literal('released'), reservationId: z.uuid() }),
  /** No such transfer to or from this branch, or it has been received already. */
  z.object({ code: z.enum(['transferUnknown', 'transferReceived']), transferId: z.uuid() }),
  /** The branch has nothing of that name: it has to be on its menu or among its ingredients first. */
  z.object({ code: z.literal('itemUnknown'), transferId: z.uuid(), name: z.string() }),
  /** Somebody has written this ingredient meanwhile: what they made of it. Nothing of the request is kept. */
  z.object({
    code: z.literal('itemChanged'),
    theirs: stockItemSchema.pick({
      id: true,
      revision: true,
      name: true,
      unit: true,
      lowAt: true,
      recipe: true,
      active: true,
      by: true,
    }),
  }),
]);
export type StockRefusal = z.infer<typeof stockRefusalSchema>;
