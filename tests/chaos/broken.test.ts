import { expect, test } from 'vitest';
import { type RunOptions, run } from './run.ts';
import {
  ackBeforeCommit, clearedOnAnswer, failingBooks, noInbox, recycledNumber, serialCursor, twoProjectors,
} from './sabotage.ts'; // prettier-ignore
import type { Script, Step } from './script.ts';

/** On a machine that may be busy with other things. */
const minutes = 5 * 60_000;

/** A quiet morning: whatever goes wrong in it was not the weather. */
const sales = Array.from({ length: 24 }, (_, index): Step => ({ do: 'sell', till: index, pick: index * 7 }));
const openings = [0, 1].map((till): Step => ({ do: 'openShift', till }));
const morning: Script = { seed: 5, tills: 2, bus: 'model', steps: [...openings, ...sales] };
const noisy: Script = {
  ...morning,
  steps: [...openings, { do: 'moody', on: true }, ...sales.flatMap((step): Step[] => [step, { do: 'brokerRepeats' }])], // prettier-ignore
};

async function rulesBrokenBy(script: Script, sabotage: RunOptions): Promise<string[]> {
  const { violations } = await run(script, { boundMs: 6000, ...sabotage });
  return [...new Set(violations.map(({ rule }) => rule))];
}

test(
  'the same mornings without sabotage break nothing',
  async () => {
    expect(await rulesBrokenBy(noisy, twoProjectors())).toEqual([]);
    expect(await rulesBrokenBy(morning, failingBooks())).toEqual([]);
  },
  minutes,
);

test(
  '[S19] a serial cursor in place of gapless versions is found out',
  async () => {
    const broken = await rulesBrokenBy(noisy, serialCursor());
    // A till that has skipped a change lacks it, at once or at rest.
    expect(broken.filter((rule) => rule === 'I12' || rule === 'I13')).not.toEqual([]);
  },
  minutes,
);

test(
  '[S12] workers without an inbox are found out',
  async () => {
    expect(await rulesBrokenBy(noisy, noInbox())).toContain('I4');
  },
  minutes,
);

test(
  '[S12] an acknowledgement before the commit is found out',
  async () => {
    expect(await rulesBrokenBy(morning, ackBeforeCommit())).toContain('L1');
  },
  minutes,
);

test(
  '[S3] a receipt number that is used twice is found out',
  async () => {
    expect(await rulesBrokenBy(morning, recycledNumber())).toContain('I8');
  },
  minutes,
);

test(
  '[S5] an outbox that is cleared on the answer to a push is found out',
  async () => {
    expect(await rulesBrokenBy(morning, clearedOnAnswer())).toContain('I15');
  },
  minutes,
);
