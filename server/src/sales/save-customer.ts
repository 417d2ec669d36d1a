import type { Answer } from '../messaging/answer.ts';
import type { SalesBooks } from './books.ts';
import type { SalesCommand } from './worker.ts';

/** A guest was written down at a till, or something new was said of one [S15]. */
export function saveCustomer({ customers }: SalesBooks, command: SalesCommand<'saveCustomer'>): Answer {
  const changed = customers.remember(command.branchId, command.data.customer);
  return { event: 'customersChanged', data: { customers: changed }, flags: command.flags };
}
