import { z } from 'zod';
import { approvalSchema } from '../domain/permissions.ts';
import { orderDiscountOf } from '../domain/sale.ts';
import { staffIdSchema, tillIdSchema } from '../values/ids.ts';
import { add, type Money, moneySchema, subtract, sum } from '../values/money.ts';
import { instantSchema } from '../values/time.ts';
import { type Mutation, type MutationData, type MutationName } from './mutations.ts';

/** The kinds of things that an owner wants to be able to look up years later. */
export const auditKinds = [
  'void', 'refund', 'discount', 'decision', 'reprint', 'wrongPins', 'recordsChecked', 'approved',
  'cash', 'tip', 'variance', 'bill', 'moved', 'closed', 'training', 'backup',
  'staff', 'rights', 'menu', 'settings', 'device', 'account', 'stock', 'letter', 'forgotten', 'orderingKey',
] as const; // prettier-ignore
export const auditKindSchema = z.enum(auditKinds);
export type AuditKind = z.infer<typeof auditKindSchema>;

/** What is worth a line in the audit log: what was done with what, for how much, and why. */
export type AuditLine = {
  readonly kind: AuditKind;
  /** An item's name or a receipt's number, as staff know it. */
  readonly what: string;
  readonly amount: Money | null;
  readonly reason: string | null;
};

/** A field that was changed in the office, as JSON; null: it was not there, or is not any more, or is not for anybody's eyes. */
export const fieldChangeSchema = z.object({
  /** Parts of a part are joined with a dot: `grants.refund`. */
  field: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type FieldChange = z.infer<typeof fieldChangeSchema>;

/** `GET /office/audit`: newest first; `next` is where to go on from, null: there is no more. */
export const auditEntrySchema = z.object({
  id: z.uuid(),
  /** Null, as `staffId` is: the office did it. */
  tillId: tillIdSchema.nullable(),
  at: instantSchema,
  staffId: staffIdSchema.nullable(),
  /** The office account that did it. */
  by: z.string().nullable().default(null),
  changes: z.array(fieldChangeSchema).default([]),
  kind: auditKindSchema,
  what: z.string(),
  amount: moneySchema.nullable(),
  reason: z.string().nullable(),
  approval: approvalSchema.nullable(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;
export const auditPageSchema = z.object({ entries: z.array(auditEntrySchema), next: z.uuid().nullable() });
export type AuditPage = z.infer<typeof auditPageSchema>;

type Auditor<N extends MutationName> = (data: MutationData<N>) => AuditLine | null;

const auditors: { readonly [N in MutationName]?: Auditor<N> } = {
  voidLine: ({ line }) => ({
    kind: 'void',
    what: line.name,
    amount: null,
    reason: line.kitchen.state === 'voided' ? line.kitchen.reason : null,
  }),
  printBill: ({ order }) => {
    const last = order.bills?.at(-1);
    return { kind: 'bill', what: order.number, amount: last?.total ?? null, reason: null };
  },
  moveLines: ({ from, to, lines }) => ({
    kind: 'moved',
    what: `${from.number} > ${to.number}`,
    amount: null,
    reason: lines.map(({ name }) => name).join(', ') || null,
  }),
  closeOrder: ({ order }) => ({
    kind: 'closed',
    what: order.number,
    amount: null,
    reason: order.closed?.reason ?? null,
  }),
  refundSale: ({ refund }) => ({
    kind: 'refund',
    what: refund.saleReceiptNumber,
    amount: refund.total,
    reason: refund.reason,
  }),
  refuseOnlineOrder: ({ number, total, reason }) => ({
    kind: 'refund',
    what: number,
    amount: total,
    reason,
  }),
  completeSale: ({ sale }) => {
    const amount = add(sum(sale.lines.map((line) => line.discountAmount)), orderDiscountOf(sale));
    return amount === 0 ? null : { kind: 'discount', what: sale.receiptNumber, amount, reason: null };
  },
  moveCash: ({ movement }) => ({
    kind: 'cash',
    what: movement.kind,
    amount: movement.amount,
    reason: movement.reason,
  }),
  openShift: ({ shift }) =>
    shift.floatDiffers
      ? {
          kind: 'variance',
          what: shift.businessDay,
          amount: subtract(shift.float, shift.floatDiffers.left),
          reason: shift.floatDiffers.reason,
        }
      : null,
  adjustTip: ({ movement }) => ({
    kind: 'tip',
    what: movement.tip?.receiptNumber ?? '',
    amount: movement.tip ? subtract(movement.tip.to, movement.tip.from) : null,
    reason: movement.reason,
  }),
  closeShift: ({ report }) =>
    report.variance === 0
      ? null
      : {
          kind: 'variance',
          what: report.zNumber,
          amount: report.variance,
          reason: report.varianceReason || null,
        },
  recordWaste: ({ note }) => ({ kind: 'stock', what: 'recordWaste', amount: null, reason: note || null }),
  countStock: ({ note }) => ({ kind: 'stock', what: 'countStock', amount: null, reason: note || null }),
  resolve: ({ how, reason }) => ({ kind: 'decision', what: how, amount: null, reason }),
  note: ({ note }) => {
    switch (note.kind) {
      case 'reprint':
        return { kind: 'reprint', what: note.receiptNumber, amount: null, reason: null };
      case 'wrongPins':
        return { kind: 'wrongPins', what: note.name, amount: null, reason: null };
      case 'recordsChecked':
        return { kind: 'recordsChecked', what: note.faults.join('; '), amount: null, reason: null };
      case 'backupRestored':
        return { kind: 'backup', what: `${note.till}: ${note.entries}`, amount: null, reason: null };
      case 'training':
        return { kind: 'training', what: note.step, amount: null, reason: null };
    }
  },
};

/** The line that a mutation of the present version leaves in the audit log, if it leaves one. */
export function auditOf({ type, data, approval }: Mutation): AuditLine | null {
  const auditor = (auditors as Record<string, (data: unknown) => AuditLine | null>)[type]; // pairs names with their data
  const line = auditor?.(data) ?? null;
  if (line || !approval) return line;
  return { kind: 'approved', what: type, amount: null, reason: approval.reason };
}
