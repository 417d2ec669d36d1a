import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { report } from './report.ts';
import { run } from './run.ts';
import { type Script, scriptSchema, writeScript } from './script.ts';

const minutes = 60_000;

async function expectToHold(script: Script): Promise<void> {
  const outcome = await run(script);
  expect(outcome.violations, report(script, outcome)).toEqual([]);
}

test.each(['model', 'direct'] as const)(
  '[S1] [S8] [S11] [S12] [S15] whatever happens to tills, wires, clocks, courier and server, nothing is lost, doubled or stuck (%s bus)',
  async (bus) => {
    const seed = Number(process.env['SEED'] ?? 20_261_121); // others: npm run chaos
    await expectToHold(writeScript({ seed, tills: 3, sales: 30, bus }));
  },
  5 * minutes,
);

test(
  '[S2] a till that loses its power, and again while it is getting up, keeps what was paid',
  async () => {
    const cuts = Array.from({ length: 12 }, (_, index): Script['steps'] => [
      { do: 'crash', till: 0, pick: index * 5 },
      { do: 'crash', till: 0, pick: (index * 7) % 11 },
      { do: 'weather', till: 0, weather: index % 2 ? 'fine' : 'lossy' },
    ]);
    const steps: Script['steps'] = [{ do: 'openShift', till: 0 }, ...cuts.flat()];
    await expectToHold({ seed: 1, tills: 2, bus: 'model', steps });
  },
  5 * minutes,
);

const found = join(import.meta.dirname, 'found');
test.each(readdirSync(found))(
  'what %s once showed does not come back',
  async (file) => {
    await expectToHold(scriptSchema.parse(JSON.parse(readFileSync(join(found, file), 'utf8'))));
  },
  5 * minutes,
);
