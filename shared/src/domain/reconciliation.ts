import { z } from 'zod';
import { shiftIdSchema, tillIdSchema, zReportIdSchema } from '../values/ids.ts';
import { add, type Money, money, moneySchema, noMoney, subtract, sum } from '../values/money.ts';
import { type Payment, tenderSchema } from './payment.ts';
import type { PaymentIntent } from './payment-intent.ts';
import type { ZReport } from './z-report.ts';

const bookedSchema = z.object({ count: z.int().min(0), amount: moneySchema });

/** One way of paying in one shift: what its Z says came in less what went back, and what the payments come to. */
const reconciledTenderSchema = z.object({
  kind: tenderSchema.shape.kind,
  told: bookedSchema,
  booked: bookedSchema,
  /** What the gateway has taken by now for those payments, less what is back; missing: none of them is its. */
  gateway: bookedSchema.optional(),
});

/** A shift's Z held against the book of payments, which another worker keeps from the sales themselves. */
export const reconciliationSchema = z.object({
  shiftId: shiftIdSchema,
  tillId: tillIdSchema,
  zReportId: zReportIdSchema,
  zNumber: z.string(),
  tenders: z.array(reconciledTenderSchema),
  /** Tips, which are in no tender's amount [M8]; missing: there are none. */
  tips: z.object({ told: moneySchema, booked: moneySchema }).optional(),
});
export type Reconciliation = z.infer<typeof reconciliationSchema>;

/** What is booked for a shift, by way of paying. */
export type Booked = ReadonlyMap<Payment['kind'], z.infer<typeof bookedSchema>>;
const nothing = { count: 0, amount: noMoney };
const noTips = { told: noMoney, booked: noMoney };

export function reconcile(report: ZReport, booked: Booked, tipped: Money): Reconciliation {
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
  const told = tipsToldBy(report);
  const tips = (told !== 0 || tipped !== 0) && { tips: { told, booked: tipped } };
  return { shiftId: shift.id, tillId: shift.tillId, zReportId, zNumber, tenders: used, ...tips };
}

/** The same with tips that came later, or were set right. */
export function alsoTipped(before: Reconciliation, tips: Money): Reconciliation {
  const { told, booked } = before.tips ?? { told: noMoney, booked: noMoney };
  return tips === 0 ? before : { ...before, tips: { told, booked: add(booked, tips) } };
}

/** All tips that a Z counts, whoever they are for. */
export function tipsToldBy({ figures }: Pick<ZReport, 'figures'>): Money {
  return sum((figures.tips ?? []).flatMap(({ cash, slip }) => [cash, slip]));
}

/** The tips that came with payments. */
export function tipsOf(payments: readonly Pick<Payment, 'tip'>[]): Money {
  return sum(payments.map(({ tip }) => tip?.amount ?? noMoney));
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
  const tenders = kinds.filter(({ told, booked }) => told.count + booked.count > 0);
  return alsoTipped({ ...before, tenders }, tipsOf(payments));
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
export function lacksPayments({ tenders, tips = noTips }: Reconciliation): boolean {
  const lacks = tenders.some(
    ({ told, booked }) =>
      booked.count < told.count || (booked.count === told.count && booked.amount !== told.amount),
  );
  return lacks || tips.booked < tips.told;
}

/** A payment of a shift that went through the gateway, and how its intent stands. */
export type GatewayPayment = Pick<Payment, 'tenderId' | 'amount'> & {
  readonly tip: Money;
  readonly intent: Pick<PaymentIntent, 'state' | 'amount' | 'refunds'>;
};

/** The same with what the gateway itself has moved: what it has not taken, or not given back yet, is not counted. */
export function withGateway(before: Reconciliation, payments: readonly GatewayPayment[]): Reconciliation {
  const moved = payments.map(movedBy).filter((amount) => amount !== 0);
  const gateway = { count: moved.length, amount: sum(moved) };
  return {
    ...before,
    tenders: before.tenders.map((tender) => (tender.kind === 'gateway' ? { ...tender, gateway } : tender)),
  };
}

/** A tip is charged with its tender, and is in no figure of a Z's ways of paying. */
function movedBy({
  tenderId,
  amount,
  tip,
  intent: { state, amount: taken, refunds = [] },
}: GatewayPayment): Money {
  if (amount >= 0) return state === 'authorised' ? subtract(taken, tip) : noMoney;
  const back = refunds.find(({ id }) => id === String(tenderId));
  return back?.state === 'refunded' ? subtract(noMoney, back.amount) : noMoney;
}

/** Whether every way of paying came to what the Z says, and the gateway has moved what is booked. */
export function isReconciled({ tenders, tips = noTips }: Reconciliation): boolean {
  const isPaid = tenders.every(
    ({ told, booked, gateway = booked }) =>
      told.amount === booked.amount && told.count === booked.count && gateway.amount === booked.amount,
  );
  return isPaid && tips.told === tips.booked;
}
