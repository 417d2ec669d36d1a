import { z } from 'zod';
import {
  categoryIdSchema,
  choiceIdSchema,
  productIdSchema,
  stationIdSchema,
  taxIdSchema,
} from '../values/ids.ts';
import { moneySchema } from '../values/money.ts';
import { quantitySchema } from '../values/quantity.ts';
import { taxRateSchema } from '../values/tax-rate.ts';
import { instantSchema } from '../values/time.ts';
import { recipeSchema } from './recipe.ts';

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

export const choiceSchema = z.object({
  id: choiceIdSchema,
  name: z.string(),
  price: moneySchema,
  /** Picked already when the question is asked. */
  isDefault: z.literal(true).optional(),
});
export type Choice = z.infer<typeof choiceSchema>;

/** A person picks at least `min` and at most `max` of the choices: min 1, max 1 is one required choice. */
export const optionGroupSchema = z.object({
  name: z.string(),
  min: z.int().min(0),
  max: z.int().min(1),
  choices: z.array(choiceSchema).min(1),
});
export type OptionGroup = z.infer<typeof optionGroupSchema>;

/** One course of a combo: so many of these products belong to it, each with what it costs more than the others. */
export const comboGroupSchema = z.object({
  name: z.string(),
  min: z.int().min(0),
  max: z.int().min(1),
  parts: z.array(z.object({ productId: productIdSchema, price: moneySchema })).min(1),
});
export type ComboGroup = z.infer<typeof comboGroupSchema>;

const timeOfDaySchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day is written 17:30');

/**
 * A price that counts at times, by the branch's clock: from an instant on, on some days, between two times of day (over
 * midnight where the end is before the start). What is null or empty does not limit it.
 */
export const timedPriceSchema = z.object({
  price: moneySchema,
  from: instantSchema.nullable(),
  until: instantSchema.nullable(),
  /** 0 is Sunday. */
  days: z.array(z.int().min(0).max(6)),
  start: timeOfDaySchema.nullable(),
  end: timeOfDaySchema.nullable(),
});
export type TimedPrice = z.infer<typeof timedPriceSchema>;

export const units = ['kg', 'l', 'm'] as const;
export const unitSchema = z.enum(units);
export type Unit = z.infer<typeof unitSchema>;

/** SHA-256 of the photo's file, hexadecimal: another photo has another name. */
export const photoSchema = z.string().regex(/^[0-9a-f]{64}$/);

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
  /** It is weighed or measured: `price` is for one of these, quantities have three decimals. Missing: pieces. */
  unit: unitSchema.optional(),
  /** What its usual container weighs. */
  tare: quantitySchema.optional(),
  /** Whoever sells it says what it costs; `price` is only a proposal. */
  openPrice: z.literal(true).optional(),
  /** It is made of other products, which the kitchen gets in its place [M14]. */
  combo: z.array(comboGroupSchema).min(1).optional(),
  /** The last one that counts is taken before `price`. */
  prices: z.array(timedPriceSchema).optional(),
  photo: photoSchema.optional(),
  /** What it takes from stock, if that is not itself. */
  recipe: recipeSchema.optional(),
  /** With so much on hand or less it is low. */
  lowAt: quantitySchema.refine((value) => value >= 0).optional(),
});
export type Product = z.infer<typeof productSchema>;
