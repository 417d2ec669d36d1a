import { z } from 'zod';
import { orderIdSchema, ticketIdSchema } from '../values/ids.ts';
import { instantSchema } from '../values/time.ts';

/** How far a ticket has come in the kitchen. A notice (void, move, course) is `served` when a cook has seen it. */
export const ticketProgress = ['new', 'preparing', 'ready', 'served'] as const;
export const ticketProgressSchema = z.enum(ticketProgress);
export type TicketProgress = z.infer<typeof ticketProgressSchema>;

/**
 * What became of a ticket, which itself never changes. Screens and tills that are apart may each say something of it: who
 * has changed it more often wins, then the one that is further, so that all sides end with the same [S15].
 */
export const ticketStateSchema = z.object({
  ticketId: ticketIdSchema,
  orderId: orderIdSchema,
  progress: ticketProgressSchema,
  /** How often it was changed, this time included; a recall counts too. */
  changes: z.int().min(1),
  at: instantSchema,
  /** Who said so: a person, or the name of the kitchen's screen. */
  by: z.string(),
});
export type TicketState = z.infer<typeof ticketStateSchema>;

/** Of two tellings the one that counts. */
export function laterState(one: TicketState, other: TicketState): TicketState {
  const ahead =
    one.changes - other.changes ||
    ticketProgress.indexOf(one.progress) - ticketProgress.indexOf(other.progress) ||
    (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1);
  return ahead >= 0 ? one : other;
}
