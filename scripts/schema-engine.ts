// Prisma's schema engine as WebAssembly: compares schemas with migrations without any downloaded program.
import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';
import { readMigrations } from '../server/src/db/migrate.ts';

/**
 * The SQL that leads from a folder's migrations to its schema, or nothing when they agree. `url` is a database of a
 * server on which this may make and drop databases of its own.
 */
export async function diffSchema(folder: string, url: string): Promise<string | undefined> {
  const file = {
    path: join(folder, 'schema.prisma'),
    content: readFileSync(join(folder, 'schema.prisma'), 'utf8'),
  };
  const migrations = readMigrations(join(folder, 'migrations'));
  const engine = await openEngine(file, url);
  try {
    const { exitCode, stdout } = await engine.diff({
      from:
        migrations.length === 0
          ? { tag: 'empty' }
          : {
              tag: 'migrations',
              baseDir: join(folder, 'migrations'),
              lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
              shadowDbInitScript: '',
              migrationDirectories: migrations.map(({ name, sql }) => ({
                path: name,
                migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
              })),
            },
      to: { tag: 'schemaDatamodel', files: [file] },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    });
    return exitCode === 0 ? undefined : (stdout ?? '');
  } finally {
    engine.free();
  }
}

async function openEngine(file: { path: string; content: string }, url: string) {
  const factory = bindMigrationAwareSqlAdapterFactory(adapterFactory(connectionOf(url)));
  await loadWasm();
  return engineModule.SchemaEngine.new({ datamodels: [[file.path, file.content]] }, () => {}, factory);
}

/** Node has it; the type library that declares it is the browser's. */
declare const WebAssembly: {
  instantiate(
    bytes: Uint8Array,
    imports: object,
  ): Promise<{ instance: { exports: Record<string, unknown> } }>;
};

let loaded: Promise<void> | undefined;

/** Node 20 does not import .wasm files, so the module is put together by hand, once a process. */
function loadWasm(): Promise<void> {
  loaded ??= (async () => {
    const folder = dirname(
      createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg'),
    );
    const bytes = readFileSync(join(folder, 'schema_engine_bg.wasm'));
    const { instance } = await WebAssembly.instantiate(bytes, {
      './schema_engine_bg.js': { ...engineModule },
    });
    engineModule.__wbg_set_wasm(instance.exports);
    // The engine leaves the words of its last failure here; without it, it dies of not finding the place.
    const registry = {
      set_message: (message: string) => console.error(`Prisma's schema engine: ${message}`),
    };
    Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: registry });
    const begin = instance.exports['__wbindgen_start'];
    if (typeof begin !== 'function')
      throw new Error('This version of @prisma/schema-engine-wasm starts in another way');
    begin();
  })();
  return loaded;
}

type Connection = { host: string; port: number; user: string; password: string; database: string };

function connectionOf(url: string): Connection {
  const { hostname, port, username, password, pathname } = new URL(url);
  return {
    host: hostname,
    port: Number(port || 5432),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: pathname.slice(1),
  };
}

// Three faults of @prisma/adapter-pg 7.10 are worked around here: it cannot read PostgreSQL's "char" type, it splits
// scripts at every semicolon (function bodies too), and its shadow database may be the real one.
function adapterFactory(connection: Connection): SqlMigrationAwareDriverAdapterFactory {
  return {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: () => connect(connection),
    async connectToShadowDb() {
      const database = `shadow_${randomUUID().replaceAll('-', '')}`;
      const admin = new pg.Client(connection);
      await admin.connect();
      await admin.query(`CREATE DATABASE "${database}"`);
      const shadow = await connect({ ...connection, database });
      const dispose = shadow.dispose.bind(shadow);
      shadow.dispose = async () => {
        await dispose();
        await admin.query(`DROP DATABASE "${database}" WITH (FORCE)`);
        await admin.end();
      };
      return shadow;
    },
  };
}

async function connect(connection: Connection): Promise<SqlDriverAdapter> {
  const pool = catalogPool(connection);
  const adapter = await new PrismaPg(pool, { disposeExternalPool: true }).connect();
  // One simple query is one implicit transaction: a script that fails half way leaves nothing behind.
  adapter.executeScript = async (sql) => void (await pool.query(sql));
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => {
    const answer = await queryRaw(query);
    const columnTypes = answer.columnTypes.map((type) =>
      type === ColumnTypeEnum.CharacterArray ? ColumnTypeEnum.Character : type,
    );
    return { ...answer, columnTypes };
  };
  return adapter;
}

/**
 * A pool that labels columns of type "char" (18) as char[] (1002), the nearest type that the adapter knows and that
 * no catalog column has; `connect` labels them back as single characters.
 */
function catalogPool(connection: Connection): pg.Pool {
  const pool = new pg.Pool({ ...connection, max: 2 });
  const query: (...args: unknown[]) => unknown = pool.query.bind(pool);
  const labelled = async (...args: unknown[]) => {
    const answer = await query(...args);
    for (const result of [answer].flat()) {
      if (!(result instanceof pg.Result)) continue;
      for (const field of result.fields) if (field.dataTypeID === 18) field.dataTypeID = 1002;
    }
    return answer;
  };
  return Object.assign(pool, { query: labelled });
}
