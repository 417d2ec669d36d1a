import { money } from '@galley/shared/values/money.ts';
import { expect, test } from 'vitest';
import { noteShortcuts } from '../../src/renderer/till/pay/note-shortcuts.ts';

test.each([
  [207_000, 'BDT', [210_000, 250_000, 300_000]],
  [6_000, 'BDT', [10_000, 50_000, 100_000]],
  [100_000, 'BDT', []],
  [54_000, 'BDT', [60_000, 100_000]],
  [1_234, 'USD', [1_500, 2_000, 5_000]],
  [1_234, 'JPY', [2_000, 5_000, 10_000]],
  [0, 'BDT', []],
] as const)('for %i in %s a guest hands over one of %j', (due, currency, expected) => {
  expect(noteShortcuts(money(due), currency)).toEqual(expected);
});
