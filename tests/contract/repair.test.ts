// Dexie looks for IndexedDB when it is loaded, so this comes first.
import 'fake-indexeddb/auto';
import { resolveEntry } from '@galley/desktop/renderer/actions/resolve-entry.ts';
import { readMeta, writeMeta } from '@galley/desktop/renderer/db/database.ts';
import { isHeld } from '@galley/desktop/renderer/db/held.ts';
import type { OutboxRow } from '@galley/desktop/renderer/db/rows.ts';
import { chain } from '@galley/shared/values/hash.ts';
import { uuidv7 } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import { expect, test } from 'vitest';
import { agreed } from './agree.ts';
import { openBranch } from './branch.ts';
import type { Till } from './till.ts';

test.each(['nats', 'direct'] as const)(
  '[S14] over the %s bus a sale in bytes that nobody can read is booked from the rows of its till, once',
  async (bus) => {
    await using branch = await openBranch(bus);
    const { first } = branch;
    await branch.settle();
    first.cut();
    const sale = await first.sell('Borhani', 'Plain naan');
    await spoilLast(first);
    await first.sell('Cola 250 ml');
    await branch.settle();
    expect(await held(first)).toMatchObject({ verdict: 'quarantined', amount: sale.total });
    await decide(first, 'retry');
    await branch.settle();
    expect(await held(first)).toMatchObject({ verdict: 'quarantined', resolution: { how: 'retry' } });
    await decide(first, 'repair');
    await branch.settle();
    const books = await agreed(branch);
    expect(books.sales).toHaveLength(2);
  },
);

async function held(till: Till): Promise<OutboxRow> {
  return must(
    (await till.outbox()).find((row) => isHeld(row) && row.name !== 'resolve'),
    'one is held',
  );
}

async function decide(till: Till, how: 'retry' | 'repair'): Promise<void> {
  const { id: entryId } = await held(till);
  const staff = must(
    await till.db.staff.filter(({ role }) => role === 'manager').first(),
    'the demo has a manager',
  );
  const at = { db: till.db, now: Date.now, ids: () => uuidv7() };
  expect(await resolveEntry(at, { entryId, how, reason: 'why not', staffId: staff.id })).toMatchObject({
    ok: true,
  });
}

/** The newest entry becomes what a bug of an older version would have written. */
async function spoilLast(till: Till): Promise<void> {
  const [before, last] = (await till.outbox()).slice(-2);
  const row = must(last, 'just sold');
  const body = row.body.replace(/"total":\d+,"/, '"total":"a lot","');
  const hash = chain(must(before, 'the shift').hash, body);
  await till.db.outbox.put({ ...row, body, hash });
  const counters = must(await readMeta(till.db, 'counters'), 'enrolled');
  await writeMeta(till.db, 'counters', { ...counters, mutationHash: hash });
}
