import { z } from 'zod';

/** Parts per million: 8.25 % is 82_500 [M2]. */
export const taxRateSchema = z.int().min(0).max(1_000_000).brand<'TaxRate'>();
export type TaxRate = z.infer<typeof taxRateSchema>;

export const million = 1_000_000;

/** `5` per cent is 50_000 parts per million. */
export function percent(value: number): TaxRate {
  return taxRateSchema.parse(Math.round(value * 10_000));
}

/** `5`, `8.25`: per cent without trailing zeros. */
export function formatRate(rate: TaxRate): string {
  return String(rate / 10_000);
}
