import { z } from 'zod';
import { shiftIdSchema, staffIdSchema, tillIdSchema } from '../values/ids.ts';
import { moneySchema } from '../values/money.ts';
import { businessDaySchema, instantSchema } from '../values/time.ts';

/** A till's drawer from float to count. Sales belong to a shift by its id, never by their time [M13]. */
export const shiftSchema = z.object({
  id: shiftIdSchema,
  tillId: tillIdSchema,
  businessDay: businessDaySchema,
  openedBy: staffIdSchema,
  openedAt: instantSchema,
  /** Cash in the drawer when the shift begins. */
  float: moneySchema,
  /** What the shift before said that it left there, and why it is not what is there now; missing: it is, or nobody left any. */
  floatDiffers: z.object({ left: moneySchema, reason: z.string().trim().min(1).max(200) }).optional(),
});
export type Shift = z.infer<typeof shiftSchema>;

/** A shift as it stands: closed for ever once it has a Z report. */
export const shiftStateSchema = shiftSchema.extend({ closedAt: instantSchema.optional() });
export type ShiftState = z.infer<typeof shiftStateSchema>;
