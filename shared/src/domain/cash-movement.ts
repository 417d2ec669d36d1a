import { z } from 'zod';
import {
  type CashMovementId,
  cashMovementIdSchema,
  shiftIdSchema,
  staffIdSchema,
  tillIdSchema,
} from '../values/ids.ts';
import { currencySchema, type Money, money, moneySchema, noMoney, subtract } from '../values/money.ts';
import { type Result, ok, refuse } from '../values/result.ts';
import { type Instant, businessDaySchema, instantSchema } from '../values/time.ts';
import type { Shift } from './shift.ts';
import { tipChangeSchema } from './tip.ts';

/**
 * `drop`: taken to the safe. `noSale`: the drawer was opened and nothing went in or out. `tip`: a tip was set right after the
 * sale; it is cash only if its tender is.
 */
export const cashMovementKindSchema = z.enum(['in', 'out', 'drop', 'noSale', 'tip']);
export type CashMovementKind = z.infer<typeof cashMovementKindSchema>;
/** What somebody opens the drawer for. */
export type DrawerKind = Exclude<CashMovementKind, 'tip'>;

/** The drawer was opened for something else than a sale or a refund: by whom, why, and what went in or out. */
export const cashMovementSchema = z
  .object({
    id: cashMovementIdSchema,
    tillId: tillIdSchema,
    /** Belongs to its shift by this id, never by its time [M13]. */
    shiftId: shiftIdSchema,
    businessDay: businessDaySchema,
    kind: cashMovementKindSchema,
    currency: currencySchema,
    /** How much, never below zero; the kind says in which direction. */
    amount: moneySchema.refine((amount) => amount >= 0, 'the kind says which way, not the sign'),
    reason: z.string().trim().min(1).max(200),
    staffId: staffIdSchema,
    staffName: z.string(),
    movedAt: instantSchema,
    /** There for a `tip`, and for nothing else. */
    tip: tipChangeSchema.optional(),
  })
  .refine(({ kind, amount }) => (kind === 'noSale') === (amount === 0), {
    path: ['amount'],
    error: 'is nothing for a drawer that was only opened, and more than nothing otherwise',
  })
  .refine(({ kind, tip }) => (kind === 'tip') === (tip !== undefined), {
    path: ['tip'],
    error: 'belongs to a tip that was set right, and only to that',
  });
export type CashMovement = z.infer<typeof cashMovementSchema>;

export type CashMovementRefusal = {
  readonly ok: false;
  readonly code: 'noReason' | 'noAmount';
  readonly message: string;
};

export type CashMovementRequest = {
  readonly id: CashMovementId;
  readonly kind: DrawerKind;
  readonly amount: Money;
  readonly reason: string;
  readonly shift: Shift;
  readonly currency: CashMovement['currency'];
  readonly staff: { readonly id: CashMovement['staffId']; readonly name: string };
  readonly movedAt: Instant;
};

export function decideCashMovement(request: CashMovementRequest): Result<CashMovement, CashMovementRefusal> {
  const { id, kind, shift, currency, staff, movedAt } = request;
  const reason = request.reason.trim();
  if (reason === '') return refuse('noReason', 'Say why the drawer is opened.');
  const amount = kind === 'noSale' ? noMoney : request.amount;
  if (kind !== 'noSale' && amount <= 0) return refuse('noAmount', 'Enter how much.');
  return ok({
    id,
    tillId: shift.tillId,
    shiftId: shift.id,
    businessDay: shift.businessDay,
    kind,
    currency,
    amount,
    reason,
    staffId: staff.id,
    staffName: staff.name,
    movedAt,
  });
}

/** What it does to the cash in the drawer. */
export function drawerEffectOf({ kind, amount, tip }: Pick<CashMovement, 'kind' | 'amount' | 'tip'>): Money {
  if (tip) return tip.tenderKind === 'cash' ? subtract(tip.to, tip.from) : noMoney;
  return kind === 'in' ? amount : money(0 - amount);
}
