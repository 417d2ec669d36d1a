import { z } from 'zod';
import { productIdSchema, staffIdSchema } from '../values/ids.ts';
import { type Quantity, quantity, quantitySchema } from '../values/quantity.ts';
import { instantSchema } from '../values/time.ts';
import type { OrderLine } from './order.ts';

/**
 * What somebody said about how much of a product there still is ("86"). Nobody counts it down: what is left is what was
 * said, less the lines that were added since. So tills that are apart reach the same number when they meet.
 */
export const availabilitySchema = z.object({
  productId: productIdSchema,
  /** Left when it was said: 0 is sold out, null as many as are wanted. */
  left: quantitySchema.refine((value) => value >= 0).nullable(),
  by: staffIdSchema,
  at: instantSchema,
});
export type Availability = z.infer<typeof availabilitySchema>;

/** What is left of a product; null: as many as are wanted. Each line counts once, whatever number of records have it. */
export function leftOf(availability: Availability, lines: Iterable<OrderLine>): Quantity | null {
  if (availability.left === null) return null;
  const taken = new Map<OrderLine['id'], number>();
  for (const line of lines) {
    if (line.productId !== availability.productId || line.addedAt <= availability.at) continue;
    if (line.kitchen.state !== 'voided') taken.set(line.id, line.quantity);
  }
  const sum = [...taken.values()].reduce((total, each) => total + each, 0);
  return quantity(Math.max(availability.left - sum, 0));
}
