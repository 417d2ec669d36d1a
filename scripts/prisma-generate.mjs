// Generates the four Prisma clients into server/generated/<name>/. Needs no network: Prisma's CLI insists that a
// schema engine exists but never runs it for `generate`, so Node's own binary stands in for it.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { existsSync } from 'node:fs';
import { databaseNames, isMain, root } from './paths.mjs';

const require = createRequire(join(root, 'server/package.json'));

/** Generates every client that is out of date; says which. A schema that does not exist yet is left out. */
export async function generateClients(folder = join(root, 'server')) {
  const stale = databaseNames
    .map((name) => clientOf(folder, name))
    .filter((client) => existsSync(client.schema) && !isUpToDate(client));
  const queue = [...stale];
  // Each generate is a process of its own that keeps one core busy.
  await Promise.all(Array.from({ length: availableParallelism() }, () => drain(queue)));
  return stale.map((client) => client.name);
}

/** @param {ReturnType<typeof clientOf>[]} queue */
async function drain(queue) {
  for (let client = queue.shift(); client; client = queue.shift()) {
    await generate(client);
    writeFileSync(client.stamp, client.hash());
  }
}

/** @param {string} folder @param {string} name */
function clientOf(folder, name) {
  const schema = join(folder, 'prisma', name, 'schema.prisma');
  return {
    name,
    schema,
    stamp: join(folder, 'generated', name, '.schema-hash'),
    hash: () =>
      createHash('sha256')
        .update(readFileSync(schema))
        .update(require('prisma/package.json').version)
        .digest('hex'),
  };
}

/** @param {ReturnType<typeof clientOf>} client */
function isUpToDate(client) {
  return existsSync(client.stamp) && readFileSync(client.stamp, 'utf8') === client.hash();
}

/** @param {ReturnType<typeof clientOf>} client @returns {Promise<void>} */
function generate(client) {
  const child = spawn(
    process.execPath,
    [require.resolve('prisma/build/index.js'), 'generate', '--no-hints', '--schema', client.schema],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1' },
    },
  );
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0
        ? resolve()
        : reject(new Error(`prisma generate of ${client.name} failed (exit ${code}):\n${output}`)),
    );
  });
}

if (isMain(import.meta.url)) {
  const generated = await generateClients();
  console.log(
    generated.length ? `Prisma clients generated: ${generated.join(', ')}` : 'Prisma clients are up to date',
  );
}
