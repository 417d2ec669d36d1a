import { z } from 'zod';
import {
  categoryIdSchema,
  choiceIdSchema,
  productIdSchema,
  stationIdSchema,
  taxIdSchema,
} from '../values/ids.ts';
import { moneySchema } from '../values/money.ts';
import { taxRateSchema } from '../values/tax-rate.ts';

export const orderTypes = ['dineIn', 'takeaway', 'delivery'] as const;
export const orderTypeSchema = z.enum(orderTypes);
export type OrderType = z.infer<typeof orderTypeSchema>;

export const categorySchema = z.object({ id: categoryIdSchema, name: z.string(), position: z.int() });
export type Category = z.infer<typeof categorySchema>;

/** Inclusive taxes are inside the price, exclusive ones are added to it; each counts only for its order types [M6]. */
export const taxSchema = z.object({
  id: taxIdSchema,
  name: z.string(),
  rate: taxRateSchema,
  inclusive: z.boolean(),
  orderTypes: z.array(orderTypeSchema),
});
export type Tax = z.infer<typeof taxSchema>;

export const choiceSchema = z.object({ id: choiceIdSchema, name: z.string(), price: moneySchema });
export type Choice = z.infer<typeof choiceSchema>;

/** A person picks at least `min` and at most `max` of the choices: min 1, max 1 is one required choice. */
export const optionGroupSchema = z.object({
  name: z.string(),
  min: z.int().min(0),
  max: z.int().min(1),
  choices: z.array(choiceSchema).min(1),
});
export type OptionGroup = z.infer<typeof optionGroupSchema>;

export const productSchema = z.object({
  id: productIdSchema,
  name: z.string().min(1),
  sku: z.string().nullable(),
  barcode: z.string().nullable(),
  categoryId: categoryIdSchema,
  price: moneySchema,
  taxIds: z.array(taxIdSchema),
  /** The kitchen station that makes it; null: nobody cooks it (a bottle from the fridge). */
  stationId: stationIdSchema.nullable(),
  options: z.array(optionGroupSchema),
  /** One emoji, shown where there is no photo. */
  glyph: z.string().nullable(),
  stocked: z.boolean(),
  active: z.boolean(),
});
export type Product = z.infer<typeof productSchema>;
