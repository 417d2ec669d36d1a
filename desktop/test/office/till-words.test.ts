import { tillIdSchema } from '@galley/shared/values/ids.ts';
import { money } from '@galley/shared/values/money.ts';
import { instant } from '@galley/shared/values/time.ts';
import { type TillHealth, tillHealthSchema } from '@galley/shared/wire/health.ts';
import { expect, test } from 'vitest';
import { tillWords } from '../../src/renderer/office/tills/till-words.ts';
import { till1 } from '../world.ts';

/** 14:24 in Dhaka. */
const now = Date.parse('2026-11-21T08:24:00.000Z');
const place = { now, timeZone: 'Asia/Dhaka', currency: 'BDT' } as const;
const minutesAgo = (minutes: number) => instant(now - minutes * 60_000);

test.each<[string, Partial<TillHealth>, string[]]>([
  ['all is well', {}, ['good: Heard moments ago']],
  ['never enrolled', { incarnation: 0, seenAt: null }, ['wait: No device is enrolled as this till yet.']],
  ['silent in opening hours', { seenAt: minutesAgo(16) }, ['loss: Heard 16 min ago']],
  ['silent for a while only', { seenAt: minutesAgo(15) }, ['good: Heard 15 min ago']],
  ['silent because it is switched off', { seenAt: minutesAgo(90), disabled: true }, ['good: Heard 1 h ago']],
  [
    'numbers missing',
    { gaps: [{ incarnation: 1, from: 118, to: 119, since: minutesAgo(22) }] },
    ['loss: Numbers 118–119 missing since 14:02', 'good: Heard moments ago'],
  ],
  [
    'one number missing',
    { gaps: [{ incarnation: 1, from: 118, to: 118, since: minutesAgo(22) }] },
    ['loss: Numbers 118 missing since 14:02', 'good: Heard moments ago'],
  ],
  [
    'two devices of one name, and what cannot be read',
    { forks: [{ incarnation: 1, number: 4, receivedAt: minutesAgo(1) }], quarantined: 2 },
    [
      "loss: 1 entry under numbers that were taken: two devices used this till's name",
      'loss: 2 entries that cannot be read, not in the books',
      'good: Heard moments ago',
    ],
  ],
  [
    'a backlog there and here',
    {
      unsettled: 3,
      oldestUnsettledAt: minutesAgo(4),
      status: status({ waiting: 12, waitingMoney: money(431_000), oldestAt: minutesAgo(7) }),
    },
    [
      'wait: 12 entries waiting on it · ৳4,310.00 · oldest 7 min ago',
      'wait: 3 entries on the way into the books since 14:20',
      'good: Heard moments ago',
    ],
  ],
  [
    'a clock that is behind',
    { status: status({ clockOffsetMs: 14 * 60_000 }) },
    ['wait: Its clock is 14 minutes slow', 'good: Heard moments ago'],
  ],
  [
    'a device in need',
    { status: status({ clockOffsetMs: -7_200_000, freeBytes: 120 * 1024 * 1024, persisted: false }) },
    [
      'loss: Only 120 MB free on its disk',
      'wait: Its clock is 2 hours fast',
      'wait: Its browser has not promised to keep what is stored',
      'good: Heard moments ago',
    ],
  ],
])('[S24] %s', (_name, health, words) => {
  expect(tillWords(till(health), place).map(({ tone, text }) => `${tone}: ${text}`)).toEqual(words);
});

test('[S24] at night a silent till is at rest, unless something waits on it', () => {
  const night = { ...place, now: Date.parse('2026-11-21T20:00:00.000Z') };
  const silent = { seenAt: instant(night.now - 3_600_000) };
  expect(tillWords(till(silent), night).map(({ tone }) => tone)).toEqual(['good']);
  const waiting = till({ ...silent, status: status({ waiting: 1, oldestAt: instant(night.now) }) });
  expect(tillWords(waiting, night).map(({ tone }) => tone)).toEqual(['loss', 'wait']);
});

function status(more: Partial<NonNullable<TillHealth['status']>>): NonNullable<TillHealth['status']> {
  return {
    waiting: 0,
    oldestAt: null,
    appVersion: '1',
    waitingMoney: money(0),
    unsettled: 0,
    problems: 0,
    clockOffsetMs: 1000,
    freeBytes: null,
    persisted: true,
    bucketMismatches: 0,
    ...more,
  };
}

function till(more: Partial<TillHealth>): TillHealth {
  return tillHealthSchema.parse({
    id: tillIdSchema.parse(till1.id),
    code: 'T1',
    name: 'Till 1',
    disabled: false,
    incarnation: 1,
    seenAt: instant(now),
    storedUpTo: 120,
    unsettled: 0,
    oldestUnsettledAt: null,
    quarantined: 0,
    gaps: [],
    forks: [],
    status: status({}),
    ...more,
  });
}
