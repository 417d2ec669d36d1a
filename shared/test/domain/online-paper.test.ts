import { expect, test } from 'vitest';
import {
  paperLateMs,
  paperLostMs,
  type PaperState,
  paperStateOf,
  turnOf,
} from '../../src/domain/online-paper.ts';
import { newId, type TillId } from '../../src/values/ids.ts';
import { instant } from '../../src/values/time.ts';

const paidMs = Date.parse('2026-11-21T12:00:00.000Z');
const at = (ms: number) => instant(paidMs + ms);
const tillId = newId<TillId>(() => '063e45a5-935d-848a-9305-17ee7cb20efb');
const paid = { status: 'PAID', paidAt: at(0), readyAt: null } as const;
const taken = { ...paid, taken: { tillId, at: at(20_000) } };

const table: readonly (readonly [
  string,
  Parameters<typeof paperStateOf>[0],
  seen: boolean,
  nowMs: number,
  PaperState,
])[] = [
  ['just paid', paid, false, 0, 'waits'],
  ['nobody asked in time', paid, false, paperLateMs, 'late'],
  ['nobody asked at all', paid, false, paperLostMs, 'lost'],
  ['taken a moment ago', taken, false, 20_000 + paperLateMs - 1, 'waits'],
  ['taken and not printed', taken, false, 20_000 + paperLateMs, 'late'],
  ['taken by a till that is gone', taken, false, 20_000 + paperLostMs, 'lost'],
  ['taken by a clock that is an hour ahead', { ...paid, taken: { tillId, at: at(3_600_000) } }, false, 0, 'lost'],
  ['on paper', { ...taken, printedAt: at(30_000) }, false, 3_600_000, 'done'],
  ['seen on a screen', taken, true, 3_600_000, 'done'],
  ['ready already', { ...paid, readyAt: at(1) }, false, 3_600_000, 'done'],
  ['handed over', { ...paid, status: 'DELIVERED' }, false, 3_600_000, 'done'],
  ['not paid yet', { ...paid, status: 'PENDING', paidAt: null }, false, 3_600_000, 'done'],
]; // prettier-ignore

test.each(table)('[P7] the paper of an online order: %s', (_, order, seen, nowMs, state) => {
  expect(paperStateOf(order, seen, paidMs + nowMs)).toBe(state);
});

test('the first till has the first turn, and each that takes over the next one', () => {
  expect(turnOf({})).toBe(0);
  expect(turnOf(taken)).toBe(1);
  expect(turnOf({ taken: { ...taken.taken, turn: 3 } })).toBe(3);
});
