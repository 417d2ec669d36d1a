import { expect, test } from 'vitest';
import type { TimedPrice } from '../../src/domain/menu.ts';
import { priceAt } from '../../src/domain/price-at.ts';
import { money } from '../../src/values/money.ts';
import { instant } from '../../src/values/time.ts';

const always: TimedPrice = { price: money(90), from: null, until: null, days: [], start: null, end: null };
/** In Dhaka, six hours before UTC; 21 November 2026 is a Saturday. */
const at = (day: number, time: string) => instant(Date.parse(`2026-11-${day}T${time}:00+06:00`));
const price = (rules: readonly Partial<TimedPrice>[], when: ReturnType<typeof at>) =>
  priceAt({ price: money(100), prices: rules.map((rule) => ({ ...always, ...rule })) }, when, 'Asia/Dhaka');

test('[M9] a price that is announced counts from its moment on, and until its end', () => {
  const rule = { from: at(21, '12:00'), until: at(22, '12:00') };
  expect(
    [at(21, '11:59'), at(21, '12:00'), at(22, '11:59'), at(22, '12:00')].map((when) => price([rule], when)),
  ).toEqual([100, 90, 90, 100]);
});

test('a happy hour counts on its days, by the clock of the branch', () => {
  const rule = { days: [6], start: '17:00', end: '19:00' };
  const times = [at(21, '16:59'), at(21, '17:00'), at(21, '18:59'), at(21, '19:00'), at(22, '18:00')];
  expect(times.map((when) => price([rule], when))).toEqual([100, 90, 90, 100, 100]);
});

test('an hour over midnight belongs to the evening that began it', () => {
  const rule = { days: [6], start: '22:00', end: '02:00' };
  const times = [at(21, '01:00'), at(21, '23:00'), at(22, '01:59'), at(22, '02:00'), at(22, '23:00')];
  expect(times.map((when) => price([rule], when))).toEqual([100, 90, 90, 100, 100]);
});

test('the last price that counts is taken', () => {
  const rules = [{ price: money(120), from: at(20, '00:00') }, { days: [6] }];
  expect([at(19, '12:00'), at(20, '12:00'), at(21, '12:00')].map((when) => price(rules, when))).toEqual([
    100, 120, 90,
  ]);
});
