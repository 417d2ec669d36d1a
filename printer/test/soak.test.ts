import { expect, test } from 'vitest';
import { soak } from './soak.ts';
import { temporaryFolder } from './workbench.ts';

test('[P1] [P4] [P5] [P7] whatever fails when, every job has one end, none is lost or doubled, none called printed in vain', async () => {
  // Told with a failure, so that `npm run soak -- --seed N` plays it again; that one runs 10,000 jobs.
  const seed = Date.now() & 0xffffff;
  const { wrong, ends } = await soak(await temporaryFolder(), 700, seed);
  expect({ seed, wrong }).toEqual({ seed, wrong: [] });
  expect(ends['printed']).toBeGreaterThan(100);
}, 120_000);
