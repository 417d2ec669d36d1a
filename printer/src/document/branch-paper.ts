import type { Branch } from '@galley/shared/domain/branch.ts';
import type { Sale } from '@galley/shared/domain/sale.ts';
import { feed, image, line, qr } from './blocks.ts';
import type { Block } from './document.ts';
import { type Labels, labelsFor } from './labels.ts';

/** What a paper for guests takes from its branch. */
export type BranchPaper = Pick<
  Branch,
  'receiptHead' | 'receiptFoot' | 'timeZone' | 'language' | 'logo' | 'receiptLink'
>;

/** Logo, name, street and tax registration, and COPY if this is not the first paper. */
export function branchHead(branch: BranchPaper, copy = false): Block[] {
  return [
    ...(branch.logo ? [image(branch.logo), feed()] : []),
    ...branch.receiptHead.map((text, index) =>
      line(text, index === 0 ? { align: 'center', bold: true, size: 'large' } : { align: 'center' }),
    ),
    feed(),
    ...(copy ? [line(labelsFor(branch.language).copy, { align: 'center', bold: true, size: 'large' })] : []),
  ];
}

/** How many digits of a receipt's hash prove that one has held its paper. */
const proofDigits = 16;

/** The branch's last words, and its link with the receipt's number, id and the first digits of its hash in it. */
export function branchFoot(
  branch: BranchPaper,
  { receiptNumber, id, hash }: Pick<Sale, 'receiptNumber' | 'id' | 'hash'>,
  labels: Labels,
): Block[] {
  const link = branch.receiptLink
    ?.replaceAll('{receipt}', encodeURIComponent(receiptNumber))
    .replaceAll('{id}', id)
    .replaceAll('{hash}', hash.slice(0, proofDigits));
  return [
    ...(branch.receiptFoot.length > 0 ? [feed()] : []),
    ...branch.receiptFoot.map((text) => line(text, { align: 'center' })),
    ...(link ? [feed(), qr(link, 5), line(labels.scanned, { align: 'center' })] : []),
  ];
}
