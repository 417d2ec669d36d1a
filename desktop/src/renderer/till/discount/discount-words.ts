import type { Discount } from '@galley/shared/domain/discount.ts';
import { formatRate } from '@galley/shared/values/tax-rate.ts';
import { t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';

/** `10 % · Regular guest`: how much and why; the amount stands beside it. */
export function discountWords(discount: Discount): string {
  const kind = discount.comp
    ? t('comp')
    : discount.kind === 'rate'
      ? `${numeral(formatRate(discount.rate))} %`
      : t('discount');
  return discount.reason ? `${kind} · ${discount.reason}` : kind;
}
