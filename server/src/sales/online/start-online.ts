import { onlineQuestions } from '@galley/shared/wire/online.ts';
import { answerQuestion } from '../../messaging/ask.ts';
import type { Subscription } from '../../messaging/bus.ts';
import type { WorkerContext } from '../../messaging/rules.ts';
import { placeOnline } from './place.ts';
import { findOnline, listOnline } from './queries.ts';
import { startOnlineSweep } from './sweep.ts';

/** `payWithinMs`: after that an order that is not paid is cancelled. `sweepMs`: how often the clock is looked at. */
export type OnlineTimes = { readonly payWithinMs: number; readonly sweepMs: number };
const usualTimes: OnlineTimes = { payWithinMs: 10 * 60_000, sweepMs: 1000 };

/** Answers what guests' pages ask, and keeps the sagas going. Their steps are taken by the sales worker. */
export function startOnline(context: WorkerContext, times: OnlineTimes = usualTimes): Subscription {
  const { pool } = context;
  const parts = [
    answerQuestion(context, onlineQuestions.place, (placing) =>
      placeOnline(context, times.payWithinMs, placing),
    ),
    answerQuestion(context, onlineQuestions.find, (asked) => findOnline(pool, asked)),
    answerQuestion(context, onlineQuestions.list, (asked) => listOnline(pool, asked)),
    startOnlineSweep(context, times.sweepMs),
  ];
  return {
    async stop() {
      await Promise.all(parts.map((part) => part.stop()));
    },
  };
}
