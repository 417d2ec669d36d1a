import { z } from 'zod';
import type { EntityName } from './changes.ts';
import { deviceRoleSchema, type ReaderRole } from './session.ts';

/** A cursor of one role's scope cannot be continued in another's [S21]. */
export const readerRoles = [...deviceRoleSchema.options, 'office'] as const satisfies readonly ReaderRole[];
export const readerRoleSchema = z.enum(readerRoles);

const forTills = [
  'branch', 'till', 'station', 'printer', 'staff', 'rights', 'category', 'tax', 'table', 'product', 'stock', 'availability', 'shift', 'customer', 'order', 'onlineOrder', 'ticket', 'ticketState',
  'sale', 'refund', 'cashMovement', 'zReport', 'addendum', 'reconciliation', 'paymentIntent', 'punch', 'settlement',
] as const satisfies readonly EntityName[]; // prettier-ignore

/** The entities that each role receives. A kitchen screen has tickets, which carry no money, and no sales or people. */
export const scopes: { readonly [R in ReaderRole]: readonly EntityName[] } = {
  till: forTills,
  kitchen: ['branch', 'till', 'station', 'ticket', 'ticketState'],
  office: forTills,
};

/** The fields that a role gets as null. Only tills check PINs. */
export const withheld: { readonly [R in ReaderRole]: { readonly [N in EntityName]?: readonly string[] } } = {
  till: {},
  kitchen: {},
  office: { staff: ['pin'] },
};
