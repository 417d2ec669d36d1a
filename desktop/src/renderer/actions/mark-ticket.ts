import {
  laterState,
  type TicketProgress,
  type TicketState,
  ticketStateSchema,
} from '@galley/shared/domain/ticket-state.ts';
import type { StaffId, TicketId } from '@galley/shared/values/ids.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { readPlace, recordMutation } from './record-mutation.ts';
import { nameOf } from './tell-kitchen.ts';
import type { Till } from './till.ts';

/**
 * Says how far a ticket is: bumped, recalled, seen, served. A kitchen's screen has no people; it says so itself, under its
 * own name (`staffId` null).
 */
export async function markTicket(
  till: Till,
  args: {
    readonly ticketId: TicketId;
    readonly progress: TicketProgress;
    readonly staffId: StaffId | null;
  },
): Promise<Result<TicketState>> {
  const { db } = till;
  return db.transaction('rw', [db.meta, db.outbox, db.tickets, db.ticketStates, db.staff], async () => {
    const place = await readPlace(till);
    if (!place.ok) return place;
    const { identity, at } = place.value;
    const ticket = await db.tickets.get(args.ticketId);
    if (!ticket) return refuse('unknownTicket', 'This ticket is not on this screen any more.');
    const before = await db.ticketStates.get(ticket.id);
    const said: TicketState = {
      ticketId: ticket.id,
      orderId: ticket.orderId,
      progress: args.progress,
      changes: (before?.changes ?? 0) + 1,
      at,
      by: args.staffId === null ? identity.till.name : await nameOf(db, args.staffId),
    };
    const now = before ? laterState(ticketStateSchema.parse(before), said) : said;
    await db.ticketStates.put({ ...now, revision: before?.revision ?? 0, version: before?.version ?? 0 });
    await recordMutation(till, place.value, {
      name: 'markTicket',
      data: { ticketState: said },
      // A screen is a device and no person, so it stands for itself.
      staffId: args.staffId ?? (identity.till.id as string as StaffId),
      amount: null,
    });
    return ok(said);
  });
}
