// npm run build: the Prisma clients, the apps that the server serves, and the Electron shell.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { isMain, root } from './paths.mjs';
import { generateClients } from './prisma-generate.mjs';

/** Says when the last build that succeeded began: sources newer than that are not in what the server serves. */
export const builtStamp = join(root, 'desktop/dist/.built');

if (isMain(import.meta.url)) {
  await generateClients();
  if (existsSync(join(root, 'desktop/vite.config.ts'))) buildApps();
}

function buildApps() {
  const packageFile = createRequire(import.meta.url).resolve('vite/package.json');
  const vite = join(dirname(packageFile), 'bin/vite.js');
  const startedAt = new Date();
  const { status } = spawnSync(process.execPath, [vite, 'build'], {
    cwd: join(root, 'desktop'),
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
  const shell = spawnSync(process.execPath, [join(root, 'desktop/build-electron.mjs')], { stdio: 'inherit' });
  if (shell.status !== 0) process.exit(shell.status ?? 1);
  mkdirSync(dirname(builtStamp), { recursive: true });
  writeFileSync(builtStamp, `${startedAt.toISOString()}\n`);
}
