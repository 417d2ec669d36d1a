import { documentOf, feed, line } from './blocks.ts';
import type { PrintDocument } from './document.ts';
import { englishLabels, type Labels } from './labels.ts';

export type ReprintMark = {
  /** `duplicate`: the first paper may exist [P4]. `delayed`: it surely does not, but it is late. */
  readonly kind: 'duplicate' | 'delayed';
  readonly attempt: number;
  /** When the first one was made, as the till's staff would say it: `17:42`. */
  readonly first: string;
  readonly labels?: Labels;
};

/** Puts the warning over a document that is printed again. */
export function markReprint(document: PrintDocument, mark: ReprintMark): PrintDocument {
  const labels = mark.labels ?? englishLabels;
  const words = mark.kind === 'duplicate' ? labels.reprint : labels.delayed;
  return documentOf([
    line(words, { align: 'center', bold: true, size: 'tall' }),
    line(`${labels.attempt} ${mark.attempt} · ${labels.firstSent} ${mark.first}`, { align: 'center' }),
    feed(),
    ...document.blocks,
  ]);
}
