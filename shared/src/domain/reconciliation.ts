import { z } from 'zod';
import { shiftIdSchema, tillIdSchema, zReportIdSchema } from '../values/ids.ts';
import { money, moneySchema, noMoney, subtract } from '../values/money.ts';
import { type Payment, tenderSchema } from './payment.ts';
import type { ZReport } from './z-report.ts';

const bookedSchema = z.object({ count: z.int().min(0), amount: moneySchema });

/** One way of paying in one shift: what its Z says came in less what went back, and what the payments come to. */
const reconciledTenderSchema = z.object({
  kind: tenderSchema.shape.kind,
  told: bookedSchema,
  booked: bookedSchema,
});

/** A shift's Z held against the book of payments, which another worker keeps from the sales themselves. */
export const reconciliationSchema = z.object({
  shiftId: shiftIdSchema,
  tillId: tillIdSchema,
  zReportId: zReportIdSchema,
  zNumber: z.string(),
  tenders: z.array(reconciledTenderSchema),
});
export type Reconciliation = z.infer<typeof reconciliationSchema>;

/** What is booked for a shift, by way of paying. */
export type Booked = ReadonlyMap<Payment['kind'], z.infer<typeof bookedSchema>>;
const nothing = { count: 0, amount: noMoney };

export function reconcile(report: ZReport, booked: Booked): Reconciliation {
  const { id: zReportId, zNumber, shift, figures } = report;
  const tenders = tenderSchema.shape.kind.options.map((kind) => {
    const tender = figures.tenders.find((each) => each.kind === kind);
    const told = tender
      ? {
          count: tender.sold.count + tender.refunded.count,
          amount: subtract(tender.sold.total, tender.refunded.total),
        }
      : nothing;
    return { kind, told, booked: booked.get(kind) ?? nothing };
  });
  const used = tenders.filter(({ told, booked: own }) => told.count + own.count > 0);
  return { shiftId: shift.id, tillId: shift.tillId, zReportId, zNumber, tenders: used };
}

/** The same with payments that came later. */
export function alsoBooked(before: Reconciliation, payments: readonly Payment[]): Reconciliation {
  const kinds = tenderSchema.shape.kind.options.map((kind) => {
    const known = before.tenders.find((tender) => tender.kind === kind) ?? {
      kind,
      told: nothing,
      booked: nothing,
    };
    return {
      ...known,
      booked: addBooked(
        known.booked,
        payments.filter((payment) => payment.kind === kind),
      ),
    };
  });
  return { ...before, tenders: kinds.filter(({ told, booked }) => told.count + booked.count > 0) };
}

export function addBooked(
  { count, amount }: z.infer<typeof bookedSchema>,
  payments: readonly Pick<Payment, 'amount'>[],
): z.infer<typeof bookedSchema> {
  return {
    count: count + payments.length,
    amount: money(payments.reduce((sum, payment) => sum + payment.amount, Number(amount))),
  };
}

/** Whether payments that the Z counts are missing or came to something else; more of them are told one by one, as late. */
export function lacksPayments({ tenders }: Reconciliation): boolean {
  return tenders.some(
    ({ told, booked }) =>
      booked.count < told.count || (booked.count === told.count && booked.amount !== told.amount),
  );
}

/** Whether every way of paying came to what the Z says. */
export function isReconciled({ tenders }: Reconciliation): boolean {
  return tenders.every(({ told, booked }) => told.amount === booked.amount && told.count === booked.count);
}
