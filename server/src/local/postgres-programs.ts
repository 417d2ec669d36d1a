import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { LocalServiceFault } from './fault.ts';
import type { PostgresHome } from './postgres-home.ts';

/** Runs one of PostgreSQL's programs to its end; a failure is told in words, with what can be done about it. */
export async function runPostgresProgram(home: PostgresHome, program: string, args: string[]): Promise<void> {
  const before = existsSync(home.log) ? statSync(home.log).size : 0;
  const { code, output } = await run(home, program, args);
  if (code === 0) return;
  const log = existsSync(home.log) ? readFileSync(home.log).subarray(before).toString() : '';
  throw explainFailure(home, `${output}\n${log}`);
}

function run(
  home: PostgresHome,
  program: string,
  args: string[],
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...home.user,
      cwd: home.folder,
      // A foreign locale or PG* variable must change neither messages nor connections.
      env: { PATH: process.env['PATH'], SYSTEMROOT: process.env['SYSTEMROOT'], LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.once('error', (error) =>
      reject(
        new LocalServiceFault(`PostgreSQL's program ${program} cannot be run: ${error.message}`, {
          cause: error,
        }),
      ),
    );
    // `exit`, not `close`: on Windows the server keeps the pipes of the program that started it.
    child.once('exit', (code) => resolve({ code, output }));
  });
}

const remedies: readonly (readonly [RegExp, (home: PostgresHome) => string])[] = [
  [
    /no space left on device|disk full/i,
    (home) => `the disk of ${home.folder} is full. Free some space and start again.`,
  ],
  [
    /could not bind|address already in use/i,
    () => 'its port was taken by another program at that moment. Start again, and another one is chosen.',
  ],
  [
    /not compatible with this version|incompatible with server/i,
    (home) =>
      `the data in ${home.data} was written by another major version of PostgreSQL. Start the earlier Galley, export ` +
      `the data with pg_dump, and import it here; or set GALLEY_DATA_DIR to an empty folder for a fresh start.`,
  ],
  [
    /lock file .* already exists|shared memory block .* still in use/i,
    (home) => `another PostgreSQL still runs on ${home.data}. Stop it and start again.`,
  ],
  [
    /permission denied|wrong ownership|operation not permitted/i,
    (home) =>
      `its files in ${home.folder} belong to another user. Start Galley as that user, or correct the owner.`,
  ],
  [
    /could not (map anonymous|create) shared memory|cannot allocate memory/i,
    () => 'this machine has too little free memory. Close other programs and start again.',
  ],
];

function explainFailure(home: PostgresHome, said: string): LocalServiceFault {
  const remedy = remedies.find(([pattern]) => pattern.test(said))?.[1](home);
  const details = said.trim().split('\n').slice(-10).join('\n  ');
  return new LocalServiceFault(
    `PostgreSQL cannot run: ${remedy ?? `see ${home.log}.`}\nIt said:\n  ${details}`,
  );
}
