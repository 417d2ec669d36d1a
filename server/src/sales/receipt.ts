import { type Hash, noHash } from '@galley/shared/values/hash.ts';
import type { BranchId, ShiftId } from '@galley/shared/values/ids.ts';
import type { Flag } from '@galley/shared/wire/commands.ts';
import type { ReceiptChain, SalesBooks } from './books.ts';

/** What a sale and a refund have in common: a number of the till's series and a link of its chain [S3]. */
export type Receipt = {
  readonly id: string;
  readonly receiptNumber: string;
  readonly shiftId: ShiftId;
  readonly previousHash: Hash;
  readonly hash: Hash;
};
type Place = ReceiptChain & { readonly branchId: BranchId };

/** What is odd about a receipt's number, chain and shift, whatever it is for. */
export function receiptFlags(
  books: SalesBooks,
  place: Place,
  receipt: Receipt,
  { isWhole, isLate }: { readonly isWhole: boolean; readonly isLate: boolean },
): Flag[] {
  const { receiptNumber, shiftId } = receipt;
  const flags: Flag[] = [];
  const follows = takeItsPlace(books, place, receipt, isLate);
  if (!isWhole || (!follows && !isLate))
    flags.push({ code: 'receiptChainBroken', detail: { receiptNumber } });
  if (books.knowsNumber(place.branchId, receipt)) {
    flags.push({ code: 'receiptNumberTwice', detail: { receiptNumber } });
  }
  if (!books.shifts.knows(shiftId)) flags.push({ code: 'shiftUnknown', detail: { shiftId } });
  return flags;
}

/**
 * Whether the receipt follows the till's last one. The chain goes on from it in any case, so that one break is told
 * once; but one that comes late, outside the line, does not take the chain back to where it was.
 */
export function takeItsPlace(
  books: SalesBooks,
  chain: ReceiptChain,
  { previousHash, hash }: Receipt,
  isLate: boolean,
): boolean {
  const follows = previousHash === (books.receiptHash(chain) ?? noHash);
  if (follows || !isLate) books.moveChain(chain, hash);
  return follows;
}
