import type { Answer } from '../messaging/answer.ts';
import type { SalesBooks } from './books.ts';
import type { SalesCommand } from './worker.ts';

/** A cook or a waiter says how far a ticket is; of two who said so while apart the same one counts on every side. */
export function markTicket(books: SalesBooks, { branchId, data, flags }: SalesCommand<'markTicket'>): Answer {
  return {
    event: 'ticketMarked',
    data: { ticketState: books.tickets.mark(branchId, data.ticketState) },
    flags,
  };
}
