import { expect, test } from 'vitest';
import { fromDraft, isIncomplete, newGroup, toDraft } from '../../src/renderer/office/menu/product-draft.ts';
import { borhani, cake, lunch, sweets, tikka } from '../world.ts';

test('a product that is opened and saved is the same, be it a set, weighed or with options', () => {
  for (const product of [tikka, borhani, sweets, cake, lunch]) {
    expect(fromDraft(toDraft(product, 'BDT'), 'BDT')).toEqual({ ok: true, value: product });
  }
});

test('an amount that is none is said in words, and a group without a name is not saved', () => {
  const draft = toDraft(borhani, 'BDT');
  expect(fromDraft({ ...draft, price: '9.999' }, 'BDT')).toMatchObject({ ok: false, code: 'notMoney' });
  expect(isIncomplete(draft)).toBe(false);
  expect(isIncomplete({ ...draft, options: [newGroup()] })).toBe(true);
  expect(isIncomplete({ ...draft, name: '  ' })).toBe(true);
});
