import type { OptionGroup } from '@galley/shared/domain/menu.ts';
import { choiceIdSchema, uuidFrom } from '@galley/shared/values/ids.ts';
import { noMoney } from '@galley/shared/values/money.ts';
import { expect, test } from 'vitest';
import { toggleChoice } from '../../src/renderer/till/options/option-rules.ts';

const ids = ['a', 'b', 'c'].map((name) => choiceIdSchema.parse(uuidFrom(name)));
const [a, b, c] = ids as [(typeof ids)[0], (typeof ids)[0], (typeof ids)[0]]; // three names, three ids

function group(min: number, max: number): OptionGroup {
  return { name: 'Group', min, max, choices: ids.map((id) => ({ id, name: id, price: noMoney })) };
}

test('where one is required, another choice takes its place and the same one stays', () => {
  const one = group(1, 1);
  expect(toggleChoice(one, new Set([a]), b)).toEqual(new Set([b]));
  expect(toggleChoice(one, new Set([a]), a)).toEqual(new Set([a]));
});

test('where one is allowed, it can be given up again', () => {
  expect(toggleChoice(group(0, 1), new Set([a]), a)).toEqual(new Set());
});

test('never more than the most', () => {
  const two = group(0, 2);
  expect(toggleChoice(two, new Set([a, b]), c)).toEqual(new Set([a, b]));
  expect(toggleChoice(two, new Set([a, b]), b)).toEqual(new Set([a]));
});
