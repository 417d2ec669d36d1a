import { expect } from '@playwright/test';
import { z } from 'zod';
import type { Product } from './product.ts';

const papersSchema = z.array(z.object({ id: z.int(), text: z.string(), png: z.string() }));
export type Paper = z.infer<typeof papersSchema>[number];

/** What came out of one of the shop's printers, as its eyes (a decoder) read it. */
export async function papersOf(product: Product, printer: 'kitchen' | 'counter'): Promise<Paper[]> {
  const response = await fetch(`${paperUrl(product, printer)}/tickets`);
  return papersSchema.parse(await response.json());
}

/** Waits for the paper that says it; one paper only, however long one looks. */
export async function onePaper(
  product: Product,
  printer: 'kitchen' | 'counter',
  words: string,
): Promise<Paper> {
  let found: Paper[] = [];
  await expect(async () => {
    found = (await papersOf(product, printer)).filter((paper) => paper.text.includes(words));
    expect(found.map((paper) => paper.text)).toHaveLength(1);
  }).toPass({ timeout: 20_000 });
  const [paper] = found;
  if (!paper) throw new Error('one was found just above');
  return paper;
}

export function paperUrl(product: Product, printer: string): string {
  return product.printers.find((each) => each.name === printer)?.paper ?? '';
}

/** Makes a printer fail as printers do; `ok` mends it. */
export async function setFault(
  product: Product,
  printer: string,
  fault: { readonly mode: string; readonly msPerLine?: number },
): Promise<void> {
  const response = await fetch(`${paperUrl(product, printer)}/fault`, {
    method: 'POST',
    body: JSON.stringify(fault),
  });
  expect(response.ok).toBe(true);
}
