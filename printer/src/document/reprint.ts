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

export type DivertMark = {
  /** The printer that it was meant for. */
  readonly from: string;
  /** What was wrong there, in words. */
  readonly why: string;
  readonly labels?: Labels;
};

/** Puts over a document why it comes out here and whose it is [P7]. */
export function markDiverted(document: PrintDocument, mark: DivertMark): PrintDocument {
  const labels = mark.labels ?? englishLabels;
  return documentOf([
    line(`${labels.divertedFrom} ${mark.from}`, { align: 'center', bold: true, size: 'tall' }),
    line(labels.divertedHere, { align: 'center', bold: true }),
    ...(mark.why === '' ? [] : [line(mark.why, { align: 'center' })]),
    feed(),
    ...document.blocks,
  ]);
}
