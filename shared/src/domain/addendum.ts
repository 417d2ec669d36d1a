import { z } from 'zod';
import {
  addendumIdSchema, newId, saleIdSchema, refundIdSchema, cashMovementIdSchema, shiftIdSchema, tillIdSchema, uuidFrom, zReportIdSchema,
} from '../values/ids.ts'; // prettier-ignore
import { type Money, moneySchema, noMoney, subtract, sum } from '../values/money.ts';
import { type CashMovement, drawerEffectOf } from './cash-movement.ts';
import { paymentsOf } from './payment.ts';
import { isInRanges } from './receipt-range.ts';
import { type Refund, refundPaymentsOf } from './refund.ts';
import type { Sale } from './sale.ts';
import type { ZReport } from './z-report.ts';

/**
 * A record of a shift that came to the books after the shift's Z. The Z stays as it is on paper; this stands beside it
 * [M13]. `counted`: the Z names it, only the books had to wait for it.
 */
export const addendumSchema = z.object({
  id: addendumIdSchema,
  zReportId: zReportIdSchema,
  zNumber: z.string(),
  shiftId: shiftIdSchema,
  tillId: tillIdSchema,
  recordId: z.union([saleIdSchema, refundIdSchema, cashMovementIdSchema]),
  kind: z.enum(['sale', 'refund', 'cashMovement']),
  /** The receipt number, or the reason of a cash movement. */
  label: z.string(),
  /** What it adds to the turnover; below zero for a refund. */
  total: moneySchema,
  /** What it did to the cash in the drawer. */
  cash: moneySchema,
  counted: z.boolean(),
});
export type Addendum = z.infer<typeof addendumSchema>;

export type LateRecord =
  | { readonly kind: 'sale'; readonly record: Sale }
  | { readonly kind: 'refund'; readonly record: Refund }
  | { readonly kind: 'cashMovement'; readonly record: CashMovement };

/** What stands beside a Z for a record that came after it. */
export function addendumOf(report: ZReport, late: LateRecord): Addendum {
  return {
    id: newId(() => uuidFrom(`addendum of ${late.record.id}`)),
    zReportId: report.id,
    zNumber: report.zNumber,
    shiftId: report.shift.id,
    tillId: late.record.tillId,
    recordId: late.record.id,
    kind: late.kind,
    ...effectOf(late, report),
  };
}

function effectOf(late: LateRecord, report: ZReport): Pick<Addendum, 'label' | 'total' | 'cash' | 'counted'> {
  switch (late.kind) {
    case 'sale': {
      const { receiptNumber, total } = late.record;
      const counted = isInRanges(report.receipts, receiptNumber);
      return { label: receiptNumber, total, cash: cashOf(paymentsOf(late.record)), counted };
    }
    case 'refund': {
      const { receiptNumber, total } = late.record;
      const counted = isInRanges(report.receipts, receiptNumber);
      const cash = cashOf(refundPaymentsOf(late.record));
      return { label: receiptNumber, total: subtract(noMoney, total), cash, counted };
    }
    case 'cashMovement': {
      const { id, reason } = late.record;
      const counted = report.cashMovements.includes(id);
      return { label: reason, total: noMoney, cash: drawerEffectOf(late.record), counted };
    }
  }
}

function cashOf(payments: readonly { readonly kind: string; readonly amount: Money }[]): Money {
  return sum(payments.filter(({ kind }) => kind === 'cash').map(({ amount }) => amount));
}
