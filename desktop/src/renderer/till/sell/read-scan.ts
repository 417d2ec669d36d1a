import { namesOfItem, readLabel, sellByLabel, standardBarcodeRules } from '@galley/shared/domain/barcode.ts';
import type { Branch } from '@galley/shared/domain/branch.ts';
import type { Product } from '@galley/shared/domain/menu.ts';
import { priceAt } from '@galley/shared/domain/price-at.ts';
import { type Result, ok } from '@galley/shared/values/result.ts';
import { instant } from '@galley/shared/values/time.ts';
import type { Till } from '../../actions/till.ts';
import { findByCode } from '../menu/queries.ts';
import type { Said } from '../options/option-dialog.tsx';

/** What a scanned code means: a product, one with its weight or price on the label, or nothing that we know. */
export type Scanned =
  | { readonly kind: 'product'; readonly product: Product }
  | { readonly kind: 'labelled'; readonly product: Product; readonly said: Said }
  | { readonly kind: 'unknown'; readonly code: string };

/** A code that the menu has itself comes before the branch's rules for labels. */
export async function readScan(till: Till, branch: Branch, code: string): Promise<Result<Scanned>> {
  const exact = await findByCode(till.db, code);
  if (exact) return ok({ kind: 'product', product: exact });
  const label = readLabel(code, branch.barcodes ?? standardBarcodeRules);
  if (label) {
    for (const item of namesOfItem(label.item)) {
      const product = await findByCode(till.db, item);
      if (!product) continue;
      const now = priceAt(product, instant(till.now()), branch.timeZone);
      const { quantity, price } = sellByLabel(label, product, now);
      const said = { choiceIds: [], quantity, note: '', ...(price !== null && { price }) };
      return ok({ kind: 'labelled', product, said });
    }
  }
  return ok({ kind: 'unknown', code });
}
