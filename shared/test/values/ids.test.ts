import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { saleIdSchema, uuidFrom, uuidv7 } from '../../src/values/ids.ts';

const time = fc.integer({ min: 0, max: 2 ** 48 - 1 });

test('[S3] an id of version 7 carries its millisecond in its first 48 bits', () => {
  fc.assert(
    fc.property(time, (ms) => {
      expect(Number.parseInt(uuidv7(ms).replaceAll('-', '').slice(0, 12), 16)).toBe(ms);
    }),
  );
});

test('[S3] ids sort by the time of their birth', () => {
  fc.assert(
    fc.property(time, time, (a, b) => {
      fc.pre(a < b);
      expect(uuidv7(a) < uuidv7(b)).toBe(true);
    }),
  );
});

test('[S3] ids of one millisecond differ, and every id is one by its schema', () => {
  const made = Array.from({ length: 1_000 }, () => uuidv7(1_700_000_000_000));
  expect(new Set(made).size).toBe(1_000);
  for (const id of made)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(saleIdSchema.safeParse(made[0]).success).toBe(true);
});

test.each([
  ['branch', 'f38c764c-8aa0-8b65-b8f4-254a4dc6d9b5'],
  ['', 'e3b0c442-98fc-8c14-9afb-f4c8996fb924'],
  ['কাচ্চি', '5ec9f926-38f6-81ba-ad70-c5c3892211d9'],
])('[S3] the id named "%s" is %s for ever', (name, id) => {
  expect(uuidFrom(name)).toBe(id);
});

test('[S3] a named id is the SHA-256 of its name under the bits of version 8', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => {
      const hash = createHash('sha256').update(name).digest('hex');
      const id = uuidFrom(name).replaceAll('-', '');
      expect(id[12]).toBe('8');
      expect(id.slice(0, 12) + id.slice(13, 16) + id.slice(17)).toBe(
        hash.slice(0, 12) + hash.slice(13, 16) + hash.slice(17, 32),
      );
      expect(saleIdSchema.safeParse(uuidFrom(name)).success).toBe(true);
    }),
  );
});

test.each([
  '',
  'T1-000042',
  '00000000-0000-0000-0000-00000000000g',
  '{e3b0c442-98fc-8c14-9afb-f4c8996fb924}',
])('[S3] "%s" is not an id', (text) => {
  expect(saleIdSchema.safeParse(text).success).toBe(false);
});
