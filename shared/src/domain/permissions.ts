import { z } from 'zod';
import { rightsIdSchema, staffIdSchema } from '../values/ids.ts';
import { type Money, moneySchema } from '../values/money.ts';
import { percent, type TaxRate, taxRateSchema } from '../values/tax-rate.ts';
import { type Role, roleSchema, type Staff } from './staff.ts';

/** Everything that not everybody may do. What is not named here, whoever is signed in may do. */
export const permissions = [
  'voidSent', 'discount', 'comp', 'priceChange', 'removeCharge', 'refund', 'refundTyped', 'reprint', 'moveOrder', 'markSoldOut', 'moveStock',
  'openDrawer', 'moveCash', 'adjustTip', 'closeShift', 'acceptVariance', 'setAside', 'train', 'restoreBackup', 'leaveKiosk',
] as const; // prettier-ignore
export const permissionSchema = z.enum(permissions);
export type Permission = z.infer<typeof permissionSchema>;

/** How far a permission goes; a missing limit is none. */
export const grantSchema = z.object({
  /** Parts per million of what it is taken from. */
  maxRate: taxRateSchema.optional(),
  /** Minor units of the branch's currency. */
  maxAmount: moneySchema.optional(),
});
export type Grant = z.infer<typeof grantSchema>;
export type Grants = { readonly [P in Permission]?: Grant };

/** What a group of people may do, as the feed carries it: all of one role, or those whose `rightsId` names it. */
export const rightsSchema = z.object({
  id: rightsIdSchema,
  name: z.string().trim().min(1).max(60),
  /** The role whose people have these rights where nothing else is said; null: only those who are named. */
  role: roleSchema.nullable(),
  /** A permission that is not here is not granted. */
  grants: z.partialRecord(permissionSchema, grantSchema),
});
export type Rights = z.infer<typeof rightsSchema>;

/** A permission that is wanted for something, with how much of it. */
export type Need = { readonly permission: Permission; readonly rate?: TaxRate; readonly amount?: Money };

/** Somebody else's word for one thing that whoever did it may not do alone: who, and why [S14]. */
export const approvalSchema = z.object({
  staffId: staffIdSchema,
  name: z.string(),
  reason: z.string().trim().min(1).max(500),
});
export type Approval = z.infer<typeof approvalSchema>;

/** Where a branch has not said otherwise. Without amounts, because those mean nothing without a currency. */
export const standardGrants: { readonly [R in Role]: Grants } = {
  manager: Object.fromEntries(permissions.map((permission) => [permission, {}])),
  cashier: {
    voidSent: {},
    discount: { maxRate: percent(10) },
    reprint: {},
    moveOrder: {},
    markSoldOut: {},
    moveStock: {},
    openDrawer: {},
    moveCash: {},
    adjustTip: {},
    closeShift: {},
  },
  waiter: { moveOrder: {}, markSoldOut: {} },
  cook: { markSoldOut: {}, moveStock: {} },
};

/** What a person may do, by the branch's rights. */
export function grantsOf(person: Pick<Staff, 'role' | 'rightsId'>, rights: readonly Rights[]): Grants {
  const own =
    rights.find(({ id }) => id === person.rightsId) ?? rights.find(({ role }) => role === person.role);
  return own?.grants ?? standardGrants[person.role];
}

/** Whether the grants reach as far as what is wanted. */
export function permits(grants: Grants, { permission, rate, amount }: Need): boolean {
  const grant = grants[permission];
  if (!grant) return false;
  return isWithin(rate, grant.maxRate) && isWithin(amount, grant.maxAmount);
}

function isWithin(wanted: number | undefined, limit: number | undefined): boolean {
  return wanted === undefined || limit === undefined || wanted <= limit;
}

/** People and rights of a branch, as far as one side knows them. */
export type Crew = { readonly staff: readonly Staff[]; readonly rights: readonly Rights[] };

/** Whether a person who works here may do it. */
export function mayDo({ staff, rights }: Crew, staffId: Staff['id'], need: Need): boolean {
  const person = staff.find(({ id }) => id === staffId);
  return person !== undefined && person.active && permits(grantsOf(person, rights), need);
}

/** Who did something, and who gave a word for it. */
export type Doer = { readonly staffId: Staff['id']; readonly approval?: Approval | undefined };

/** Whether it was allowed: to the one who did it, or to the one who approved it. */
export function isAllowed(crew: Crew, { staffId, approval }: Doer, need: Need): boolean {
  return mayDo(crew, staffId, need) || (approval !== undefined && mayDo(crew, approval.staffId, need));
}
