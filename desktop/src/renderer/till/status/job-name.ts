import type { PrintJobRow } from '../../db/rows.ts';
import { t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';

/** What people call a paper. */
export function jobName({ content, printer }: PrintJobRow): string {
  switch (content.kind) {
    case 'ticket':
      return t(content.ticket.kind === 'void' ? 'jobVoid' : 'jobTicket', {
        number: numeral(content.ticket.orderNumber),
      });
    case 'expeditor':
      return t('jobTicket', { number: numeral(content.tickets[0]?.orderNumber ?? '') });
    case 'receipt':
      return t('receiptNumber', { number: numeral(content.sale.receiptNumber) });
    case 'refund':
      return t('receiptNumber', { number: numeral(content.refund.receiptNumber) });
    case 'test':
      return t('jobTest', { name: printer.name });
    case 'drawer':
      return t('jobDrawer');
    case 'bill':
      return t('jobBill', { number: numeral(content.bill.orderNumber) });
    case 'xReport':
      return t('xReport');
    case 'zReport':
      return t('entryZ', { number: numeral(content.report.zNumber) });
    case 'cashSlip':
      return t('entryCash');
  }
}
