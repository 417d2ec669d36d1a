import { z } from 'zod';
import { tenderKinds } from '../domain/payment.ts';
import { refundSchema } from '../domain/refund.ts';
import { saleSchema } from '../domain/sale.ts';
import { branchIdSchema, customerIdSchema, saleIdSchema, staffIdSchema } from '../values/ids.ts';
import { currencySchema, moneySchema } from '../values/money.ts';
import { businessDaySchema, instantSchema } from '../values/time.ts';

/** What came of forgetting a guest: their records are gone, and their orders name nobody; or why not yet. */
export const forgottenSchema = z.object({
  outcome: z.enum(['forgotten', 'unknown', 'stillOpen']),
});

/** `GET /office/sales`: what is looked for; all that is said has to be so. */
export const salesQuery = {
  /** Of the sale or of a refund of it, as it stands on the paper. */
  number: z.string().trim().max(24).optional(),
  table: z.string().trim().max(24).optional(),
  /** What was paid, in minor units. */
  amount: z.coerce.number().pipe(moneySchema).optional(),
  staff: staffIdSchema.optional(),
  day: businessDaySchema.optional(),
  tender: z.enum(tenderKinds).optional(),
  /** `next` of the page before. */
  after: z
    .string()
    .regex(/^[0-9TZ:.-]{24}_[0-9a-f-]{36}$/)
    .optional(),
} as const;
export const salesPageSize = 50;

const soldSchema = z.object({
  id: saleIdSchema,
  receiptNumber: z.string(),
  paidAt: instantSchema,
  table: z.string().nullable(),
  staffName: z.string(),
  tenders: z.array(z.enum(tenderKinds)),
  currency: currencySchema,
  total: moneySchema,
  /** What of it was given back so far. */
  refunded: moneySchema,
});
export const salesPageSchema = z.object({ sales: z.array(soldSchema), next: z.string().nullable() });
export type SalesPage = z.infer<typeof salesPageSchema>;

/** `GET /office/sales/:id`: the receipt as it was printed, and all that was given back. */
export const soldReceiptSchema = z.object({ sale: saleSchema, refunds: z.array(refundSchema) });
export type SoldReceipt = z.infer<typeof soldReceiptSchema>;

const locatedSchema = z.object({ saleId: saleIdSchema, refundIds: z.array(refundSchema.shape.id) });
export type LocatedSale = z.infer<typeof locatedSchema>;

/** What the office asks of the service that keeps orders and sales; who asks has proved that the branch is theirs. */
export const salesQuestions = {
  /** Asked twice, it is done once. */
  forgetCustomer: {
    topic: 'sales.forgetCustomer',
    question: z.object({ branchId: branchIdSchema, customerId: customerIdSchema }),
    answer: forgottenSchema,
  },
  list: {
    topic: 'sales.list',
    question: z.object({ branchId: branchIdSchema, ...salesQuery }),
    answer: salesPageSchema,
  },
  find: {
    topic: 'sales.find',
    question: z.object({ branchId: branchIdSchema, id: saleIdSchema }),
    answer: soldReceiptSchema.nullable(),
  },
  /** Which sale has this number or id, and what was given back of it: the feed's rows have the rest. */
  locate: {
    topic: 'sales.locate',
    question: z.object({
      branchId: branchIdSchema,
      number: z.string().optional(),
      id: saleIdSchema.optional(),
    }),
    answer: locatedSchema.nullable(),
  },
} as const;
