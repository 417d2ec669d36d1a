import type { Product } from '@galley/shared/domain/menu.ts';
import { expect, test } from 'vitest';
import { findable, findProducts } from '../../src/renderer/till/menu/find-products.ts';

const named = (name: string, sku: string | null = null) => findable({ name, sku, barcode: null } as Product); // all it reads
const index = [
  named('Crème brûlée'),
  named('Kacchi biryani কাচ্চি'),
  named('Kala bhuna', 'KB-7'),
  named('Chicken tikka'),
];
const find = (typed: string) => findProducts(index, typed).map((product) => product.name);

test('accents, capitals and the order of words do not matter; beginnings are enough', () => {
  expect(find('creme')).toEqual(['Crème brûlée']);
  expect(find('TIK chick')).toEqual(['Chicken tikka']);
  expect(find('bh')).toEqual(['Kala bhuna']);
  expect(find('ikka')).toEqual([]);
});

test('Bangla and codes are found as they are written', () => {
  expect(find('কাচ্')).toEqual(['Kacchi biryani কাচ্চি']);
  expect(find('kb-7')).toEqual(['Kala bhuna']);
});

test('nothing typed finds nothing', () => {
  expect(find('  ')).toEqual([]);
});
