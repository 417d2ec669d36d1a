import { usualReceiptLink } from '@galley/shared/wire/receipt-search.ts';
import type { Sale } from '@galley/shared/domain/sale.ts';

/** Where anybody can see whether it is genuine: the branch's own link, else this server's; null: neither is known. */
export function receiptLink(
  branchId: string,
  { id, hash, receiptNumber }: Pick<Sale, 'id' | 'hash' | 'receiptNumber'>,
  branchLink: string | undefined,
  address: string | undefined,
): string | null {
  const link = branchLink ?? (address && usualReceiptLink(branchId, address));
  if (!link) return null;
  return link
    .replaceAll('{receipt}', encodeURIComponent(receiptNumber))
    .replaceAll('{id}', id)
    .replaceAll('{hash}', hash.slice(0, 16));
}
