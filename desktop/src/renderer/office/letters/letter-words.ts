import type { DeadLetter } from '@galley/shared/wire/dead-letters.ts';
import { entryTitle } from '../../ui/entry-title.ts';
import { type MessageKey, t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';

const services: Readonly<Record<string, MessageKey>> = {
  sync: 'serviceSync',
  sales: 'serviceSales',
  inventory: 'serviceInventory',
  payments: 'servicePayments',
  notifications: 'serviceNotifications',
};

export function serviceWords(service: string): string {
  const key = services[service];
  return key ? t(key) : service;
}

/** What events are called where people call what they tell of by another name. */
const sameAs: Readonly<Record<string, string>> = {
  saleCompleted: 'completeSale',
  saleRefunded: 'refundSale',
  orderSent: 'sendToKitchen',
  shiftOpened: 'openShift',
  shiftClosed: 'closeShift',
};

/** `Sale T1-000012`; what there is no word for is called by its own name, and what cannot be made out at all says so. */
export function letterTitle({ name, about }: DeadLetter): string {
  return entryTitle(sameAs[name] ?? name, about) ?? (name === '' ? t('letterUnknown') : numeral(name));
}
