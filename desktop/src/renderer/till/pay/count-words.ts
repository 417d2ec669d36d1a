import type { OrderLine } from '@galley/shared/domain/order.ts';
import { formatQuantity, formatShare, type Quantity } from '@galley/shared/values/quantity.ts';

/** How much of a line is left or taken while its bill is split: a third of a cake, but 0.333 of a kilogram. */
export function countWords(count: Quantity, line: Pick<OrderLine, 'unit'> | undefined): string {
  return line?.unit === undefined ? formatShare(count) : formatQuantity(count);
}
