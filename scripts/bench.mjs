// npm run bench [-- name...]: runs the benchmarks of tests/bench whose figures are named (all without a name). Each
// prints `bench <name> <median> p95 <p95> <unit>`; how busy the machine is stands before and after.
import { readdirSync, readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { prepare, run } from './prepare.mjs';

const folder = join(root, 'tests/bench');
const names = process.argv.slice(2);
const files = readdirSync(folder)
  .filter((file) => file.endsWith('.ts') && !file.startsWith('support'))
  .filter(
    (file) =>
      names.length === 0 ||
      names.some((name) => readFileSync(join(folder, file), 'utf8').includes(`'${name}'`)),
  );
if (files.length === 0) {
  console.error(`No benchmark measures ${names.join(', ')}.`);
  process.exit(2);
}

await prepare({ quiet: true });
sayLoad();
let failed = 0;
for (const file of files) {
  const code = await run(process.execPath, ['--import', 'tsx', join(folder, file)]);
  if (code !== 0) failed += 1;
}
sayLoad();
process.exit(failed === 0 ? 0 : 1);

function sayLoad() {
  console.log(`machine: ${cpus().length} cores, load of the last minute ${loadavg()[0]?.toFixed(2)}`);
}
