import { z } from 'zod';
import {
  type CashMovementId,
  cashMovementIdSchema,
  shiftIdSchema,
  staffIdSchema,
  tillIdSchema,
} from '../values/ids.ts';
import { currencySchema, type Money, money, moneySchema, noMoney } from '../values/money.ts';
import { type Result, ok, refuse } from '../values/result.ts';
import { type Instant, businessDaySchema, instantSchema } from '../values/time.ts';
import type { Shift } from './shift.ts';

/** `drop`: taken to the safe. `noSale`: the drawer was opened and nothing went in or out. */
export const cashMovementKindSchema = z.enum(['in', 'out', 'drop', 'noSale']);
export type CashMovementKind = z.infer<typeof cashMovementKindSchema>;

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
  })
  .refine(({ kind, amount }) => (kind === 'noSale') === (amount === 0), {
    path: ['amount'],
    error: 'is nothing for a drawer that was only opened, and more than nothing otherwise',
  });
export type CashMovement = z.infer<typeof cashMovementSchema>;

export type CashMovementRefusal = {
  readonly ok: false;
  readonly code: 'noReason' | 'noAmount';
  readonly message: string;
};

export type CashMovementRequest = {
  readonly id: CashMovementId;
  readonly kind: CashMovementKind;
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
export function drawerEffectOf({ kind, amount }: Pick<CashMovement, 'kind' | 'amount'>): Money {
  return kind === 'in' ? amount : money(0 - amount);
}
