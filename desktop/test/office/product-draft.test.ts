import { expect, test } from 'vitest';
import { fromDraft, isIncomplete, newGroup, toDraft } from '../../src/renderer/office/menu/product-draft.ts';
import { newRecipeLine, type RecipeDraft } from '../../src/renderer/office/menu/recipe-draft.ts';
import { borhani, cake, codeOf, cola, lunch, rare, sweets, tikka } from '../world.ts';

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

test('from what on it runs low is an amount or nothing: anything else is badLowAt', () => {
  const draft = toDraft(borhani, 'BDT');
  for (const lowAt of ['', ' ', '0', '2.5'])
    expect([lowAt, codeOf(fromDraft({ ...draft, lowAt }, 'BDT'))]).toEqual([lowAt, 'ok']);
  for (const lowAt of ['some', '-1', '2.0001'])
    expect([lowAt, fromDraft({ ...draft, lowAt }, 'BDT')]).toEqual([lowAt, incomplete('badLowAt')]);
});

test('a recipe names each item with an amount above nothing, and what it makes; one that does not is badRecipe', () => {
  const draft = toDraft({ ...borhani, options: [{ name: 'Size', min: 0, max: 1, choices: [rare] }] }, 'BDT');
  const line = { ...newRecipeLine(), productId: cola.id, quantity: '0.25' };
  const saved = (recipe: Partial<RecipeDraft>) =>
    fromDraft({ ...draft, recipe: { ...draft.recipe, lines: [line], ...recipe } }, 'BDT');
  expect(saved({ makes: '4' })).toMatchObject({
    value: { recipe: { lines: [{ productId: cola.id, quantity: 250 }], makes: 4000 } },
  });
  const wrong: readonly Partial<RecipeDraft>[] = [
    { lines: [line, newRecipeLine()] },
    { lines: [{ ...line, quantity: '0' }] },
    { makes: '0' },
    { makes: 'a pot' },
    { options: { [rare.id]: { add: [{ ...line, quantity: 'more' }], without: [] } } },
  ];
  for (const recipe of wrong) expect([recipe, saved(recipe)]).toEqual([recipe, incomplete('badRecipe')]);
});

function incomplete(code: string) {
  return { ok: false, code, message: 'Something is missing. Fill in each line.' };
}
