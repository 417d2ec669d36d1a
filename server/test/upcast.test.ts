import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { type MutationRule, mutations } from '@galley/shared/wire/mutations.ts';
import { upcast } from '../src/sync/upcast.ts';

/** A note whose every version has another shape: version n holds the path of versions it came through, under a key of its own. */
function shapeOf(version: number) {
  return z.strictObject({ [`path${version}`]: z.array(z.int()) });
}

function pathIn(version: number, data: Record<string, readonly number[]>): readonly number[] {
  return data[`path${version}`] ?? [];
}

/** The rule of a server that knows the versions up to this one. */
function ruleOf(version: number): MutationRule {
  const older = Array.from({ length: version - 1 }, (_, index) => index + 1);
  return {
    version,
    upcast: older.map((from) =>
      shapeOf(from).transform((data) => ({ [`path${from + 1}`]: [...pathIn(from, data), from + 1] })),
    ),
    data: shapeOf(version),
    worker: 'sales',
    settledBy: ['sales'],
  };
}

const versions = fc
  .tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 }))
  .map((three) => three.toSorted((a, b) => a - b));

test('[S4] from any older version data goes through every step between, once and in order, and ends at the newest', () => {
  fc.assert(
    fc.property(versions, ([from = 1, , to = 1]) => {
      const read = upcast(ruleOf(to), from, { [`path${from}`]: [from] });
      const path = Array.from({ length: to - from + 1 }, (_, index) => from + index);
      expect(read.data).toEqual({ [`path${to}`]: path });
    }),
  );
});

test('[S4] steps compose: by way of any version between it comes out the same', () => {
  fc.assert(
    fc.property(versions, ([from = 1, between = 1, to = 1]) => {
      const data = { [`path${from}`]: [] };
      const halfway = upcast(ruleOf(between), from, data);
      expect(upcast(ruleOf(to), between, halfway.data)).toEqual(upcast(ruleOf(to), from, data));
    }),
  );
});

test('[S4] data that is not of the version it names is refused with what is wrong, not bent into another', () => {
  const read = upcast(ruleOf(3), 1, { path2: [1] });
  expect(read.error?.issues).toEqual([
    expect.objectContaining({ path: ['path1'] }),
    expect.objectContaining({ code: 'unrecognized_keys' }),
  ]);
});

test('[S4] every mutation has a step from each of its older versions', () => {
  const rules: [string, MutationRule][] = Object.entries(mutations);
  expect(rules.filter(([, rule]) => (rule.upcast?.length ?? 0) !== rule.version - 1)).toEqual([]);
});
