import { expect, test } from 'vitest';
import { hasNats } from '../../../server/test/cluster.ts';
import { report } from '../report.ts';
import type { Script, Step } from '../script.ts';
import { runForReal } from './run.ts';

/** Each process dies once while people sell over a bad wire, then what they all stand on. */
const deaths: Step[] = [
  ...[0, 1, 2, 3, 4].map((pick): Step => ({ do: 'killProcess', pick })),
  { do: 'freezeProcess', pick: 2, ms: 800 },
  { do: 'killBroker' },
  { do: 'killDatabase' },
  { do: 'crash', till: 1, pick: 17 },
];

test.skipIf(!hasNats)(
  '[S1] [S8] [S11] [S12] processes that are killed, a wire that loses and doubles: nothing is lost, doubled or stuck',
  async () => {
    const steps: Step[] = [
      { do: 'openShift', till: 0 },
      { do: 'openShift', till: 1 },
      { do: 'badWire', percent: 40 },
      ...deaths.flatMap((death, index): Step[] => [
        { do: 'sell', till: index, pick: index * 7 },
        { do: 'serve', till: index + 1, pick: index * 13 },
        death,
        { do: 'sell', till: index + 1, pick: index * 5 },
        ...(index % 3 === 0 ? [{ do: 'cutWire' } as const] : []),
      ]),
    ];
    const script: Script = { seed: 3, tills: 2, bus: 'processes', steps };
    const outcome = await runForReal(script);
    expect(outcome.violations, report(script, outcome)).toEqual([]);
  },
  5 * 60_000,
);
