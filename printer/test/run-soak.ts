import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { soak } from './soak.ts';

/** `npm run soak`: 10,000 jobs, random faults. Says the seed first, so that a bad one can be played again. */
const { values } = parseArgs({
  options: { jobs: { type: 'string', default: '10000' }, seed: { type: 'string' } },
});
const seed = Number(values.seed ?? Date.now() & 0xffffff);
const folder = await mkdtemp(join(tmpdir(), 'galley-soak-'));
console.log(`soak: ${values.jobs} jobs, seed ${seed}`);
const started = Date.now();
const { ends, restarts, wrong } = await soak(folder, Number(values.jobs), seed);
await rm(folder, { recursive: true, force: true });
console.log(
  `ends: ${JSON.stringify(ends)}, ${restarts} restarts, ${Math.round((Date.now() - started) / 1000)} s`,
);
for (const each of wrong) console.error(`WRONG: ${each}`);
console.log(wrong.length === 0 ? 'Every job has exactly one end.' : `${wrong.length} promises broken.`);
process.exit(wrong.length === 0 ? 0 : 1);
