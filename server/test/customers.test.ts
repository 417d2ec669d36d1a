import type { CustomerRecord } from '@galley/shared/domain/customer.ts';
import { type CustomerId, customerIdSchema, newId, uuidv7 } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import { instant } from '@galley/shared/values/time.ts';
import { forgottenSchema } from '@galley/shared/wire/sales-office.ts';
import { expect, test } from 'vitest';
import { demoOffice } from '../src/local/demo.ts';
import { createMaking, headOf } from './making.ts';
import type { TestTill } from './test-till.ts';
import { startWorld, type World } from './world.ts';

function guest(changes: Partial<CustomerRecord> = {}): CustomerRecord {
  return {
    id: newId<CustomerId>(() => uuidv7()),
    name: 'Amina Rahman',
    phone: '01711 234567',
    address: '',
    createdAt: instant(Date.now()),
    edits: 1,
    ...changes,
  };
}

async function save(till: TestTill, ...customers: readonly CustomerRecord[]): Promise<void> {
  const batch = customers.map((customer) => till.record('saveCustomer', { customer }));
  await till.push(batch);
  await till.settled(batch.map(({ id }) => id));
}

/** The guests as a till knows them by the feed so far. */
function guestsAt(till: TestTill): Map<string, CustomerRecord> {
  const known = new Map<string, CustomerRecord>();
  for (const change of till.seen) {
    if (change.entity !== 'customer') continue;
    if (change.data) known.set(change.id, change.data);
    else known.delete(change.id);
  }
  return known;
}

async function askToForget(world: World, id: CustomerId) {
  const signedIn = await fetch(`${world.url}/office/sign-in`, {
    method: 'POST',
    body: JSON.stringify({ name: demoOffice.name, password: demoOffice.password }),
  });
  const cookie = must(signedIn.headers.get('set-cookie'), 'a sign-in sets it').split(';')[0] ?? '';
  const answer = await fetch(`${world.url}/office/customers/${id}/forget`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: '{}',
  });
  return forgottenSchema.parse(await answer.json()).outcome;
}

test.each(['nats', 'direct'] as const)(
  '[S15] a guest whom two tills wrote down while apart is one, and is forgotten with all their orders on wish (%s)',
  async (bus) => {
    await using world = await startWorld({ bus });
    const [one, other] = [await world.enrol(0), await world.enrol(1)];
    const [older = '', younger = ''] = [guest().id, guest().id].sort();
    const first = guest({ id: customerIdSchema.parse(older) });
    const second = guest({
      id: customerIdSchema.parse(younger),
      name: 'Amina R.',
      phone: '+880 1711-234567',
      address: 'House 12',
      edits: 2,
    });
    await save(one, first);
    await save(other, second, guest({ name: 'Karim', phone: '01819 000111' }));
    const words = { name: 'Amina R.', phone: '+880 1711-234567', address: 'House 12', edits: 2 };
    expect(guestsAt(other).get(first.id)).toEqual({ ...first, ...words });
    expect(guestsAt(other).get(second.id)).toEqual({ ...second, ...words, same: first.id });

    const making = createMaking(one);
    const product = must(
      world.products.find(({ name }) => name === 'Plain naan'),
      'on the demo menu',
    );
    const { name, phone, address } = second;
    const order = { ...making.order([[product, 1]]), customer: { name, phone, address, id: second.id } };
    const opened = one.record('openShift', { shift: making.shift });
    const sent = one.record('sendToKitchen', {
      order: headOf(order),
      round: 1,
      lines: order.lines,
      tickets: [],
    });
    await one.push([opened, sent]);
    await one.settled([sent.id]);
    expect(await askToForget(world, second.id)).toBe('stillOpen');
    const sale = making.sale(order);
    const paid = one.record('completeSale', { sale, order: headOf(order), round: 1, tickets: [] });
    await one.push([paid]);
    await one.settled([paid.id]);

    expect(await askToForget(world, second.id)).toBe('forgotten');
    expect(await askToForget(world, first.id)).toBe('forgotten'); // asked twice it is done once
    expect(await askToForget(world, guest().id)).toBe('unknown');
    // What a till says of them by the old id, because it has not heard yet, is not remembered any more.
    await save(other, { ...second, edits: 9 });
    expect([...guestsAt(other).values()].map((each) => each.name)).toEqual(['Karim']);
    const told = other.seen.filter((each) => each.entity === 'order' && each.id === order.id).at(-1);
    expect(told?.data).toMatchObject({ status: 'paid' });
    expect(told?.data).not.toHaveProperty('customer');
  },
);
