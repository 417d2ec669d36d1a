import { type Currency, money } from '@galley/shared/values/money.ts';
import { formatQuantity, quantity } from '@galley/shared/values/quantity.ts';
import type { Flag } from '@galley/shared/wire/commands.ts';
import { formatMoney } from './format-money.ts';
import { type MessageKey, t } from './messages/t.ts';
import { numeral } from './numeral.ts';

const words: Readonly<Record<Flag['code'], MessageKey>> = {
  totalDiffers: 'flagTotalDiffers',
  receiptChainBroken: 'flagReceiptChainBroken',
  stockShort: 'flagStockShort',
  paidTwice: 'flagPaidTwice',
  shiftUnknown: 'flagShiftUnknown',
  tillDisabled: 'flagTillDisabled',
  staffUnknown: 'flagStaffUnknown',
  clockWrong: 'flagClockWrong',
  receiptNumberTwice: 'flagReceiptNumberTwice',
  notAllowed: 'flagNotAllowed',
  nothingToResolve: 'flagNothingToResolve',
  stillQuarantined: 'flagStillQuarantined',
  overRefund: 'flagOverRefund',
  saleUnknown: 'flagSaleUnknown',
  zDiffers: 'flagZDiffers',
  zIncomplete: 'flagZIncomplete',
  zChainBroken: 'flagZChainBroken',
  shiftClosedTwice: 'flagShiftClosedTwice',
  afterClose: 'flagAfterClose',
  placeDiffers: 'flagPlaceDiffers',
  lineSoldTwice: 'flagLineSoldTwice',
  addedAfterPaid: 'flagAddedAfterPaid',
  onlineOrderOver: 'flagOnlineOrderOver',
  paymentsDiffer: 'flagPaymentsDiffer',
  notAuthorised: 'flagNotAuthorised',
  cardNumberHidden: 'flagCardNumberHidden',
};

/** What the books found odd about a fact, in plain words. */
export function flagWords({ code }: Flag): string {
  return t(words[code]);
}

/** The names and figures that a flag's words need; ids say nothing to a person. */
export function flagDetail({ code, detail }: Flag, currency: Currency): string {
  const text = (key: string) => numeral(String(detail[key] ?? ''));
  const whole = (key: string) => (Number.isSafeInteger(detail[key]) ? Number(detail[key]) : 0);
  switch (code) {
    case 'stockShort': {
      const short = numeral(formatQuantity(quantity(whole('short'))));
      return `${String(detail['product'] ?? '')} · ${t('shortBy', { count: short })}`;
    }
    case 'totalDiffers': {
      const [told, expected] = [whole('told'), whole('expected')].map((amount) =>
        formatMoney(money(amount), currency),
      );
      return `${told} ≠ ${expected}`;
    }
    case 'receiptChainBroken':
    case 'receiptNumberTwice':
    case 'saleUnknown':
      return text('receiptNumber');
    case 'overRefund': {
      const over = t('overBy', {
        count: numeral(formatQuantity(quantity(whole('quantity')))),
        amount: formatMoney(money(whole('amount')), currency),
      });
      return [text('receiptNumber'), String(detail['names'] ?? ''), over]
        .filter((part) => part !== '')
        .join(' · ');
    }
    case 'zDiffers': {
      // The name of a figure is not for people; both amounts are.
      const [told, expected] = [whole('told'), whole('expected')].map((amount) =>
        formatMoney(money(amount), currency),
      );
      return `${text('zNumber')} · ${told} ≠ ${expected}`;
    }
    case 'zIncomplete':
      return [text('zNumber'), text('receipts')].filter((part) => part !== '').join(' · ');
    case 'zChainBroken':
    case 'paymentsDiffer':
    case 'shiftClosedTwice':
      return text('zNumber');
    case 'afterClose':
      return `${text('label')} · ${text('zNumber')}`;
    case 'placeDiffers':
      return `${text('orderNumber')} · ${text('one')} ≠ ${text('other')}`;
    case 'lineSoldTwice':
      return [text('orderNumber'), text('other'), String(detail['names'] ?? '')]
        .filter((part) => part !== '')
        .join(' · ');
    case 'addedAfterPaid':
      return `${text('orderNumber')} · ${String(detail['names'] ?? '')}`;
    case 'notAuthorised':
      return formatMoney(money(whole('amount')), currency);
    case 'paidTwice':
    case 'onlineOrderOver':
      return text('orderNumber');
    case 'clockWrong':
      return text('occurredAt');
    case 'stillQuarantined':
      return text('cause');
    case 'shiftUnknown':
    case 'notAllowed':
      return [String(detail['by'] ?? ''), String(detail['approvedBy'] ?? '')]
        .filter((name) => name !== '')
        .join(' · ');
    case 'staffUnknown':
      return String(detail['by'] ?? '');
    case 'tillDisabled':
    case 'cardNumberHidden':
    case 'nothingToResolve':
      return '';
  }
}
