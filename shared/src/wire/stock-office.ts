import { z } from 'zod';
import { unitSchema } from '../domain/menu.ts';
import { recipeSchema } from '../domain/recipe.ts';
import { movementReasonSchema } from '../domain/stock-documents.ts';
import { branchIdSchema, productIdSchema } from '../values/ids.ts';
import { moneySchema } from '../values/money.ts';
import { quantitySchema } from '../values/quantity.ts';
import { instantSchema } from '../values/time.ts';
import { branchNameSchema } from './accounts.ts';
import { stockItemSchema, stockRefusalSchema, stockRequests } from './stock-requests.ts';

// What the office's stock page asks and says. Pages go on from `next`, an opaque text; null: there is no more.

export const stockFilterSchema = z.enum(['all', 'low', 'short', 'ingredients']);
export type StockFilter = z.infer<typeof stockFilterSchema>;

const itemNameSchema = z.object({
  id: productIdSchema,
  name: z.string(),
  unit: unitSchema.nullable(),
  kind: z.enum(['product', 'ingredient']),
  /** It is made of other items, which are received and counted in its place. */
  made: z.boolean(),
});

export const stockRowSchema = itemNameSchema.extend({
  /** The item's; what the office writes of an ingredient is one above it. */
  revision: z.int(),
  recipe: recipeSchema.nullable(),
  onHand: quantitySchema,
  shortage: quantitySchema,
  /** Held by orders that are not paid yet. */
  reserved: quantitySchema,
  lowAt: quantitySchema.nullable(),
  /** What is on hand has cost so much. */
  value: moneySchema,
});
export type StockRow = z.infer<typeof stockRowSchema>;

/** `GET /office/stock?filter=&search=&after=`: what lacks first, then what ran out, what is low, and the rest by name. */
export const stockPageSchema = z.object({
  rows: z.array(stockRowSchema),
  next: z.string().nullable(),
  /** On the first page only. */
  totals: z.object({ items: z.int(), short: z.int(), low: z.int(), value: moneySchema }).nullable(),
});
export type StockPage = z.infer<typeof stockPageSchema>;

export const movementRowSchema = z.object({
  id: z.string(),
  reason: movementReasonSchema,
  quantity: quantitySchema,
  /** There on a count itself; a count without it takes back what was told too late. */
  counted: quantitySchema.nullable(),
  cost: moneySchema,
  at: instantSchema,
  /** Of a paper: who wrote it, why, and who is at its other end. */
  by: z.string().nullable(),
  note: z.string().nullable(),
  party: z.string().nullable(),
});
export type MovementRow = z.infer<typeof movementRowSchema>;

/** `GET /office/stock/movements?product=&after=`: newest first. */
export const movementsPageSchema = z.object({
  rows: z.array(movementRowSchema),
  next: z.string().nullable(),
});
export type MovementsPage = z.infer<typeof movementsPageSchema>;

/** `GET /office/stock/lots`: what is good for two weeks more at most, the first to expire first. */
export const expiringSchema = z.object({
  lots: z.array(
    itemNameSchema.extend({
      lotId: z.uuid(),
      expiresOn: z.iso.date(),
      remaining: quantitySchema,
      value: moneySchema,
    }),
  ),
});
export type Expiring = z.infer<typeof expiringSchema>;

/** `GET /office/stock/transfers`: those in transit first, then the last ones. */
export const transfersSchema = z.object({
  transfers: z.array(
    z.object({
      id: z.uuid(),
      from: branchIdSchema,
      to: branchIdSchema,
      sentAt: instantSchema,
      sentBy: z.string(),
      note: z.string(),
      receivedAt: instantSchema.nullable(),
      receivedBy: z.string().nullable(),
      lines: z.array(
        z.object({
          place: z.int(),
          name: z.string(),
          unit: unitSchema.nullable(),
          quantity: quantitySchema,
          received: quantitySchema.nullable(),
          expiresOn: z.iso.date().nullable(),
        }),
      ),
    }),
  ),
});
export type Transfers = z.infer<typeof transfersSchema>;

/** `GET /office/stock/items?search=&ids=`: what may be received, counted, thrown away, sent, or go into a dish; `ids` names those of a recipe. */
export const itemNamesSchema = z.object({ items: z.array(itemNameSchema) });
export type ItemName = z.infer<typeof itemNameSchema>;

/** `GET /office/stock/branches`: the organisation's. */
export const branchNamesSchema = z.object({ branches: z.array(branchNameSchema) });
/** `GET /office/stock/export` */
export const stockFileSchema = z.object({ csv: z.string() });

const ingredientSchema = stockItemSchema
  .pick({ id: true, revision: true, name: true, unit: true, lowAt: true, active: true })
  .extend({ name: z.string().trim().min(1).max(100), recipe: recipeSchema.nullable().optional() });

function said<N extends keyof typeof officeRequests>(type: N) {
  return z.object({ type: z.literal(type), data: officeRequests[type] });
}
const { receiveGoods, recordWaste, adjustStock, countStock, sendTransfer, receiveTransfer } = stockRequests;
/** What the office may say: the papers, without who it is, which the session knows; and an ingredient. */
const officeRequests = {
  receiveGoods: receiveGoods.omit({ by: true }),
  recordWaste: recordWaste.omit({ by: true }),
  adjustStock: adjustStock.omit({ by: true }),
  countStock: countStock.omit({ by: true }),
  sendTransfer: sendTransfer.omit({ by: true }),
  receiveTransfer: receiveTransfer.omit({ by: true }),
  setIngredient: z.object({ id: z.uuid(), ingredient: ingredientSchema }),
};

/** `POST /office/stock/request`: its id is its idempotency key. */
export const officeStockRequestSchema = z.discriminatedUnion('type', [
  said('receiveGoods'), said('recordWaste'), said('adjustStock'), said('countStock'), said('sendTransfer'),
  said('receiveTransfer'), said('setIngredient'),
]); // prettier-ignore
export type OfficeStockRequest = z.infer<typeof officeStockRequestSchema>;

/** `waiting`: it is written down and will be booked; nobody has to say it again. */
export const stockAnswerSchema = z.discriminatedUnion('state', [
  z.object({ state: z.enum(['booked', 'waiting']) }),
  z.object({ state: z.literal('refused'), refusal: stockRefusalSchema }),
  z.object({ state: z.literal('failed'), cause: z.string() }),
]);
export type StockAnswer = z.infer<typeof stockAnswerSchema>;
