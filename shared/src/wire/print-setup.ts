import { z } from 'zod';
import { printerAddressSchema } from '../domain/branch.ts';

/** Who is looked for. `knock`: also at every neighbour's door; only with consent, on one's own network. */
export const findPrintersSchema = z.object({ knock: z.boolean() });

export const foundPrinterSchema = z.object({
  address: z.string(),
  /** What it calls itself; null: something takes raw jobs there, and says nothing. */
  name: z.string().nullable(),
  /** How its name was learnt. */
  by: z.enum(['mdns', 'escpos', 'snmp']).nullable(),
});
export type FoundPrinter = z.infer<typeof foundPrinterSchema>;
export const foundPrintersSchema = z.object({ printers: z.array(foundPrinterSchema) });

/** What a person reads off the ruler page. */
export const rulerAnswersSchema = z.object({
  /** The last number that stands whole on its first line. */
  columns: z.union([z.literal(32), z.literal(42), z.literal(48)]),
  box: z.boolean(),
  euro: z.boolean(),
  qr: z.boolean(),
  cut: z.boolean(),
});
export type RulerAnswers = z.infer<typeof rulerAnswersSchema>;

/** Without `seen` the ruler page is printed; with it nothing is, and the answer is the profile that fits. */
export const setUpPrinterSchema = z.object({
  address: printerAddressSchema,
  seen: rulerAnswersSchema.nullable(),
});
export type SetUpPrinter = z.infer<typeof setUpPrinterSchema>;

export const printerSetUpSchema = z.object({
  /** It answers when it is asked for its state. */
  status: z.boolean(),
  maker: z.string().nullable(),
  model: z.string().nullable(),
  /** The id of the profile that fits; null: nobody has read the ruler page yet. */
  profile: z.string().nullable(),
});
export type PrinterSetUp = z.infer<typeof printerSetUpSchema>;
