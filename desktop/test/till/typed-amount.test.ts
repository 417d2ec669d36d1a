import { expect, test } from 'vitest';
import { pressKey, typedAmount } from '../../src/renderer/ui/typed-amount.ts';
import type { KeypadKey } from '../../src/renderer/ui/keypad.tsx';

function typed(keys: readonly KeypadKey[], currency: string): string {
  return keys.reduce((text, key) => pressKey(text, key, currency), '');
}

test.each([
  [['1', '2', '.', '5'], 'BDT', '12.5', 1250],
  [['.', '5', '0', '5'], 'BDT', '0.50', 50],
  [['0', '0', '7'], 'BDT', '7', 700],
  [['2', '5', '00'], 'BDT', '2500', 250_000],
  [['1', '.', '.', '5'], 'BDT', '1.5', 150],
  [['9', '.', '5'], 'JPY', '95', 95],
  [['1', '2', 'erase', '3'], 'BDT', '13', 1300],
] as const)('the keys %j in %s read %s', (keys, currency, text, amount) => {
  expect(typed(keys, currency)).toBe(text);
  expect(typedAmount(text, currency)).toBe(amount);
});

test('nothing, a lone point and zeros are no amount', () => {
  for (const text of ['', '0', '0.', '0.00']) expect(typedAmount(text, 'BDT')).toBeNull();
});
