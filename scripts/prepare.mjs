// What every command needs before it can run: the right Node, the packages, the Prisma clients and the built apps.
// Plain Node only: on a fresh clone there is nothing else yet.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { builtStamp } from './build.mjs';
import { generateClients } from './prisma-generate.mjs';
import { root } from './paths.mjs';

/** Ends the process with words when this Node is too old to run Galley. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(
    `Galley needs Node.js 20.19 or later, and this is ${process.versions.node}. Get it from https://nodejs.org.`,
  );
  process.exit(1);
}

/** Installs the packages if they are missing or not those of the lockfile. @param {{ quiet?: boolean }} [how] */
export async function ensurePackages({ quiet = false } = {}) {
  if (packagesMatch()) return;
  if (!quiet) console.log('Installing packages (about a minute)');
  // npm tells a script where npm itself is; without that, it is on the PATH.
  const npm = process.env['npm_execpath'];
  const args = ['ci', '--no-audit', '--no-fund'];
  const code =
    npm === undefined
      ? await run('npm', args, { quiet, shell: process.platform === 'win32' })
      : await run(process.execPath, [npm, ...args], { quiet });
  if (code !== 0)
    throw new Error('npm ci failed. See above for what it said; a retry helps when the network was away.');
}

/** Generates the Prisma clients and builds the apps where sources are newer. @param {{ quiet?: boolean }} [how] */
export async function ensureBuilt({ quiet = false } = {}) {
  await generateClients();
  if (!existsSync(join(root, 'desktop/vite.config.ts')) || isBuilt()) return;
  if (!quiet) console.log('Building the apps');
  const code = await run(process.execPath, [join(root, 'scripts/build.mjs')], { quiet });
  if (code !== 0) throw new Error('The apps could not be built. See above for what is wrong.');
}

/** All of it, for a command that runs Galley. @param {{ quiet?: boolean }} [how] */
export async function prepare(how) {
  requireNode();
  await ensurePackages(how);
  await ensureBuilt(how);
}

/** Runs a TypeScript program to its end in the foreground and ends this process as it ended. @param {string[]} args */
export async function runTypeScript(...args) {
  process.exit(await run(process.execPath, ['--import', 'tsx', ...args]));
}

/**
 * Runs a program and answers its exit code. Signals are passed on and waited for: the program stops what it started.
 * @param {string} program
 * @param {string[]} args
 * @param {{ quiet?: boolean, shell?: boolean, env?: NodeJS.ProcessEnv, cwd?: string }} [options]
 * @returns {Promise<number>}
 */
export function run(program, args, { quiet = false, shell = false, env = process.env, cwd = root } = {}) {
  const child = spawn(program, args, {
    cwd,
    env,
    shell,
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
  });
  let output = '';
  child.stdout?.on('data', (chunk) => (output += chunk));
  child.stderr?.on('data', (chunk) => (output += chunk));
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const forward = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
  for (const signal of signals) process.on(signal, forward);
  // npm runs a script in a shell that does not pass on the signal which ends npm: we notice that we are left alone.
  const parent = process.ppid;
  const watch = setInterval(() => process.ppid !== parent && forward('SIGTERM'), 500);
  if (process.env['npm_lifecycle_event'] === undefined) clearInterval(watch);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      for (const name of signals) process.off(name, forward);
      clearInterval(watch);
      if (code !== 0) process.stderr.write(output);
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });
}

/** npm writes down what it installed; packages for other machines are allowed to be missing. */
function packagesMatch() {
  const installed = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installed)) return false;
  const { packages: present } = JSON.parse(readFileSync(installed, 'utf8'));
  const { packages: wanted } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(wanted).every(
    ([path, { version, optional, link }]) =>
      !path.includes('node_modules/') ||
      link ||
      (present[path] ? present[path].version === version : optional),
  );
}

function isBuilt() {
  if (!existsSync(builtStamp)) return false;
  const builtAt = Date.parse(readFileSync(builtStamp, 'utf8').trim());
  const sources = ['desktop', 'shared/src', 'printer/src', 'package-lock.json'];
  return sources.every((path) => newestChange(join(root, path)) < builtAt);
}

/** @param {string} path @returns {number} */
function newestChange(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) return stat?.mtimeMs ?? 0;
  const skipped = ['node_modules', 'dist', 'dist-electron', 'test'];
  const entries = readdirSync(path).filter((name) => !skipped.includes(name));
  // A folder's own time changes when a file in it is added or removed, but also when `dist` is: so files only.
  return Math.max(0, ...entries.map((name) => newestChange(join(path, name))));
}
