import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Packages of Debian that Galley can use, and the program that each brings. */
const programs = { 'nats-server': 'nats-server', chromium: 'chromium' } as const;

export type DebianPackage = keyof typeof programs;

/**
 * Sees to it that these packages' programs are there and answers those that are still missing. Installs only on a
 * Debian-like machine, as root or through a `sudo` that asks no password; never asks anything itself.
 */
export function ensureDebianPackages(
  packages: readonly DebianPackage[],
  log: (line: string) => void,
): DebianPackage[] {
  const missing = missingOf(packages);
  if (missing.length === 0) return [];
  const prefix = rootPrefix();
  if (!findProgram('apt-get') || prefix === undefined) return missing;
  log(`Installing ${missing.join(', ')} from Debian's packages`);
  const install = ['apt-get', 'install', '-y', '--no-install-recommends', ...missing];
  // The lists may be old or absent; fetching them is only worth the wait when the first try fails.
  if (!run([...prefix, ...install]) && run([...prefix, 'apt-get', 'update'])) run([...prefix, ...install]);
  return missingOf(packages);
}

/** The full path of a program on PATH, or in the folders that a user's PATH often leaves out. */
export function findProgram(name: string): string | undefined {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  const folders = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    '/usr/local/bin',
    '/usr/bin',
    '/usr/sbin',
    '/usr/local/sbin',
    '/opt/homebrew/bin',
  ];
  return folders
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, file))
    .find((path) => existsSync(path));
}

function missingOf(packages: readonly DebianPackage[]): DebianPackage[] {
  return packages.filter((name) => findProgram(programs[name]) === undefined);
}

/** What must stand before a command so that it runs as root; undefined when that needs a person. */
function rootPrefix(): string[] | undefined {
  if (process.getuid?.() === 0) return [];
  const sudo = findProgram('sudo');
  return sudo && run([sudo, '-n', 'true']) ? [sudo, '-n'] : undefined;
}

function run(command: readonly string[]): boolean {
  const [program = '', ...args] = command;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(program, args, { stdio: 'ignore', env, timeout: 300_000 }).status === 0;
}
