import { z } from 'zod';
import { formatReceiptNumber } from '../domain/receipt-range.ts';
import { feedChangeSchema } from './changes.ts';

/** `T1-000042`, `T1.2-000001`: as it stands on paper. */
export const receiptNumberSchema = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9]{1,4}(\.\d{1,4})?-\d{1,9}$/, 'a receipt number looks like T1-000042');

/** The number that somebody typed, as it stands on paper: `t1-42` is `T1-000042`. Null: it is none. */
export function readReceiptNumber(typed: string): string | null {
  const [series, count] = receiptNumberSchema.safeParse(typed).data?.split('-') ?? [];
  return series === undefined || count === undefined ? null : formatReceiptNumber(series, Number(count));
}

/** `GET /sync/receipt`: a sale of the branch, whatever its age, and all that was given back of it; empty: not known. */
export const receiptAnswerSchema = z.object({ changes: z.array(feedChangeSchema) });

/** The id in the link that a receipt's QR code holds, or the id itself; null: it is something else. */
export function receiptIdIn(scanned: string): string | null {
  const text = scanned.trim();
  if (z.uuid().safeParse(text).success) return text;
  return z.uuid().safeParse(/^https?:\/\/\S+[?&]id=([0-9a-f-]{36})(&|$)/i.exec(text)?.[1]).data ?? null;
}

/** The `receiptLink` of a branch whose receipts are proved by the server at this address. */
export function usualReceiptLink(branchId: string, address: string): string {
  return `${address}/verify?branch=${branchId}&id={id}&hash={hash}`;
}
