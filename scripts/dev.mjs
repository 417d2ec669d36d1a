// npm run dev: the shop restarts when its sources change, and vite serves the apps with hot reload.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { prepare, run } from './prepare.mjs';
import { root } from './paths.mjs';

await prepare();
const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js');
await Promise.all([
  run(process.execPath, [
    '--watch',
    '--watch-preserve-output',
    '--import',
    'tsx',
    'server/src/local/start.ts',
  ]),
  run(process.execPath, [vite], { cwd: join(root, 'desktop') }),
]);
