// npm run db:migrate -- <sync|sales|inventory|payments> <name>: writes the migration from the last state to the schema.
import { mkdirSync, mkdtempSync, chmodSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../server/src/local/postgres.ts';
import { databaseNames, root } from './paths.mjs';
import { diffSchema } from './schema-engine.ts';

const [database, name] = process.argv.slice(2);
if (!database || !databaseNames.includes(database) || !name || !/^[a-z0-9_]+$/.test(name)) {
  console.error(`Usage: npm run db:migrate -- <${databaseNames.join('|')}> <name_in_lower_case>`);
  process.exit(2);
}

const folder = join(root, 'server/prisma', database);
const dataDir = mkdtempSync(join(tmpdir(), 'galley-migrate-'));
chmodSync(dataDir, 0o755);
const postgres = await startPostgres({ dataDir });
try {
  const sql = await diffSchema(folder, postgres.urlOf('postgres'));
  if (sql === undefined) {
    console.log(`The migrations of ${database} already lead to its schema: nothing to do.`);
  } else {
    const timestamp = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14);
    const migration = join(folder, 'migrations', `${timestamp}_${name}`);
    mkdirSync(migration, { recursive: true });
    writeFileSync(join(folder, 'migrations/migration_lock.toml'), 'provider = "postgresql"\n');
    writeFileSync(join(migration, 'migration.sql'), sql);
    console.log(`Wrote ${migration}/migration.sql. Read it before you commit it:\n\n${sql}`);
  }
} finally {
  await postgres.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
