import { z } from 'zod';

const idSchema = z.object({ id: z.uuid() });
export const traceSchema = z.object({
  staffId: z.uuid().optional().catch(undefined),
  data: z
    .object({
      sale: idSchema.extend({ receiptNumber: z.string() }).optional().catch(undefined),
      refund: idSchema.extend({ receiptNumber: z.string() }).optional().catch(undefined),
      order: idSchema.extend({ number: z.string() }).optional().catch(undefined),
      orderId: z.uuid().optional().catch(undefined),
      line: idSchema.extend({ name: z.string() }).optional().catch(undefined),
      shift: idSchema.optional().catch(undefined),
      movement: idSchema.optional().catch(undefined),
      report: idSchema.extend({ zNumber: z.string() }).optional().catch(undefined),
      customer: idSchema.optional().catch(undefined),
      punch: idSchema.optional().catch(undefined),
      mutationId: z.uuid().optional().catch(undefined),
    })
    .catch({}),
});
/** What a mutation or an event is about, as far as its text can still be made out. */
export type Trace = z.infer<typeof traceSchema>;

export function traceOfText(body: string): Trace {
  try {
    return traceSchema.parse(JSON.parse(body));
  } catch {
    return { data: {} }; // what cannot be read at all says nothing
  }
}
