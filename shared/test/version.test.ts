import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareVersions, versionSchema } from '../src/values/version.ts';

const version = fc
  .tuple(fc.nat(999), fc.nat(999), fc.nat(999))
  .map((numbers) => ({ numbers, version: versionSchema.parse(numbers.join('.')) }));

test('versions are compared number by number, not letter by letter', () => {
  fc.assert(
    fc.property(version, version, (a, b) => {
      const [x, y] = [a, b].map(
        ({ numbers: [major, minor, patch] }) => (major * 1000 + minor) * 1000 + patch,
      );
      expect(Math.sign(compareVersions(a.version, b.version))).toBe(Math.sign((x ?? 0) - (y ?? 0)));
    }),
  );
});

test.each(['1.2', 'v1.2.3', '1.2.3-beta', '1.2.3.4', '01234567.1.1'])('%s is no version', (text) => {
  expect(versionSchema.safeParse(text).success).toBe(false);
});
