import fc from 'fast-check';
import { expect, test } from 'vitest';
import { businessDayOf, businessDaySchema, instant, instantSchema } from '../../src/values/time.ts';

test.each([
  ['2026-11-21T17:59:59.999Z', 'Asia/Dhaka', '2026-11-21'],
  ['2026-11-21T18:00:00.000Z', 'Asia/Dhaka', '2026-11-22'],
  ['2026-11-21T18:14:59.999Z', 'Asia/Kathmandu', '2026-11-21'],
  ['2026-11-21T18:15:00.000Z', 'Asia/Kathmandu', '2026-11-22'],
  ['2026-12-31T10:00:00.000Z', 'Pacific/Kiritimati', '2027-01-01'],
  ['2026-01-01T10:59:59.999Z', 'Pacific/Pago_Pago', '2025-12-31'],
  ['2026-07-01T03:59:59.999Z', 'America/New_York', '2026-06-30'],
  ['2026-07-01T04:00:00.000Z', 'America/New_York', '2026-07-01'],
  ['2026-01-01T04:59:59.999Z', 'America/New_York', '2025-12-31'],
  ['2024-02-29T12:00:00.000Z', 'UTC', '2024-02-29'],
])('[S18] at %s it is in %s the business day %s', (at, timeZone, day) => {
  expect(businessDayOf(instantSchema.parse(at), timeZone)).toBe(day);
});

test('[S18] a business day is the date of the local clock, for every moment of a zone without summer time', () => {
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(2012, 0, 1), max: Date.UTC(2099, 0, 1) }), (ms) => {
      const localDate = new Date(ms + 6 * 3_600_000).toISOString().slice(0, 10);
      expect(businessDayOf(instant(ms), 'Asia/Dhaka')).toBe(localDate);
    }),
  );
});

test('[S18] moments sort as their texts, and come back from them', () => {
  const ms = fc.integer({ min: 0, max: Date.UTC(9999, 0, 1) });
  fc.assert(
    fc.property(ms, ms, (a, b) => {
      expect(instant(a) < instant(b)).toBe(a < b);
      expect(Date.parse(instantSchema.parse(instant(a)))).toBe(a);
    }),
  );
});

test.each([
  '2026-11-21', '2026-11-21T17:42:00Z', '2026-11-21T17:42:00.000', '2026-11-21T17:42:00.000+06:00',
  '2026-13-21T17:42:00.000Z', '2026-02-30T17:42:00.000Z', '2026-11-21 17:42:00.000Z', '',
])('[S18] "%s" is not a moment', (text) => {
  expect(instantSchema.safeParse(text).success).toBe(false);
}); // prettier-ignore

test.each(['2026-2-01', '2026-02-30', '21.11.2026', ''])('[S18] "%s" is not a business day', (text) => {
  expect(businessDaySchema.safeParse(text).success).toBe(false);
});
