import type { Product } from '@galley/shared/domain/menu.ts';
import { uuidFrom } from '@galley/shared/values/ids.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCatalogue } from '../../src/renderer/till/menu/catalogue.ts';

function product(name: string, rest: Partial<Product> = {}): Product {
  const id = uuidFrom(name);
  const made: unknown = { id, name, sku: null, barcode: null, categoryId: uuidFrom('mains'), active: true };
  return { ...(made as Product), ...rest }; // all that a catalogue reads
}

const menu = [
  product('Crème brûlée'),
  product('Kacchi biryani কাচ্চি'),
  product('Kala bhuna', { sku: 'KB-7' }),
  product('Chicken tikka', { barcode: '8941100500123' }),
  product('বোরহানি ৫০০ মিলি'),
];

function setup(products: readonly Product[] = menu) {
  const catalogue = createCatalogue();
  catalogue.put(products);
  return {
    catalogue,
    find: (typed: string) => catalogue.find({ kind: 'search', typed }).map((each) => each.name),
  };
}

test('accents, capitals and the order of words do not matter; beginnings are enough', () => {
  const { find } = setup();
  expect(find('creme')).toEqual(['Crème brûlée']);
  expect(find('CRÈ')).toEqual(['Crème brûlée']);
  expect(find('TIK chick')).toEqual(['Chicken tikka']);
  expect(find('bh')).toEqual(['Kala bhuna']);
  expect(find('ikka')).toEqual([]);
  expect(find('chicken biryani')).toEqual([]);
});

test('Bangla is found as it is written, with its digits or the others, and with joiners that nobody sees', () => {
  const { find } = setup();
  expect(find('কাচ্')).toEqual(['Kacchi biryani কাচ্চি']);
  expect(find('কা\u200dচ্চি')).toEqual(['Kacchi biryani কাচ্চি']);
  expect(find('বোর ৫০০')).toEqual(['বোরহানি ৫০০ মিলি']);
  expect(find('500')).toEqual(['বোরহানি ৫০০ মিলি']);
});

test('a SKU is found with its dash and without, a barcode by its beginning', () => {
  const { find } = setup();
  for (const typed of ['kb-7', 'KB7', 'kb 7']) expect(find(typed)).toEqual(['Kala bhuna']);
  expect(find('89411005')).toEqual(['Chicken tikka']);
});

test('nothing typed finds nothing', () => {
  expect(setup().find('  ')).toEqual([]);
});

test('what is sold comes before what is not, in a search and in a category', () => {
  const off = product('Chicken curry', { active: false });
  const { catalogue, find } = setup([off, ...menu]);
  expect(find('chicken')).toEqual(['Chicken tikka', 'Chicken curry']);
  const mains = catalogue.find({ kind: 'category', categoryId: off.categoryId });
  expect(mains.at(-1)?.name).toBe('Chicken curry');
});

test('a name that changed is found by the new one only, and what left the menu not at all', () => {
  const { catalogue, find } = setup();
  const [, , , tikka] = menu;
  expect([...find('chicken'), ...find('creme')]).toEqual(['Chicken tikka', 'Crème brûlée']);
  catalogue.put([{ ...(tikka as Product), name: 'Murgh tikka' }]); // the menu has four and more
  expect(find('chicken')).toEqual([]);
  expect(find('murgh')).toEqual(['Murgh tikka']);
  expect(find('creme')).toEqual([]);
});

test('every product is found by the beginning of each of its words, whatever the menu', () => {
  const word = fc.stringMatching(/^[a-zé০-৯]{2,8}$/);
  const names = fc.uniqueArray(
    fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' ')),
    {
      minLength: 1,
      maxLength: 20,
    },
  );
  fc.assert(
    fc.property(names, fc.nat(), (all, pick) => {
      const { find } = setup(all.map((name) => product(name)));
      const name = all[pick % all.length] ?? '';
      for (const each of name.split(' ')) expect(find(each.slice(0, 2))).toContain(name);
    }),
  );
});
