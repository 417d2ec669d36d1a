import { expect, test } from 'vitest';
import { daysLeft } from '../../src/renderer/office/stock/days-left.ts';

test('a lot is good to the end of its day by the calendar of its branch', () => {
  const lateEvening = Date.parse('2026-11-21T19:30:00.000Z'); // half past one on the 22nd in Dhaka
  expect(daysLeft('2026-11-22', lateEvening, 'Asia/Dhaka')).toBe(0);
  expect(daysLeft('2026-11-22', lateEvening, 'Europe/London')).toBe(1);
  expect(daysLeft('2026-11-21', lateEvening, 'Asia/Dhaka')).toBe(-1);
  expect(daysLeft('2026-12-05', lateEvening, 'Asia/Dhaka')).toBe(13);
});
