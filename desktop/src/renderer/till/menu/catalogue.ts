import type { Category, Product } from '@galley/shared/domain/menu.ts';
import { must } from '@galley/shared/values/must.ts';
import MiniSearch from 'minisearch';
import { wordsOf } from './words-of.ts';

/** What the menu is asked: what a category holds, or which products were meant by what was typed. */
export type Question =
  | { readonly kind: 'category'; readonly categoryId: Category['id'] }
  | { readonly kind: 'search'; readonly typed: string };

/** All products of a menu in the memory of a worker, in the order they are shown, with an index over their words. */
export type Catalogue = {
  /** Takes over what has changed since the last time; what is not among them any more has left the menu. */
  readonly put: (products: readonly Product[]) => void;
  readonly find: (question: Question) => readonly Product[];
};

const byName = new Intl.Collator();

/** What is sold before what is not, then by name. */
export function inOrder(a: Product, b: Product): number {
  return Number(b.active) - Number(a.active) || byName.compare(a.name, b.name);
}

export function createCatalogue(): Catalogue {
  const names = new MiniSearch<Product>({
    fields: ['name'],
    tokenize: wordsOf,
    processTerm: (word) => word,
    searchOptions: { prefix: true, combineWith: 'AND' },
  });
  const indexed = new Map<Product['id'], string>();
  let byId = new Map<Product['id'], Product>();
  let byCategory = new Map<Category['id'], Product[]>();
  let codes: readonly Code[] = [];
  /** By what was typed, the newest last: people type the same beginnings all day, and one letter finds thousands. */
  const foundBefore = new Map<string, readonly Product[]>();

  function put(products: readonly Product[]): void {
    byId = new Map(products.map((product) => [product.id, product]));
    byCategory = new Map();
    for (const product of products) {
      const others = byCategory.get(product.categoryId);
      if (others) others.push(product);
      else byCategory.set(product.categoryId, [product]);
    }
    for (const each of byCategory.values()) each.sort(inOrder);
    codes = products.flatMap(codesOf).sort((a, b) => (a.code < b.code ? -1 : 1));
    indexNames(products);
    foundBefore.clear();
  }

  /** Only what was renamed: building the whole index takes half a second. */
  function indexNames(products: readonly Product[]): void {
    for (const id of indexed.keys()) {
      if (byId.has(id)) continue;
      names.discard(id);
      indexed.delete(id);
    }
    for (const product of products) {
      const before = indexed.get(product.id);
      if (before === product.name) continue;
      if (before === undefined) names.add(product);
      else names.replace(product);
      indexed.set(product.id, product.name);
    }
  }

  function find(question: Question): readonly Product[] {
    if (question.kind === 'category') return byCategory.get(question.categoryId) ?? [];
    const { typed } = question;
    const found = foundBefore.get(typed) ?? search(typed);
    foundBefore.delete(typed);
    foundBefore.set(typed, found);
    const [oldest] = foundBefore.keys();
    if (foundBefore.size > mostKept && oldest !== undefined) foundBefore.delete(oldest);
    return found;
  }

  function search(typed: string): readonly Product[] {
    const words = wordsOf(typed);
    if (words.length === 0) return [];
    const [exact, begun] = beginningWith(codes, words.join(''));
    const named = names.search(typed).map(({ id }) => id as Product['id']); // an id that was put in
    return [...new Set([...exact, ...named, ...begun])]
      .flatMap((id) => byId.get(id) ?? [])
      .sort((a, b) => Number(b.active) - Number(a.active)); // keeps the order of what is sold
  }

  return { put, find };
}

/** So many answers are kept, of at most as many products as there are. */
const mostKept = 50;
/** Nobody reads further through the codes that begin with what was typed. */
const mostCodes = 500;

/** A SKU or barcode without its dashes, so that it is found with them and without. */
type Code = { readonly code: string; readonly id: Product['id'] };

function codesOf({ id, sku, barcode }: Product): Code[] {
  return [sku, barcode].flatMap((code) => (code === null ? [] : [{ code: wordsOf(code).join(''), id }]));
}

/**
 * Codes share their beginnings, and a word index of 20,000 that do takes 300 ms for one key: they lie in a sorted list.
 * Answers who has just this code, and whose begin with it.
 */
function beginningWith(codes: readonly Code[], wanted: string): [Product['id'][], Product['id'][]] {
  let low = 0;
  for (let high = codes.length; low < high;) {
    const middle = (low + high) >> 1;
    if ((codes[middle]?.code ?? '') < wanted) low = middle + 1;
    else high = middle;
  }
  const exact: Product['id'][] = [];
  const begun: Product['id'][] = [];
  for (let at = low; at < low + mostCodes && codes[at]?.code.startsWith(wanted); at += 1) {
    const { code, id } = must(codes[at], 'it was just looked at');
    (code === wanted ? exact : begun).push(id);
  }
  return [exact, begun];
}
