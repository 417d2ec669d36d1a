import type { Branch } from '@galley/shared/domain/branch.ts';
import { heldLines, lateLines, liveLines, type Order, unsentLines } from '@galley/shared/domain/order.ts';
import { sum } from '@galley/shared/values/money.ts';
import { formatQuantity } from '@galley/shared/values/quantity.ts';
import { formatMoney } from '../../ui/format-money.ts';
import { t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';

/** What is on it, in one line. */
export function itemsOf(order: Order): string {
  const items = liveLines(order).map(({ quantity, name }) => `${numeral(formatQuantity(quantity))} ${name}`);
  return items.join(' · ') || t('noLines');
}

/** What somebody may have to see to: each is a reason why a table stays open. */
export function marksOf(order: Order, { currency }: Branch): string[] {
  const paid = sum((order.parts ?? []).map(({ amount }) => amount));
  const [course] = heldLines(order)
    .map((line) => line.course ?? 1)
    .toSorted((a, b) => a - b);
  const unsent = unsentLines(order).length;
  return [
    ...(order.bills === undefined ? [] : [t('billShown')]),
    ...(paid === 0 ? [] : [t('paidSoFar', { amount: formatMoney(paid, currency) })]),
    ...(course === undefined ? [] : [t('courseWaits', { course })]),
    ...(unsent === 0 ? [] : [t('unsentLines', { count: unsent })]),
    ...(lateLines(order).length === 0 ? [] : [t('lateMark')]),
  ];
}
