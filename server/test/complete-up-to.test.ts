import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instant } from '@galley/shared/values/time.ts';
import { completeUpTo, type TillProgress } from '../src/sync/complete-up-to.ts';

/** A till gives an attempt up after this long [S6]. */
const attemptMs = 15_000;

type Entry = { readonly at: number; stored: boolean; settled: boolean };
type Attempt = { readonly sentAt: number; readonly batch: Entry[]; readonly status: TillProgress['status'] };

/** A till, what it recorded and what the server heard of it; the till's clock is wrong by `skew`. */
function createTill(skew: number) {
  const log: Entry[] = [];
  let attempt: Attempt | null = null;
  let heard: { seenAt: number; status: TillProgress['status'] } | null = null;
  const own = (at: number) => instant(at + skew);
  return {
    log,
    record: (now: number) => void log.push({ at: now, stored: false, settled: false }),
    send(now: number, most: number) {
      const waiting = log.filter((entry) => !entry.stored);
      const behind = waiting.slice(most);
      const oldestAt = behind[0] ? own(behind[0].at) : null;
      const status = { waiting: behind.length, oldestAt, clockOffsetMs: -skew };
      attempt = { sentAt: now, batch: waiting.slice(0, most), status };
    },
    /** What is longer on its way than an attempt lasts never arrives. */
    arrive(now: number) {
      if (attempt && now - attempt.sentAt <= attemptMs) {
        for (const entry of attempt.batch) entry.stored = true;
        heard = { seenAt: now, status: attempt.status };
      }
      attempt = null;
    },
    settle(most: number) {
      for (const entry of log.filter((each) => each.stored && !each.settled).slice(0, most))
        entry.settled = true;
    },
    seen(): TillProgress {
      const unsettled = log.find((entry) => entry.stored && !entry.settled);
      return {
        counts: true,
        seenAt: heard?.seenAt ?? null,
        status: heard?.status ?? null,
        gap: null,
        unsettledFrom: unsettled ? [own(unsettled.at)] : [],
      };
    },
  };
}

const step = fc.record({
  till: fc.nat(2),
  what: fc.constantFrom('record', 'send', 'arrive', 'settle'),
  after: fc.nat(10_000),
  most: fc.nat(4),
});

test('[S24] whatever order things happen in, all that was recorded up to "complete up to" is settled, and in the end it is all', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -3_600_000, max: 3_600_000 }), { minLength: 3, maxLength: 3 }),
      fc.array(step, { maxLength: 80 }),
      (skews, steps) => {
        const tills = skews.map(createTill);
        let now = Date.UTC(2026, 10, 21);
        const told = () => completeUpTo(tills.map((till) => till.seen()));
        for (const { till: index, what, after, most } of steps) {
          now += after;
          const till = tills[index];
          if (what === 'record') till?.record(now);
          else if (what === 'send') till?.send(now, most);
          else if (what === 'arrive') till?.arrive(now);
          else till?.settle(most);
          const upTo = told();
          const open = tills.flatMap(({ log }) => log).filter((entry) => !entry.settled);
          const covered = open.filter((entry) => upTo !== null && entry.at <= Date.parse(upTo));
          expect(covered).toEqual([]);
        }
        for (const till of tills) {
          till.send(now, Infinity);
          till.arrive(now);
          till.settle(Infinity);
        }
        expect(told()).toBe(instant(now - attemptMs));
      },
    ),
  );
});

test('[S24] a till that is not enrolled or disabled bounds nothing, one that was never heard of leaves it open', () => {
  const heard: TillProgress = {
    counts: true,
    seenAt: 100_000,
    status: { waiting: 0, oldestAt: null, clockOffsetMs: 0 },
    gap: null,
    unsettledFrom: [],
  };
  const silent: TillProgress = { counts: true, seenAt: null, status: null, gap: null, unsettledFrom: [] };
  expect(completeUpTo([])).toBeNull();
  expect(completeUpTo([heard, silent])).toBeNull();
  expect(completeUpTo([heard, { ...silent, counts: false }])).toBe(instant(100_000 - attemptMs));
  const late = { ...silent, counts: false, unsettledFrom: [instant(20_000)] };
  expect(completeUpTo([heard, late])).toBe(instant(19_999));
});

test('[S24] what is missing in a log was recorded after what stands before the hole', () => {
  const status = { waiting: 0, oldestAt: null, clockOffsetMs: 500 };
  const till = { counts: true, seenAt: 100_000, status, unsettledFrom: [] };
  expect(completeUpTo([{ ...till, gap: { after: instant(20_000) } }])).toBe(instant(20_500));
  expect(completeUpTo([{ ...till, gap: { after: null } }])).toBeNull();
});
