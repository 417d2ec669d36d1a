import {
  type Crew,
  type Permission,
  type Rights,
  standardGrants,
} from '@galley/shared/domain/permissions.ts';
import { roleSchema, type Role } from '@galley/shared/domain/staff.ts';
import type { GalleyDatabase } from '../../db/database.ts';
import type { MessageKey } from '../../ui/messages/t.ts';

export const roleWords: Readonly<Record<Role, MessageKey>> = {
  cashier: 'roleCashier',
  waiter: 'roleWaiter',
  cook: 'roleCook',
  manager: 'roleManager',
};

export const permissionWords: Readonly<Record<Permission, MessageKey>> = {
  voidSent: 'mayVoidSent',
  discount: 'mayDiscount',
  comp: 'mayComp',
  priceChange: 'mayPriceChange',
  removeCharge: 'mayRemoveCharge',
  refund: 'mayRefund',
  refundTyped: 'mayRefundTyped',
  reprint: 'mayReprint',
  moveOrder: 'mayMoveOrder',
  markSoldOut: 'mayMarkSoldOut',
  moveStock: 'mayMoveStock',
  openDrawer: 'mayOpenDrawer',
  moveCash: 'mayMoveCash',
  adjustTip: 'mayAdjustTip',
  closeShift: 'mayCloseShift',
  acceptVariance: 'mayAcceptVariance',
  setAside: 'maySetAside',
  train: 'mayTrain',
  restoreBackup: 'mayRestoreBackup',
  leaveKiosk: 'mayLeaveKiosk',
};

/** Who works here first, each by name. */
export async function readCrewRows(db: GalleyDatabase): Promise<Crew> {
  const [staff, rights] = await Promise.all([db.staff.toArray(), db.rights.toArray()]);
  staff.sort((a, b) => Number(b.active) - Number(a.active) || a.name.localeCompare(b.name));
  return { staff, rights };
}

/** Rights as they count now: of each role, its own or the standard ones; then the groups. */
export type RightsRow = Omit<Rights, 'id'> & { readonly id: Rights['id'] | null };

export function rightsRows(rights: readonly Rights[]): RightsRow[] {
  const ofRoles = roleSchema.options.map((role): RightsRow => {
    const own = rights.find((each) => each.role === role);
    return own ?? { id: null, name: role, role, grants: standardGrants[role] };
  });
  return [...ofRoles, ...rights.filter(({ role }) => role === null)];
}
