import { z } from 'zod';
import { currencySchema, moneySchema } from '../values/money.ts';
import { instantSchema } from '../values/time.ts';
import { shiftSchema } from './shift.ts';
import { shiftFiguresSchema } from './shift-figures.ts';

/** How a shift stands: read as often as one likes, it closes nothing. */
export const xReportSchema = z.object({
  shift: shiftSchema,
  currency: currencySchema,
  figures: shiftFiguresSchema,
  /** Null: it is read by somebody who will count blind, so nothing on it says what must be in the drawer. */
  expectedCash: moneySchema.nullable(),
  readByName: z.string(),
  readAt: instantSchema,
});
export type XReport = z.infer<typeof xReportSchema>;
