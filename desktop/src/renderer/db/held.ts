import { z } from 'zod';
import type { OutboxRow } from './rows.ts';

/**
 * Whether a person still has something to decide about an entry: one that the server cannot read or holds as a fork, or
 * one that the books took with a flag. What was set aside, or sent again under another number, is done with [S14].
 */
export function isHeld({ name, state, verdict, resolution }: OutboxRow): boolean {
  if (state === 'fork') return resolution === undefined;
  // What came of a decision is told by the entry that it was about.
  if (name === 'resolve' && verdict === 'flagged') return false;
  return (verdict === 'quarantined' || verdict === 'flagged') && resolution?.how !== 'setAside';
}

const idSchema = z.object({ id: z.uuid() });
const traceSchema = z.object({
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
      punch: idSchema.optional().catch(undefined),
      mutationId: z.uuid().optional().catch(undefined),
    })
    .catch({}),
});
/** What an entry is about, as far as its text can still be made out. */
export type Trace = z.infer<typeof traceSchema>;

export function traceOf({ body }: OutboxRow): Trace {
  try {
    return traceSchema.parse(JSON.parse(body));
  } catch {
    return { data: {} }; // what cannot be read at all says nothing
  }
}
