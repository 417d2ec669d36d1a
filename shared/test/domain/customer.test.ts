import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countedCustomer, type CustomerRecord, joinCustomer, phoneKey } from '../../src/domain/customer.ts';
import type { CustomerId } from '../../src/values/ids.ts';
import { idOf, noon } from '../making.ts';

const first: CustomerRecord = {
  id: idOf('customer'),
  name: 'Amina',
  phone: '01711 234567',
  address: '',
  createdAt: noon,
  edits: 1,
};

/** What the branch knows after it has heard of these, one after the other. */
function heard(all: readonly CustomerRecord[]): Map<CustomerId, CustomerRecord> {
  const known = new Map<CustomerId, CustomerRecord>();
  for (const news of all) for (const record of joinCustomer(known, news)) known.set(record.id, record);
  return known;
}

const someRecords = fc.array(
  fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd').map((name) => idOf<CustomerId>(name)),
    name: fc.constantFrom('Amina', 'Amina R.', 'Karim'),
    phone: fc.constantFrom('01711 234567', '+880 1711-234567', '1711234567'),
    address: fc.constantFrom('', 'House 3'),
    createdAt: fc.constant(noon),
    edits: fc.integer({ min: 1, max: 4 }),
  }),
  { minLength: 1, maxLength: 8 },
);

test('[S15] whoever is written down at several tills is one guest in the end, the same in whatever order it is heard', () => {
  fc.assert(
    fc.property(someRecords, fc.infiniteStream(fc.nat()), (records, dice) => {
      const shuffled = records.toSorted(() => (dice.next().value % 2 === 0 ? 1 : -1));
      const [one, other] = [heard(records), heard(shuffled)];
      const counted = [...one.values()].map((record) => countedCustomer(one, record));
      expect(new Set(counted.map(({ id }) => id)).size).toBe(1);
      const last = counted[0];
      const same = [...other.values()].map((record) => countedCustomer(other, record))[0];
      expect(same).toEqual(last);
      // Hearing it all once more changes nothing.
      expect(heard([...records, ...records])).toEqual(one);
    }),
  );
});

test('[S15] a stale word neither wins nor joins a guest to a stranger', () => {
  const moved = { ...first, phone: '01819 000111', edits: 3 };
  const stranger = { ...first, id: idOf<CustomerId>('stranger'), name: 'Karim' };
  const known = heard([moved, stranger]);
  expect(joinCustomer(known, { ...first, edits: 2 })).toEqual([]);
  expect(countedCustomer(known, stranger)).toEqual(stranger);
});

test('numbers too short to be told apart join nobody', () => {
  expect(phoneKey('12 34')).toBeNull();
  const short = { ...first, phone: '12 34' };
  const known = heard([short, { ...short, id: idOf<CustomerId>('other') }]);
  expect([...known.values()].filter(({ same }) => same !== undefined)).toEqual([]);
});
