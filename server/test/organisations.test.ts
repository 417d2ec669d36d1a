import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Pool, PoolClient } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import type { Branch } from '@galley/shared/domain/branch.ts';
import { newId, type TillId, uuidv7 } from '@galley/shared/values/ids.ts';
import { cursorToText } from '@galley/shared/wire/changes.ts';
import { mutations } from '@galley/shared/wire/mutations.ts';
import { pushRequestSchema } from '@galley/shared/wire/push.ts';
import { createOfficeAccount } from '../src/accounts/sign-in.ts';
import { applyMigrations, ensureDatabase } from '../src/db/migrate.ts';
import { openPool } from '../src/db/open.ts';
import { beginIn, inOrganisation } from '../src/db/organisation.ts';
import { startPostgres } from '../src/local/postgres.ts';
import { readChanges } from '../src/sync/changes.ts';
import { createBranch, createTill } from '../src/sync/create-branch.ts';
import { createEnrolmentCode } from '../src/sync/enrolment.ts';
import { push } from '../src/sync/push.ts';
import { makeTemporaryFolder } from './cluster.ts';
import { runSql } from './database-pool.ts';
import { createMaking } from './making.ts';
import { enrolTestTill, type TestTill } from './test-till.ts';
import { startWorld, type World } from './world.ts';

test('every table shows an organisation its own rows at most, and lets it write nowhere else', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const [ours, theirs] = [await world.enrol(), await enrolElsewhere(world)];
  for (const till of [ours, theirs]) await leaveTraces(world, till);
  const { pool } = world.db;
  const tables = await tablesOf(pool);
  const through: string[] = [];
  for (const { name, readable } of tables) {
    const rows = readable ? await rowsOf(pool, name, theirs) : [];
    // Whatever may be read has been filled above, or the tries prove nothing.
    if (readable) expect(rows.length, `rows of the other organisation in ${name}`).toBeGreaterThan(0);
    const tries = readable ? rows.flatMap((row) => triesOf(name, row)) : strangersTries(name);
    for (const { sql, values } of tries) {
      const touched = await rowsTouched(pool, ours, sql, values);
      if (touched !== 0) through.push(`${sql}: ${touched}`);
    }
  }
  expect(through).toEqual([]);
  expect(tables).toEqual(
    expect.arrayContaining([
      { name: 'mutation', readable: true },
      { name: 'office_session', readable: false },
    ]),
  );
});

test('an organisation sees all that is its own, and without one there is nothing to see', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol();
  await leaveTraces(world, till);
  const { pool } = world.db;
  for (const { name, readable } of await tablesOf(pool)) {
    if (!readable) continue;
    const count = async (db: Pool | PoolClient) =>
      (await db.query<{ count: string }>(`select count(*) from ${name}`)).rows[0]?.count;
    const seen = await inOrganisation(pool, till.identity.branch.organisationId, count);
    expect(seen, name).toBe(await count(pool));
    const client = await pool.connect();
    await client.query('begin; set local role galley_tenant');
    expect(await count(client), `${name} for nobody`).toBe('0');
    await client.query('rollback');
    client.release();
  }
});

test("a till that names another organisation's branch neither reads nor writes there", async () => {
  await using world = await startWorld({ bus: 'direct' });
  const [ours, theirs] = [await world.enrol(), await enrolElsewhere(world)];
  const forged = ours.recordRaw(
    (envelope) => ({ ...envelope, branchId: theirs.identity.branch.id }),
    'openShift',
    { shift: createMaking(ours).shift },
  );
  expect((await ours.push([forged])).results).toMatchObject([{ state: 'quarantined' }]);
  const { epoch, branch } = theirs.identity;
  const cursor = { epoch, stream: branch.id, scope: 'till' as const, version: 0 };
  const page = await ours.request('GET', `/sync/changes?cursor=${cursorToText(cursor)}`);
  expect(await page.json()).toMatchObject({ kind: 'mustResnapshot' });

  // And if the code before the database had let it through: the database does not.
  const { pool } = world.db;
  const { organisationId } = ours.identity.branch;
  const forgedTill = { id: ours.identity.till.id, branchId: branch.id, organisationId, disabled: false };
  const next = ours.record('openShift', { shift: createMaking(ours).shift });
  const status = { waiting: 0, oldestAt: null, appVersion: 'test' };
  const request = pushRequestSchema.parse({ incarnation: 1, mutations: [next], status });
  await expect(push(pool, mutations, [{ till: forgedTill, request }])).rejects.toThrow('row-level security');
  const read = await inOrganisation(pool, organisationId, (tx) =>
    readChanges(tx, epoch, { branchId: branch.id, organisationId, role: 'till' }, cursor),
  );
  expect(JSON.parse(read)).toMatchObject({ head: 0, changes: [] });
  expect(await rowsOf(pool, 'mutation', theirs)).toEqual([]);
});

