import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newId, type OrganisationId, uuidv7 } from '@galley/shared/values/ids.ts';
import { cursorToText, type EntityName } from '@galley/shared/wire/changes.ts';
import { addToSum, type BucketSum, noRows, sumsAnswerSchema } from '@galley/shared/wire/sums.ts';
import { inTransaction } from '../src/db/transaction.ts';
import { readSums } from '../src/sync/sums.ts';
import { startWorld } from './world.ts';

const row = fc.record({
  entity: fc.constantFrom<EntityName>('product', 'sale', 'stock'),
  id: fc.uuid(),
  // Far beyond 2^20, where the term begins anew.
  version: fc.integer({ min: 1, max: 2 ** 40 }),
  lasting: fc.boolean(),
  ended: fc.boolean(),
});

test('[S23] PostgreSQL and JavaScript come to the same sums, whatever the rows', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const { pool } = world.db;
  const rows = fc.uniqueArray(row, { selector: ({ id }) => id, maxLength: 60 });
  const floors = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 2 ** 40 }));
  await fc.assert(
    fc.asyncProperty(rows, floors, async (changes, floor) => {
      const branchId = newId<typeof world.branchId>(() => uuidv7());
      const organisationId = newId<OrganisationId>(() => uuidv7());
      await inTransaction(pool, async (tx) => {
        await tx.query('insert into organisation (id, name) values ($1, $2)', [
          organisationId,
          organisationId,
        ]);
        await tx.query(`insert into branch (id, organisation_id, name, head) values ($1, $2, 'Any', $3)`, [
          branchId,
          organisationId,
          2 ** 41,
        ]);
        await tx.query(
          `insert into change (branch_id, entity, id, version, revision, lasting, data)
           select $1, entity, id, version, 1, lasting and not ended, case when ended then null else '{}' end
             from jsonb_to_recordset($2) as c(entity text, id uuid, version bigint, lasting boolean, ended boolean)`,
          [branchId, JSON.stringify(changes)],
        );
        const cursor = { epoch: uuidv7(), stream: branchId, scope: 'till' as const, version: 2 ** 41 };
        const reader = { branchId, organisationId, role: 'till' as const };
        const answer = await readSums(tx, cursor.epoch, reader, cursor, floor);
        const expected: Partial<Record<EntityName, BucketSum>> = {};
        for (const { entity, id, version, lasting, ended } of changes) {
          if (ended || (!lasting && version <= floor)) continue;
          expected[entity] = addToSum(expected[entity] ?? noRows, id, version);
        }
        expect(answer).toEqual({ kind: 'sums', cursor, sums: expected });
      });
    }),
    { numRuns: 60 },
  );
});

test('[S23] sums stand at the head, for the scope of who asks', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol();
  await till.pull();
  const { epoch, branch } = till.identity;
  const cursor = { epoch, stream: branch.id, scope: 'till' as const, version: 1 };
  const ask = async (text: string) =>
    sumsAnswerSchema.parse(await (await till.request('GET', `/sync/sums?cursor=${text}&floor=0`)).json());
  const head = Math.max(...till.seen.map((change) => change.version));
  const sums = await ask(cursorToText(cursor));
  expect(sums).toMatchObject({ kind: 'sums', cursor: { ...cursor, version: head } });
  const products = till.seen.filter((change) => change.entity === 'product');
  expect(sums).toMatchObject({
    sums: { product: products.reduce((sum, { id, version }) => addToSum(sum, id, version), noRows) },
  });
  expect(await ask(cursorToText({ ...cursor, epoch: uuidv7() }))).toMatchObject({ kind: 'mustResnapshot' });
});
