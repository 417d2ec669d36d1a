import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { expect, inject, onTestFinished, test } from 'vitest';
import { diffSchema } from '../../scripts/schema-engine.ts';
import { applyMigrations, ensureDatabase } from '../src/db/migrate.ts';
import { makeTemporaryFolder } from './cluster.ts';
import { databaseNames } from './database-pool.ts';

test.for(databaseNames)('[drift] the migrations of %s lead to its schema', async (name) => {
  const folder = fileURLToPath(new URL(`../prisma/${name}`, import.meta.url));
  expect(await diffSchema(folder, inject('clusterUrl'))).toBeUndefined();
});

test('[drift] a schema that its migrations do not reach is told, with the missing SQL', async () => {
  const folder = temporaryFolder();
  const field = 'id Int @id';
  writeFileSync(
    join(folder, 'schema.prisma'),
    `datasource db {\n provider = "postgresql"\n}\nmodel a {\n ${field}\n b Int\n}`,
  );
  writeMigration(
    join(folder, 'migrations'),
    '1_first',
    'CREATE TABLE a (id INTEGER, CONSTRAINT a_pkey PRIMARY KEY (id));',
  );
  expect(await diffSchema(folder, inject('clusterUrl'))).toMatch(/ADD COLUMN\s+"b" INTEGER NOT NULL/);
});

test('migrations are applied in order, once, function bodies included', async () => {
  const { url, folder, query } = await setup();
  writeMigration(folder, '2_second', 'INSERT INTO a VALUES (2);');
  writeMigration(folder, '1_first', `CREATE TABLE a (n INT); DO $$ BEGIN INSERT INTO a VALUES (1); END $$;`);
  expect(await applyMigrations(url, folder)).toEqual(['1_first', '2_second']);
  expect(await applyMigrations(url, folder)).toEqual([]);
  expect(await query('SELECT n FROM a')).toEqual([{ n: 1 }, { n: 2 }]);
});

test('a migration that was changed after it was applied is refused', async () => {
  const { url, folder } = await setup();
  writeMigration(folder, '1_first', 'CREATE TABLE a (n INT);');
  await applyMigrations(url, folder);
  writeMigration(folder, '1_first', 'CREATE TABLE a (n BIGINT);');
  await expect(applyMigrations(url, folder)).rejects.toThrow(/1_first was changed after the database/);
});

test('a database that is ahead of the code is refused', async () => {
  const { url, folder } = await setup();
  writeMigration(folder, '1_first', 'CREATE TABLE a (n INT);');
  await applyMigrations(url, folder);
  await expect(applyMigrations(url, temporaryFolder())).rejects.toThrow(/is ahead of this Galley/);
});

test('two servers that start at once apply each migration once', async () => {
  const { url, folder, query } = await setup();
  writeMigration(
    folder,
    '1_first',
    'CREATE TABLE a (n INT); SELECT pg_sleep(0.1); INSERT INTO a VALUES (1);',
  );
  const applied = await Promise.all([applyMigrations(url, folder), applyMigrations(url, folder)]);
  expect(applied.flat()).toEqual(['1_first']);
  expect(await query('SELECT n FROM a')).toEqual([{ n: 1 }]);
});

test('a migration that fails is undone whole, and is tried again when it is mended', async () => {
  const { url, folder, query } = await setup();
  writeMigration(folder, '1_first', 'CREATE TABLE a (n INT);');
  writeMigration(folder, '2_second', 'INSERT INTO a VALUES (1); SELECT 1/0;');
  await expect(applyMigrations(url, folder)).rejects.toThrow(
    /2_second failed and was undone: division by zero/,
  );
  expect(await query('SELECT n FROM a')).toEqual([]);
  writeMigration(folder, '2_second', 'INSERT INTO a VALUES (1);');
  expect(await applyMigrations(url, folder)).toEqual(['2_second']);
});

async function setup() {
  const url = new URL(inject('clusterUrl'));
  url.pathname = `/migrations_${Math.random().toString(36).slice(2)}`;
  await Promise.all([ensureDatabase(url.href), ensureDatabase(url.href)]);
  const client = new pg.Client(url.href);
  await client.connect();
  onTestFinished(() => client.end());
  return {
    url: url.href,
    folder: temporaryFolder(),
    query: async (sql: string) => (await client.query(sql)).rows,
  };
}

function temporaryFolder(): string {
  const folder = makeTemporaryFolder('galley-migrations-');
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function writeMigration(folder: string, name: string, sql: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'migration.sql'), sql);
}