test('[S8] a mutation under an id that another organisation used is kept as a fork and told so, and both tills go on', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const [ours, theirs] = [await world.enrol(), await enrolElsewhere(world)];
  const first = ours.record('openShift', { shift: createMaking(ours).shift });
  await ours.push([first]);
  const { shift } = createMaking(theirs);
  const copied = theirs.recordRaw(
    (envelope) => ({ ...envelope, id: first.id, data: { shift } }),
    'openShift',
  );
  const same = { ...copied, id: first.id };
  for (const _twice of [1, 2])
    expect((await theirs.push([same])).results).toMatchObject([
      { state: 'fork', number: 1, cause: expect.stringContaining('for somebody else') },
    ]);
  const kept = await world.db.pool.query('select body from fork where mutation_id = $1', [first.id]);
  expect(kept.rows).toEqual([{ body: copied.body }]);
  const code = await createEnrolmentCode(world.db.pool, theirs.identity.till.id, 10);
  const again = await enrolTestTill(world, code);
  const next = again.record('openShift', { shift: createMaking(again).shift });
  expect((await again.push([next])).results).toMatchObject([{ state: 'stored' }]);
  expect((await ours.settled([first.id])).get(first.id)?.data?.verdict).toBe('applied');
});

test('the database of an owner who is no superuser keeps them apart too', async () => {
  const dataDir = makeTemporaryFolder('galley-owner-');
  const postgres = await startPostgres({ dataDir });
  onTestFinished(async () => {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
  const admin = postgres.urlOf('postgres');
  // One may make the role that others then find; they need to be let into it.
  await runSql(admin, [`create role first login createdb createrole password 'x'`]);
  await keepsApart(asOwner(postgres.urlOf('first'), 'first'));
  await runSql(admin, [`create role second login createdb password 'x'`, 'grant galley_tenant to second']);
  await keepsApart(asOwner(postgres.urlOf('second'), 'second'));
});

async function keepsApart(url: string): Promise<void> {
  await ensureDatabase(url);
  await applyMigrations(url, fileURLToPath(new URL('../prisma/sync/migrations', import.meta.url)));
  const pool = openPool(url);
  const [ours, theirs] = [newId<Branch['organisationId']>(uuidv7), newId<Branch['organisationId']>(uuidv7)];
  for (const id of [ours, theirs])
    await pool.query('insert into organisation (id, name) values ($1, $2)', [id, id]);
  const { rows } = await inOrganisation(pool, ours, (tx) => tx.query('select id from organisation'));
  expect(rows).toEqual([{ id: ours }]);
  await pool.end();
}

function asOwner(url: string, name: string): string {
  return Object.assign(new URL(url), { username: name, password: 'x' }).href;
}

/** A second restaurant on the same server, and its till. */
async function enrolElsewhere(world: World): Promise<TestTill> {
  const branch: Branch = {
    id: newId(uuidv7),
    organisationId: newId(uuidv7),
    name: 'Elsewhere',
    receiptHead: [],
    receiptFoot: [],
    currency: 'BDT',
    cashStep: 1,
    timeZone: 'Asia/Dhaka',
  };
  await createBranch(world.db, 'Another house', branch);
  const till = { id: newId<TillId>(uuidv7), code: 'X1', name: 'Till X', receiptPrinterId: null };
  await createTill(world.db, branch.id, till);
  return enrolTestTill(world, await createEnrolmentCode(world.db.pool, till.id, 10));
}

/** A row of this till in every table that a request can reach: a mutation, its command and change, a decision and a fork. */
async function leaveTraces(world: World, till: TestTill): Promise<void> {
  const shift = till.record('openShift', { shift: createMaking(till).shift });
  const decision = till.record('resolve', {
    mutationId: shift.id, how: 'retry', reason: 'no need', replacement: null,
  }); // prettier-ignore
  await till.push([shift, decision]);
  await till.push([{ ...shift, hash: till.record('openShift', { shift: createMaking(till).shift }).hash }]);
  await till.settled([shift.id, decision.id]);
  await createEnrolmentCode(world.db.pool, till.identity.till.id, 10);
  const { id: branchId, organisationId } = till.identity.branch;
  await createOfficeAccount(world.db, branchId, uuidv7(), 'a long password');
  await world.db.pool.query(
    `insert into menu_edit (branch_id, entity, id, revision, by) values ($1, 'product', $2, 1, 'Nusrat')`,
    [branchId, uuidv7()],
  );
  await world.db.pool.query(
    `insert into request (id, branch_id, type, by, body, drive_at) values ($1, $2, 'countStock', 'Nusrat', '{}', now())`,
    [uuidv7(), till.identity.branch.id],
  );
  await world.db.pool.query(
    `insert into ordering_key (id, branch_id, key, name, created_by) values ($1::uuid, $2, $1::text, 'page', 'Nusrat')`,
    [uuidv7(), branchId],
  );
  await world.db.pool.query(`insert into photo (organisation_id, hash, bytes) values ($1, 'a', 'b')`, [
    organisationId,
  ]);
}

async function tablesOf(pool: Pool): Promise<{ name: string; readable: boolean }[]> {
  const { rows } = await pool.query<{ name: string; readable: boolean }>(
    `select table_name::text as name, has_any_column_privilege('galley_tenant', table_name::text, 'select') as readable
       from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> '_prisma_migrations'`,
  );
  return rows;
}

/** The rows of a table that a till's organisation owns, as JSON. */
async function rowsOf(pool: Pool, table: string, till: TestTill): Promise<{ row: string; ctid: string }[]> {
  const { rows: columns } = await pool.query<{ name: string }>(
    `select column_name::text as name from information_schema.columns where table_schema = 'public' and table_name = $1`,
    [table],
  );
  const { till: { id: tillId }, branch } = till.identity; // prettier-ignore
  const owners = { till_id: tillId, branch_id: branch.id, organisation_id: branch.organisationId };
  const own = { organisation: branch.organisationId, branch: branch.id, till: tillId }[table];
  const found = columns.flatMap(({ name }) => {
    const id = own !== undefined && name === 'id' ? own : owners[name as keyof typeof owners]; // or undefined
    return id === undefined ? [] : [`${name} = '${id}'`];
  });
  if (found.length === 0) return [];
  const sql = `select to_jsonb(t)::text as row, ctid::text from ${table} t where ${found.join(' or ')}`;
  return (await pool.query<{ row: string; ctid: string }>(sql)).rows;
}

type Try = { readonly sql: string; readonly values: readonly string[] };

/** What somebody might do to a row that is not his. */
function triesOf(table: string, { row, ctid }: { row: string; ctid: string }): Try[] {
  const [column] = Object.keys(JSON.parse(row) as object);
  const there = `where ctid = '${ctid}'`;
  return [
    { sql: `select from ${table} ${there}`, values: [] },
    { sql: `update ${table} set ${column} = ${column} ${there}`, values: [] },
    { sql: `delete from ${table} ${there}`, values: [] },
    { sql: `insert into ${table} select * from jsonb_populate_record(null::${table}, $1)`, values: [row] },
  ];
}

/** What somebody might do to a table that he has no business with. */
function strangersTries(table: string): Try[] {
  const verbs = ['select from', 'delete from', 'truncate'].map((verb) => `${verb} ${table}`);
  return [...verbs, `insert into ${table} default values`].map((sql) => ({ sql, values: [] }));
}

/** How many rows a statement touches as this till's organisation; 0 also when it is refused. */
async function rowsTouched(pool: Pool, till: TestTill, sql: string, values: readonly string[]) {
  const client = await pool.connect();
  try {
    await client.query(beginIn(till.identity.branch.organisationId));
    return (await client.query(sql, [...values])).rowCount;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '42501') return 0;
    throw error;
  } finally {
    await client.query('rollback');
    client.release();
  }
}
