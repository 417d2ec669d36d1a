import type { Trace } from '@galley/shared/wire/trace.ts';
import { t } from './messages/t.ts';
import { numeral } from './numeral.ts';

/** What a record of a till is called by people: `Sale T1-00042`; null: there is no word for it. */
export function entryTitle(name: string, { data }: Trace): string | null {
  switch (name) {
    case 'completeSale':
      return data.sale ? t('entrySale', { number: numeral(data.sale.receiptNumber) }) : t('sale');
    case 'refundSale':
      return data.refund ? t('entryRefund', { number: numeral(data.refund.receiptNumber) }) : t('refund');
    case 'sendToKitchen':
      return data.order ? t('entryKitchen', { number: numeral(data.order.number) }) : t('entryOrder');
    case 'voidLine':
      return data.line ? t('entryVoid', { name: data.line.name }) : t('entryOrder');
    case 'openShift':
      return t('entryShift');
    case 'moveCash':
      return t('entryCash');
    case 'adjustTip':
      return t('entryTip');
    case 'closeShift':
      return data.report ? t('entryZ', { number: numeral(data.report.zNumber) }) : t('entryClose');
    case 'sendReceipt':
      return t('entryMail');
    case 'punchClock':
      return t('entryPunch');
    case 'saveCustomer':
      return t('entryCustomer');
    case 'note':
      return t('entryNote');
    case 'resolve':
      return t('entryDecision');
    default:
      return null;
  }
}
