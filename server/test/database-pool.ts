import pg from 'pg';

/** Galley's databases. */
export const databaseNames = ['sync', 'sales', 'inventory', 'payments', 'notifications'] as const;
export type DatabaseName = (typeof databaseNames)[number];

// Copying the four templates takes about a second on a machine that is short of warm memory, emptying their tables
// some hundredths: so a test's databases go back to a pool, which a table of the maintenance database keeps.

/** Prepares the pool of a new cluster, whose templates must be migrated and empty. */
export async function createPool(maintenanceUrl: string, templateUrls: readonly string[]): Promise<void> {
  for (const url of templateUrls) {
    const filled = await runSql(url, [
      `SELECT string_agg(name, ', ') AS names FROM (${tables}) t WHERE NOT is_empty`,
    ]);
    const names: unknown = filled[0]?.['names'];
    if (typeof names === 'string')
      throw new Error(`Migrations fill ${names}, which tests would find empty the second time`);
  }
  await runSql(maintenanceUrl, [
    'CREATE TABLE pool (suffix SERIAL PRIMARY KEY, taken BOOLEAN NOT NULL DEFAULT true)',
    // A template with a connection cannot be copied: let no stray one in.
    ...databaseNames.map((name) => `ALTER DATABASE template_${name} ALLOW_CONNECTIONS false`),
  ]);
}

/** Takes four empty databases that nobody uses, copied from the templates if there are none. */
export async function takeDatabases(maintenanceUrl: string): Promise<Readonly<Record<DatabaseName, string>>> {
  const [free] = await runSql(maintenanceUrl, [
    `UPDATE pool SET taken = true
     WHERE suffix = (SELECT suffix FROM pool WHERE NOT taken LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING suffix`,
  ]);
  if (free) return urlsOf(maintenanceUrl, Number(free['suffix']));
  const [made] = await runSql(maintenanceUrl, ['INSERT INTO pool DEFAULT VALUES RETURNING suffix']);
  const suffix = Number(made?.['suffix']);
  await runSql(
    maintenanceUrl,
    databaseNames.map((name) => `CREATE DATABASE ${name}_${suffix} TEMPLATE template_${name}`),
  );
  return urlsOf(maintenanceUrl, suffix);
}

/** Empties them, whoever is still connected, and gives them back. */
export async function giveBack(
  maintenanceUrl: string,
  urls: Readonly<Record<DatabaseName, string>>,
): Promise<void> {
  await Promise.all(databaseNames.map((name) => runSql(urls[name], [endOthers, emptyTables])));
  const suffix = new URL(urls.sync).pathname.split('_').at(-1);
  await runSql(maintenanceUrl, [`UPDATE pool SET taken = false WHERE suffix = ${Number(suffix)}`]);
}

/** Runs statements on a connection of their own; answers the rows of the last. */
export async function runSql(url: string, statements: readonly string[]): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    let rows: Record<string, unknown>[] = [];
    for (const statement of statements) rows = (await client.query<Record<string, unknown>>(statement)).rows;
    return rows;
  } finally {
    await client.end();
  }
}

function urlsOf(maintenanceUrl: string, suffix: number): Readonly<Record<DatabaseName, string>> {
  const urlOf = (name: DatabaseName) =>
    Object.assign(new URL(maintenanceUrl), { pathname: `/${name}_${suffix}` }).href;
  return {
    sync: urlOf('sync'),
    sales: urlOf('sales'),
    inventory: urlOf('inventory'),
    payments: urlOf('payments'),
    notifications: urlOf('notifications'),
  };
}

const tables = `SELECT format('%I', relname) AS name, pg_relation_size(oid) = 0 AS is_empty FROM pg_class
  WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> '_prisma_migrations'`;

const endOthers = `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`;

// A truncate of an empty table would make new files all the same, and those are what costs.
const emptyTables = `DO $$ DECLARE filled TEXT; counter REGCLASS; BEGIN
  SELECT string_agg(name, ', ') INTO filled FROM (${tables}) t WHERE NOT is_empty;
  IF filled IS NOT NULL THEN EXECUTE 'TRUNCATE ' || filled || ' CASCADE'; END IF;
  FOR counter IN SELECT oid FROM pg_class WHERE relkind = 'S' LOOP
    PERFORM setval(counter, (SELECT seqstart FROM pg_sequence WHERE seqrelid = counter), false);
  END LOOP;
END $$`;
