import { z } from 'zod';

/** Receipts of one series that follow each other: `T1-000041` to `T1-000097`, of which `count` are known. */
export const receiptRangeSchema = z.object({
  /** Till code and incarnation, as receipt numbers begin: `T1`, `T1.2`. */
  series: z.string(),
  first: z.int().min(1),
  last: z.int().min(1),
  count: z.int().min(1),
});
export type ReceiptRange = z.infer<typeof receiptRangeSchema>;

/** What a set of receipt numbers covers, series by series; numbers are dense, so a count that is lower names a hole. */
export function receiptRangesOf(receiptNumbers: Iterable<string>): ReceiptRange[] {
  const bySeries = new Map<string, number[]>();
  for (const receiptNumber of new Set(receiptNumbers)) {
    const { series, count } = partsOf(receiptNumber);
    bySeries.set(series, [...(bySeries.get(series) ?? []), count]);
  }
  return [...bySeries]
    .map(([series, counts]) => ({
      series,
      first: counts.reduce((least, count) => Math.min(least, count)),
      last: counts.reduce((most, count) => Math.max(most, count)),
      count: counts.length,
    }))
    .sort((a, b) => (a.series < b.series ? -1 : 1));
}

export function isInRanges(ranges: readonly ReceiptRange[], receiptNumber: string): boolean {
  const { series, count } = partsOf(receiptNumber);
  return ranges.some((range) => range.series === series && count >= range.first && count <= range.last);
}

/** How many of the receipts that the ranges name are not among these. */
export function missingFrom(ranges: readonly ReceiptRange[], receiptNumbers: Iterable<string>): string[] {
  const known = new Set(receiptNumbers);
  return ranges.flatMap(({ series, first, last }) =>
    Array.from({ length: last - first + 1 }, (_, index) => formatReceiptNumber(series, first + index)).filter(
      (receiptNumber) => !known.has(receiptNumber),
    ),
  );
}

export function formatReceiptNumber(series: string, count: number): string {
  return `${series}-${String(count).padStart(6, '0')}`;
}

function partsOf(receiptNumber: string): { readonly series: string; readonly count: number } {
  const at = receiptNumber.lastIndexOf('-');
  return { series: receiptNumber.slice(0, at), count: Number(receiptNumber.slice(at + 1)) };
}
