import type { Tender } from '@galley/shared/domain/payment.ts';
import type { MessageKey } from './messages/t.ts';

/** What a way to pay is called. */
export const tenderWords: Readonly<Record<Tender['kind'], MessageKey>> = {
  cash: 'cash',
  card: 'card',
  wallet: 'wallet',
  gateway: 'gateway',
  exchange: 'exchange',
};
