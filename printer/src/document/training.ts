import { banner, documentOf } from './blocks.ts';
import type { PrintDocument } from './document.ts';
import type { Labels } from './labels.ts';

/**
 * The paper of a till where somebody practises: marked at both ends, so that neither half can pass for the real thing,
 * with nothing to scan and no pulse for the drawer.
 */
export function trainingDocument(
  document: PrintDocument,
  { labels, kitchen }: { readonly labels: Labels; readonly kitchen: boolean },
): PrintDocument {
  const mark = banner(kitchen ? labels.trainingTicket : labels.training);
  const left = document.blocks.filter(({ type }) => type !== 'qr' && type !== 'drawer' && type !== 'cut');
  return documentOf([mark, ...left, mark, { type: 'cut' }]);
}
