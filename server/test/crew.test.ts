import type { Staff } from '@galley/shared/domain/staff.ts';
import { newId, uuidv7 } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import type { RightsRequest, StaffRequest } from '@galley/shared/wire/crew.ts';
import { expect, test } from 'vitest';
import { inTransaction } from '../src/db/transaction.ts';
import { demoOffice } from '../src/local/demo.ts';
import { putStaff } from '../src/sync/manage-crew.ts';
import { startWorld, type World } from './world.ts';

async function openOffice(world: World) {
  const signedIn = await fetch(`${world.url}/office/sign-in`, {
    method: 'POST',
    body: JSON.stringify(demoOffice),
  });
  const cookie = must(signedIn.headers.get('set-cookie'), 'signed in').split(';')[0] ?? '';
  return async (path: string, body: StaffRequest | RightsRequest) => {
    const response = await fetch(`${world.url}${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { cookie },
    });
    return response.status;
  };
}

const request = ({ id, name, role }: Staff): StaffRequest => {
  return { id, name, role, rightsId: null, active: true, pin: null };
};

test('[S9] the office adds a person, gives a new PIN and lets one go: tills hear it by the feed, and the PIN itself nobody', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const ask = await openOffice(world);
  const till = await world.enrol(0);
  const staff = async () => {
    await till.pull();
    const rows = new Map<string, Staff>();
    for (const change of till.seen)
      if (change.entity === 'staff' && change.data) rows.set(change.id, change.data);
    return [...rows.values()];
  };
  const rahim = must(
    (await staff()).find(({ name }) => name === 'Rahim'),
    'of the demo',
  );
  const salma = {
    id: null,
    name: 'Salma',
    role: 'waiter',
    rightsId: null,
    active: true,
    pin: '7391',
  } as const;
  expect(await ask('/office/staff', salma)).toBe(204);
  expect(await ask('/office/staff', salma)).toBe(400);
  expect(await ask('/office/staff', { ...request(rahim), pin: '9182' })).toBe(204);
  expect(await ask('/office/staff', { ...request(rahim), pin: '98765' })).toBe(400);
  for (const weak of ['0000', '2345', '9876'])
    expect(await ask('/office/staff', { ...request(rahim), pin: weak })).toBe(400);
  const after = await staff();
  expect(after.find(({ name }) => name === 'Salma')).toMatchObject({ role: 'waiter', active: true });
  expect(after.find(({ id }) => id === rahim.id)?.pin).not.toEqual(rahim.pin);
  expect(JSON.stringify(till.seen)).not.toContain('7391"');
  expect(await ask('/office/staff', { ...request(rahim), active: false })).toBe(204);
  expect((await staff()).find(({ id }) => id === rahim.id)).toMatchObject({ active: false, name: 'Rahim' });
});

test('[S14] rights are set for a role or a group, but never so that nobody could approve anything', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const ask = await openOffice(world);
  const till = await world.enrol(0);
  await till.pull();
  const nusrat = must(
    till.seen.flatMap((change) =>
      change.entity === 'staff' && change.data?.name === 'Nusrat' ? [change.data] : [],
    )[0],
    'of the demo',
  );
  const managers: RightsRequest = { id: null, name: 'Managers', role: 'manager', grants: {} };
  const codeFor = (change: Partial<StaffRequest>) =>
    inTransaction(world.db.pool, (tx) =>
      putStaff(tx, world.branchId, 'nobody', { ...request(nusrat), ...change }),
    ).then((refusal) => refusal?.code);
  expect(await codeFor({ id: newId(uuidv7) })).toBe('unknownStaff');
  expect(await codeFor({ id: null })).toBe('nameTaken');
  expect(await codeFor({ pin: '1111' })).toBe('weakPin');
  expect(await codeFor({ rightsId: newId(uuidv7) })).toBe('unknownRights');
  expect(await codeFor({ active: false })).toBe('nobodyInCharge');
  expect(await ask('/office/rights', managers)).toBe(400);
  expect(await ask('/office/staff', { ...request(nusrat), active: false })).toBe(400);
  expect(await ask('/office/staff', { ...request(nusrat), role: 'waiter' })).toBe(400);
  const cashiers: RightsRequest = {
    id: null,
    name: 'Cashiers',
    role: 'cashier',
    grants: { refund: {}, setAside: {} },
  };
  expect(await ask('/office/rights', cashiers)).toBe(204);
  expect(await ask('/office/rights', managers)).toBe(204);
  await till.pull();
  const told = till.seen.flatMap((change) =>
    change.entity === 'rights' && change.data ? [change.data] : [],
  );
  expect(told).toMatchObject([
    { role: 'cashier', grants: { refund: {} } },
    { role: 'manager', grants: {} },
  ]);
});
