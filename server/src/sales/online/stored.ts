import { branchSchema, stationSchema } from '@galley/shared/domain/branch.ts';
import {
  type OnlineOrder,
  onlineOrderSchema,
  type OnlineView,
  onlineViewSchema,
} from '@galley/shared/domain/online-order.ts';
import { sagaSchema } from '@galley/shared/domain/online-saga.ts';
import { orderSchema } from '@galley/shared/domain/order.ts';
import { paymentTokenSchema } from '@galley/shared/domain/payment-intent.ts';
import {
  branchIdSchema,
  type IntentId,
  newId,
  type OrderId,
  type SaleId,
  uuidFrom,
} from '@galley/shared/values/ids.ts';
import { emailSchema } from '@galley/shared/values/email.ts';
import { instantSchema } from '@galley/shared/values/time.ts';
import { z } from 'zod';

/** An online order with all that its saga works with: the menu's part of it as it was when it was placed [M9]. */
export const storedOnlineSchema = z.object({
  branchId: branchIdSchema,
  saga: sagaSchema,
  /** As the branch gets it. */
  told: onlineOrderSchema,
  /** The whole number; the branch gets its end. */
  phone: z.string(),
  /** Who wants to hear by mail how it goes; missing: nobody does. It stays here. */
  email: emailSchema.optional(),
  /** Its lines, unpaid. */
  order: orderSchema,
  branch: branchSchema,
  stations: z.array(stationSchema),
  /** Stands for the guest's card; gone once nothing will be charged any more. */
  paymentToken: paymentTokenSchema.nullable(),
  /** Not paid by then it is cancelled. */
  deadlineAt: instantSchema,
  /** The till's command by which the branch refused it; missing: it did not. */
  refusedBy: z.uuid().optional(),
  /** What was answered first, and is answered again to whoever sends the same again. */
  firstAnswer: z.string(),
});
export type OnlineData = z.infer<typeof storedOnlineSchema>;

/** A row of `online_order`. `lookAt`: when the sweeper looks at it next, `drives`: how often it did. */
export type StoredOnline = {
  readonly data: OnlineData;
  readonly revision: number;
  readonly lookAt: string | null;
  readonly drives: number;
};

/** An online order has one sale and one payment at most, so their ids follow from its own. */
export function onlineSaleId(id: OrderId): SaleId {
  return newId<SaleId>(() => uuidFrom(`sale of online order ${id}`));
}

export function onlineIntentId(id: OrderId): IntentId {
  return newId<IntentId>(() => uuidFrom(`payment of online order ${id}`));
}

/** What a guest's page shows of it. */
export function viewOf(told: OnlineOrder, revision: number): OnlineView {
  return onlineViewSchema.parse({ ...told, revision });
}
