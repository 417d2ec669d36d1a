import { z } from 'zod';
import { branchIdSchema, customerIdSchema } from '../values/ids.ts';

/** What came of forgetting a guest: their records are gone, and their orders name nobody; or why not yet. */
export const forgottenSchema = z.object({
  outcome: z.enum(['forgotten', 'unknown', 'stillOpen']),
});

/** What the office asks of the service that keeps orders and sales; who asks has proved that the branch is theirs. */
export const salesQuestions = {
  /** Asked twice, it is done once. */
  forgetCustomer: {
    topic: 'sales.forgetCustomer',
    question: z.object({ branchId: branchIdSchema, customerId: customerIdSchema }),
    answer: forgottenSchema,
  },
} as const;
