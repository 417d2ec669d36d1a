import { troubleOf } from '../domain/payment-intent.ts';
import type { Change } from './changes.ts';

/**
 * Whether every reader needs it whatever its age: menu, staff, hardware, stock, what is still open. The rest (sales,
 * refunds, cash movements, tickets, settlements, paid orders, closed shifts) is history, of which a new reader gets the newest only [S21]. The server keeps the
 * answer beside each row: whoever changes this rule migrates the rows that are there.
 */
export function isLasting(change: Change): boolean {
  if (change.data === null) return false;
  switch (change.entity) {
    case 'branch':
    case 'till':
    case 'station':
    case 'printer':
    case 'staff':
    case 'rights':
    case 'category':
    case 'tax':
    case 'table':
    case 'product':
    case 'stock':
    case 'zReport': // every one of them, for ever: the chain is proved from the first to the last
    case 'addendum':
    case 'availability':
    case 'reconciliation':
    case 'customer':
      return true;
    case 'shift':
      return change.data.closedAt === undefined;
    case 'onlineOrder':
      return change.data.status === 'PAID';
    case 'order':
      return change.data.status === 'open';
    case 'settlement': // what waits for a person is shown until one has decided
      return change.data.verdict === 'quarantined' && change.data.resolution === null;
    case 'paymentIntent': // what is not done with is shown until it is
      return troubleOf(change.data) !== null || change.data.state === 'created';
    case 'ticket':
    case 'ticketState':
    case 'sale':
    case 'refund':
    case 'cashMovement':
    case 'punch':
      return false;
  }
}

/** How much history a new reader gets at most, in rows. */
export const historyRows = 20_000;
