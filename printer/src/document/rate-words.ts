import { formatRate, type TaxRate } from '@galley/shared/values/tax-rate.ts';

/** `7.5 %`, which no narrow paper may break in two. */
export function rateWords(rate: TaxRate): string {
  return `${formatRate(rate)}\u00a0%`;
}
