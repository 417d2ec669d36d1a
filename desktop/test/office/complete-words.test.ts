import { instant } from '@galley/shared/values/time.ts';
import type { TillHealth } from '@galley/shared/wire/health.ts';
import { expect, test } from 'vitest';
import { completeWords } from '../../src/renderer/office/complete-words.ts';

const at = (time: string) => instant(Date.parse(`2026-11-21T${time}:00Z`));
const zone = 'UTC';

function till(name: string, waiting: number, changes: Partial<TillHealth> = {}): TillHealth {
  const status = { waiting } as TillHealth['status']; // the rest says nothing of this
  return { name, incarnation: 1, disabled: false, status, ...changes } as TillHealth;
}
const words = (completeUpTo: string | null, tills: readonly TillHealth[], fetched = '14:40') =>
  completeWords(
    { until: Date.parse(at(fetched)), fault: null },
    { completeUpTo: completeUpTo === null ? null : at(completeUpTo), tills: [...tills] },
    zone,
  );

test('[S24] the header says up to when the books are whole, never later than what this browser has fetched', () => {
  expect(words('14:32', [till('Till 1', 0)])).toEqual({ text: 'Complete up to 14:32', whole: true });
  expect(words('14:39', [till('Till 1', 0)], '14:20').text).toBe('Complete up to 14:20');
});

test('[S24] it names the till whose sales are not in the books, and says so when it knows nothing', () => {
  const waiting = words('14:32', [till('Till 1', 0), till('Till 2', 3)]);
  expect(waiting).toEqual({ text: 'Complete up to 14:32 · 3 waiting at Till 2', whole: false });
  expect(words('14:32', [till('Till 2', 3, { disabled: true })]).whole).toBe(true);
  expect(words(null, [till('Till 1', 0)])).toMatchObject({ whole: false });
});

test('[S24] where nothing ever sold nothing is missing; without a session or a server it says that', () => {
  expect(words(null, [till('Till 1', 0, { incarnation: 0 })])).toEqual({
    text: 'Complete up to 14:40',
    whole: true,
  });
  const fault = { code: 'needsSignIn' } as NonNullable<Parameters<typeof completeWords>[0]['fault']>;
  expect(completeWords({ until: null, fault }, null, zone)).toEqual({
    text: 'Your session has ended. Sign in again; nothing is lost.',
    whole: false,
  });
});
