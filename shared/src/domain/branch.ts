import { z } from 'zod';
import {
  branchIdSchema,
  organisationIdSchema,
  printerIdSchema,
  stationIdSchema,
  tillIdSchema,
} from '../values/ids.ts';
import { languageSchema } from '../values/language.ts';
import { currencySchema, moneySchema } from '../values/money.ts';
import { chargeRuleSchema } from './charge.ts';
import { pictureSchema } from '../values/picture.ts';
import { barcodeRuleSchema } from './barcode.ts';
import { routingSchema } from './routing.ts';
import { branchUpdatesSchema } from './update-gate.ts';

/** A place that sells: its feed, stock and shifts are its own. */
export const branchSchema = z.object({
  id: branchIdSchema,
  organisationId: organisationIdSchema,
  name: z.string(),
  /** Printed at the head of a receipt, one line each: name, street, tax registration. */
  receiptHead: z.array(z.string()),
  receiptFoot: z.array(z.string()),
  currency: currencySchema,
  /** Cash is rounded to this many minor units [M7]; 1 rounds nothing. */
  cashStep: z.int().min(1),
  timeZone: z.string(),
  /** Service charges; the first that counts for an order is taken [M5]. */
  charges: z.array(chargeRuleSchema).optional(),
  /** What people here may choose from when they give something away; missing: the usual reasons. */
  discountReasons: z.array(z.string().trim().min(1).max(60)).optional(),
  compReasons: z.array(z.string().trim().min(1).max(60)).optional(),
  /** Names of the wallets that guests pay with here, such as bKash; missing: wallets have no names. */
  wallets: z.array(z.string().trim().min(1).max(20)).optional(),
  /** Of everything it prints; missing: English. */
  language: languageSchema.optional(),
  /** Stands over the head of a receipt. */
  logo: pictureSchema.optional(),
  /** Printed as a QR code under a receipt; `{receipt}` in it becomes the receipt's number, `{id}` the sale's, `{hash}` a proof. */
  receiptLink: z.string().max(300).optional(),
  /** Gets a copy of everything that goes to the kitchen, for the person who brings a table's plates together. */
  expeditorPrinterId: printerIdSchema.optional(),
  /** Which station makes what; missing: what the menu says. */
  routing: routingSchema.optional(),
  /** A drawer that differs by more at the end of a shift needs a reason; missing: any difference does. */
  varianceLimit: moneySchema.optional(),
  /** How its scales print labels; missing: the standard rules. */
  barcodes: z.array(barcodeRuleSchema).optional(),
  /** A till that nobody touches for so many minutes locks itself; 0: never; missing: `usualLockMinutes`. */
  lockAfterMinutes: z.int().min(0).max(240).optional(),
  /** When its devices may change their version; missing: as soon as nothing is in the way. */
  updates: branchUpdatesSchema.optional(),
});
export type Branch = z.infer<typeof branchSchema>;
export const usualLockMinutes = 5;

/** A device that sells. `code` starts its receipt and order numbers, so it is unique in the branch. */
export const tillSchema = z.object({
  id: tillIdSchema,
  /** `TRN` and `WEB` are taken: practice and the web count their own receipts under them. */
  code: z.string().regex(/^(?!(?:TRN|WEB)$)[A-Z0-9]{1,4}$/),
  name: z.string(),
  /** Where its receipts come out and its drawer hangs; null: nowhere yet. */
  receiptPrinterId: printerIdSchema.nullable(),
  /** A screen in the kitchen, which sells nothing; missing: a till. */
  kind: z.literal('kitchen').optional(),
});
export type Till = z.infer<typeof tillSchema>;

/** A part of the kitchen that gets its own tickets. */
export const stationSchema = z.object({
  id: stationIdSchema,
  name: z.string(),
  printerId: printerIdSchema.nullable(),
  /** Where its tickets come out, one after the other, when its own printer cannot print them [P7]. */
  backupPrinterIds: z.array(printerIdSchema).max(5).optional(),
});
export type Station = z.infer<typeof stationSchema>;

/**
 * How a printer is reached: `tcp://192.168.1.50:9100`, `usb:///dev/usb/lp0`, `serial:///dev/ttyUSB0?baud=9600`,
 * `epos://192.168.1.50`, `cups://queue`, `winspool://Name`. Nothing else of the machine can be named by it.
 */
export const printerAddressSchema = z
  .string()
  .max(300)
  .regex(
    new RegExp(
      [
        String.raw`^tcp://(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+):\d{1,5}$`,
        String.raw`^usb:///dev/(usb/)?lp\d{1,2}$`,
        String.raw`^serial:///dev/(tty|cu\.)[A-Za-z0-9._-]{1,40}(\?baud=\d{3,6})?$`,
        String.raw`^epos://[A-Za-z0-9.-]+(:\d{1,5})?(/[A-Za-z0-9_]{1,30})?$`,
        String.raw`^cups://[A-Za-z0-9_.-]{1,120}$`,
        String.raw`^winspool://[A-Za-z0-9_.%-]{1,250}$`,
      ].join('|'),
    ),
    'a printer address looks like tcp://192.168.1.50:9100',
  );

export const printerSchema = z.object({
  id: printerIdSchema,
  name: z.string(),
  address: printerAddressSchema,
  /** A profile of the printer package, which knows its code pages, width and cutter. */
  profile: z.string(),
});
export type Printer = z.infer<typeof printerSchema>;
