import { z } from 'zod';
import { type Hash, chain, hashSchema, noHash } from '../values/hash.ts';
import {
  cashMovementIdSchema,
  orderIdSchema,
  type ZReportId,
  staffIdSchema,
  zReportIdSchema,
} from '../values/ids.ts';
import {
  add,
  currencySchema,
  type Money,
  money,
  moneySchema,
  noMoney,
  subtract,
  sum,
} from '../values/money.ts';
import { type Result, ok, refuse } from '../values/result.ts';
import { type Instant, instantSchema } from '../values/time.ts';
import type { Branch } from './branch.ts';
import { receiptRangeSchema, receiptRangesOf } from './receipt-range.ts';
import { seriesOf } from './sale.ts';
import { shiftSchema, type Shift } from './shift.ts';
import {
  type Counted,
  expectedCash,
  figuresOf,
  shiftFiguresSchema,
  type ShiftRecords,
} from './shift-figures.ts';

/** How many pieces of a note or coin lay in the drawer. */
export const countLineSchema = z.object({
  value: moneySchema.refine((value) => value > 0, 'a note or coin is worth something'),
  pieces: z.int().min(0),
});
export type CountLine = z.infer<typeof countLineSchema>;

/** An order that guests have not paid when the shift ends: it goes on in the next one, by its name. */
export const carriedOrderSchema = z.object({
  id: orderIdSchema,
  number: z.string(),
  table: z.string().nullable(),
  total: moneySchema,
});
export type CarriedOrder = z.infer<typeof carriedOrderSchema>;

/**
 * The end of a shift, for ever: a set of receipts, what they add up to, and what was counted. It is a link of the till's
 * own chain of Z reports, and is never edited: what comes late is an addendum [M13].
 */
export const zReportSchema = z.object({
  id: zReportIdSchema,
  /** `T1-Z0007`; a till that was enrolled again counts on under its next incarnation, `T1.2-Z0008`. */
  zNumber: z.string(),
  /** Dense per till, from 1. */
  sequence: z.int().min(1),
  shift: shiftSchema,
  currency: currencySchema,
  rules: z.literal(1),
  closedBy: staffIdSchema,
  closedByName: z.string(),
  closedAt: instantSchema,
  /** Exactly the sales and refunds that the figures are made of, so that anybody can prove whether all are there. */
  receipts: z.array(receiptRangeSchema),
  /** And exactly these cash movements, which have no numbers. */
  cashMovements: z.array(cashMovementIdSchema),
  figures: shiftFiguresSchema,
  expectedCash: moneySchema,
  /** Counted before anybody was shown what was expected. */
  count: z.array(countLineSchema),
  countedCash: moneySchema,
  /** What was counted first, if it was counted again after the difference was shown; missing: counted once. */
  earlierCounts: z.array(moneySchema).min(1).optional(),
  /** `countedCash - expectedCash`: below zero, something is missing. */
  variance: moneySchema,
  /** By how much it may differ without a word, as the branch had it. */
  varianceLimit: moneySchema,
  /** Why it differs; needed beyond the limit. */
  varianceReason: z.string().trim().min(1).max(500).optional(),
  /** Cash that stays for the next shift; the rest of what was counted goes to the safe. */
  leftInDrawer: moneySchema,
  carriedOrders: z.array(carriedOrderSchema),
  /** All sales that this till ever closed: never falls, never begins anew. */
  grandTotal: moneySchema,
  previousHash: hashSchema,
  hash: hashSchema,
});
export type ZReport = z.infer<typeof zReportSchema>;

export type ZRefusal = {
  readonly ok: false;
  readonly code: 'noReason' | 'badCount' | 'badLeft';
  readonly message: string;
};

export type ZRequest = {
  readonly id: ZReportId;
  readonly tillCode: string;
  readonly incarnation: number;
  readonly shift: Shift;
  readonly branch: Pick<Branch, 'currency' | 'varianceLimit'>;
  readonly records: ShiftRecords;
  readonly voids: Counted;
  readonly count: readonly CountLine[];
  readonly earlierCounts: readonly Money[];
  readonly varianceReason: string;
  readonly leftInDrawer: Money;
  readonly carriedOrders: readonly CarriedOrder[];
  readonly staff: { readonly id: ZReport['closedBy']; readonly name: string };
  /** The till's last Z as far as it is known here. */
  readonly previous: ZReport | null;
  readonly closedAt: Instant;
};

/** Closes a shift, or says what is missing. */
export function decideZ(request: ZRequest): Result<ZReport, ZRefusal> {
  const { shift, branch, records, previous, incarnation } = request;
  const count = request.count.filter((line) => line.pieces > 0);
  if (count.some((line) => !countLineSchema.safeParse(line).success))
    return refuse('badCount', 'Count whole notes and coins.');
  const countedCash = countOf(count);
  if (request.leftInDrawer < 0 || request.leftInDrawer > countedCash)
    return refuse('badLeft', 'No more can stay in the drawer than was counted.');
  const figures = figuresOf(records, request.voids);
  const expected = expectedCash(shift.float, figures);
  const variance = subtract(countedCash, expected);
  const varianceReason = request.varianceReason.trim();
  const varianceLimit = branch.varianceLimit ?? noMoney;
  if (isBeyondLimit({ variance, varianceLimit }) && varianceReason === '')
    return refuse('noReason', 'Say why the cash is not what it should be.');
  const sequence = (previous?.sequence ?? 0) + 1;
  const report: Omit<ZReport, 'hash'> = {
    id: request.id,
    zNumber: `${seriesOf(request.tillCode, incarnation)}-Z${String(sequence).padStart(4, '0')}`,
    sequence,
    shift: shiftSchema.parse(shift),
    currency: branch.currency,
    rules: 1,
    closedBy: request.staff.id,
    closedByName: request.staff.name,
    closedAt: request.closedAt,
    receipts: receiptRangesOf(receiptNumbersOf(records)),
    cashMovements: records.movements.map(({ id }) => id).sort(),
    figures,
    expectedCash: expected,
    count,
    countedCash,
    ...(request.earlierCounts.length > 0 && { earlierCounts: [...request.earlierCounts] }),
    variance,
    varianceLimit,
    ...(varianceReason !== '' && { varianceReason }),
    leftInDrawer: request.leftInDrawer,
    carriedOrders: [...request.carriedOrders],
    grandTotal: add(previous?.grandTotal ?? noMoney, figures.sales.total),
    previousHash: previous?.hash ?? noHash,
  };
  return ok({ ...report, hash: zHashOf(report) });
}

/** What a count of notes and coins comes to. */
export function countOf(count: readonly CountLine[]): Money {
  return sum(count.map(({ value, pieces }) => money(value * pieces)));
}

/** Whether a difference is so large that somebody who may has to say why. */
export function isBeyondLimit({ variance, varianceLimit }: Pick<ZReport, 'variance' | 'varianceLimit'>) {
  return Math.abs(variance) > varianceLimit;
}

export function receiptNumbersOf({ sales, refunds }: ShiftRecords): string[] {
  return [...sales, ...refunds].map(({ receiptNumber }) => receiptNumber);
}

/** The link of the till's chain of Z reports: hash of the link before and the report's JSON in the schema's key order. */
export function zHashOf(report: Omit<ZReport, 'hash'>): Hash {
  return chain(report.previousHash, JSON.stringify(zWithoutHash.parse(report)));
}
const zWithoutHash = zReportSchema.omit({ hash: true });
