import type { Product } from '@galley/shared/domain/menu.ts';
import { noMoney } from '@galley/shared/values/money.ts';
import { expect, test } from 'vitest';
import { defaultsOf, needsAnswer, toggleAnswer } from '../../src/renderer/till/options/option-rules.ts';
import { type Parts, type Question, questionsOf, wishOf } from '../../src/renderer/till/options/questions.ts';
import { borhani, lunch, tikka } from '../world.ts';

const [a, b, c] = ['a', 'b', 'c'] as const;

function question(min: number, max: number, defaults: readonly string[] = []): Question {
  const answers = [a, b, c].map((key) => ({
    key,
    name: key,
    price: noMoney,
    isDefault: defaults.includes(key),
  }));
  return { key: 'q', name: 'Question', of: null, min, max, answers };
}

test('where one is required, another choice takes its place and the same one stays', () => {
  const one = question(1, 1);
  expect(toggleAnswer(one, new Set([a]), b)).toEqual(new Set([b]));
  expect(toggleAnswer(one, new Set([a]), a)).toEqual(new Set([a]));
});

test('where one is allowed, it can be given up again', () => {
  expect(toggleAnswer(question(0, 1), new Set([a]), a)).toEqual(new Set());
});

test('never more than the most, also not by default', () => {
  const two = question(0, 2);
  expect(toggleAnswer(two, new Set([a, b]), c)).toEqual(new Set([a, b]));
  expect(toggleAnswer(two, new Set([a, b]), b)).toEqual(new Set([a]));
  expect(defaultsOf([question(0, 1, [a, b])])).toEqual(new Set([a]));
});

const parts: Parts = new Map([tikka, borhani].map((part) => [part.id, part]));
const names = (asked: readonly Question[]) =>
  asked.map(({ of, name }) => (of === null ? name : `${of}: ${name}`));

test('[M14] the options of a part are asked where the part is picked, and only then', () => {
  expect(names(questionsOf(lunch, parts, new Set()))).toEqual(['Main', 'Drink']);
  const picked = new Set([`0 ${tikka.id}`]);
  expect(names(questionsOf(lunch, parts, picked))).toEqual(['Main', 'Chicken tikka: Heat', 'Drink']);
});

test('[M14] what is picked of a combo names each part, its course and its own choices', () => {
  const [mild] = tikka.options[0]?.choices ?? [];
  const picked = new Set([`0 ${tikka.id}`, `0 ${tikka.id} ${mild?.id}`, `1 ${borhani.id}`]);
  expect(wishOf(lunch, parts, picked)).toEqual({
    choiceIds: [],
    parts: [
      { group: 0, productId: tikka.id, choiceIds: [mild?.id] },
      { group: 1, productId: borhani.id, choiceIds: [] },
    ],
  });
});

test('a course with one part needs no tap, and a required group with a default none either', () => {
  const [, drink] = questionsOf(lunch, parts, new Set());
  expect(defaultsOf(drink ? [drink] : [])).toEqual(new Set([`1 ${borhani.id}`]));
  const [heat] = tikka.options;
  const choices = heat?.choices.map((choice, index) =>
    index === 0 ? { ...choice, isDefault: true as const } : choice,
  );
  const spiced: Product = { ...tikka, options: heat ? [{ ...heat, choices: choices ?? [] }] : [] };
  expect([needsAnswer(tikka), needsAnswer(spiced)]).toEqual([true, false]);
});

test('what is weighed, priced by hand or a combo is always asked about', () => {
  expect(needsAnswer({ ...borhani, unit: 'kg' })).toBe(true);
  expect(needsAnswer({ ...borhani, openPrice: true })).toBe(true);
  expect(needsAnswer(lunch)).toBe(true);
  expect(needsAnswer(borhani)).toBe(false);
});
