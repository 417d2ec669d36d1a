import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { differenceOf, hashOf, saleSchema } from '../../src/domain/sale.ts';
import { totalsOf } from '../../src/domain/totals.ts';

/**
 * Sales as tills stored them, one file a version of the money rules. These files are never edited: a sale that comes to
 * another figure or another hash here would do so in every shop's books. New rules get a version and a file of their own.
 */
const vectors = z
  .array(z.object({ title: z.string(), sale: saleSchema.loose() }))
  .parse(JSON.parse(readFileSync(new URL('../golden/sales-v1.json', import.meta.url), 'utf8')));

test.each(vectors.map(({ title, sale }) => [title, sale] as const))('[M9] rules 1: %s', (_, stored) => {
  const sale = saleSchema.strict().parse(stored);
  const totals = totalsOf(sale.lines);
  expect(totals.lines.map(({ total, discount }) => [total, discount])).toEqual(
    sale.lines.map((line) => [line.total, line.discountAmount]),
  );
  expect(totals.taxes).toEqual(sale.taxes);
  expect([totals.subtotal, totals.total]).toEqual([sale.subtotal, sale.total]);
  expect(differenceOf(sale)).toBeNull();
  expect(hashOf(sale)).toBe(sale.hash);
});

test('[S3] the pinned sales of a till are one chain', () => {
  const links = vectors.map(({ sale }) => sale);
  links.slice(1).forEach((sale, index) => expect(sale.previousHash).toBe(links[index]?.hash));
});
