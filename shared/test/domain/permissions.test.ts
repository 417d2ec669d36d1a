import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Crew, grantsOf, isAllowed, type Need, permissions, permits, type Rights, standardGrants,
} from '../../src/domain/permissions.ts'; // prettier-ignore
import type { Staff } from '../../src/domain/staff.ts';
import { money } from '../../src/values/money.ts';
import { percent } from '../../src/values/tax-rate.ts';
import { idOf } from '../making.ts';

const rahim: Staff = { id: idOf('Rahim'), name: 'Rahim', role: 'cashier', pin: null, active: true };
const karim: Staff = { ...rahim, id: idOf('Karim'), name: 'Karim', role: 'waiter' };
const nusrat: Staff = { ...rahim, id: idOf('Nusrat'), name: 'Nusrat', role: 'manager' };
const leaders: Rights = {
  id: idOf('leaders'),
  name: 'Shift leader',
  role: null,
  grants: { refund: { maxAmount: money(50_000) } },
};
const crew: Crew = { staff: [rahim, karim, nusrat], rights: [leaders] };
const refund = (amount: number): Need => ({ permission: 'refund', amount: money(amount) });

test('[S14] without rights of the branch its roles have the standard ones: a manager may do all, a cook nearly nothing', () => {
  for (const permission of permissions) expect(permits(grantsOf(nusrat, []), { permission })).toBe(true);
  expect(permits(grantsOf({ role: 'cook' }, []), { permission: 'refund' })).toBe(false);
});

test('[S14] the rights of a role stand for all of its people, and those that a person is given for that one', () => {
  const cashiers: Rights = { id: idOf('cashiers'), name: 'Cashiers', role: 'cashier', grants: { comp: {} } };
  expect(grantsOf(rahim, [leaders, cashiers])).toEqual({ comp: {} });
  expect(grantsOf({ ...rahim, rightsId: leaders.id }, [leaders, cashiers])).toEqual(leaders.grants);
  expect(grantsOf({ ...rahim, rightsId: idOf('taken away') }, [leaders])).toBe(standardGrants.cashier);
});

test('[S14] a limit is reached, not passed: by amount and by rate', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.nat(1_000_000), (limit, wanted) => {
      const grants = { refund: { maxAmount: money(limit) }, discount: { maxRate: percent(limit / 10_000) } };
      expect(permits(grants, refund(wanted))).toBe(wanted <= limit);
      const rate = percent(wanted / 10_000);
      expect(permits(grants, { permission: 'discount', rate })).toBe(wanted <= limit);
    }),
  );
});

test('[S14] what one may not do alone, another who may can approve; a word of somebody who may not counts nothing', () => {
  const by = (approver?: Staff) => ({
    staffId: karim.id,
    approval: approver && { staffId: approver.id, name: approver.name, reason: 'burnt' },
  });
  expect(isAllowed(crew, by(), refund(100))).toBe(false);
  expect(isAllowed(crew, by(rahim), refund(100))).toBe(false);
  expect(isAllowed(crew, by(nusrat), refund(100))).toBe(true);
});

test('[S9] whoever has left, and whoever is not known, may do nothing that needs a permission', () => {
  const left = { ...crew, staff: [{ ...nusrat, active: false }] };
  expect(isAllowed(left, { staffId: nusrat.id }, refund(1))).toBe(false);
  expect(isAllowed(crew, { staffId: idOf('stranger') }, refund(1))).toBe(false);
});
