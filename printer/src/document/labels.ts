import type { Language } from '@galley/shared/values/language.ts';
import { banglaLabels } from './labels-bn.ts';

/** Every fixed word of the templates, so that a branch can print in its own language. */
export type Labels = typeof englishLabels;

export const englishLabels = {
  table: 'Table',
  orderTypes: { dineIn: 'Dine-in', takeaway: 'Takeaway', delivery: 'Delivery' },
  guests: 'guests',
  guest: 'guest',
  order: 'Order',
  round: 'Round',
  of: 'of',
  kitchen: {
    more: 'MORE',
    course: 'START COURSE',
    held: 'HOLD',
    move: 'MOVED',
    change: 'CHANGED',
    expeditor: 'PASS',
  },
  cancelled: 'CANCELLED',
  stopMaking: 'Do not make',
  reason: 'Reason',
  receipt: 'Receipt',
  servedBy: 'Served by',
  subtotal: 'Subtotal',
  discount: 'Discount',
  comp: 'On the house',
  total: 'TOTAL',
  rounding: 'Rounding',
  change: 'Change',
  tax: 'Tax',
  taxBase: 'Net',
  taxAmount: 'Tax',
  included: 'incl.',
  each: 'each',
  tenders: { cash: 'Cash', card: 'Card', wallet: 'Mobile wallet' },
  testPage: 'TEST PAGE',
  testPageWorks: 'This printer works.',
  reprint: 'REPRINT - MAY BE A DUPLICATE',
  copy: 'COPY',
  refund: 'REFUND',
  refundOf: 'of receipt',
  givenBack: 'GIVEN BACK',
  signature: 'Signature',
  scanned: 'Scan for your receipt',
  attempt: 'Attempt',
  firstSent: 'first sent',
  divertedFrom: 'FOR',
  divertedHere: 'PRINTED HERE INSTEAD',
  delayed: 'DELAYED - NOT PRINTED BEFORE',
};

export function labelsFor(language: Language | undefined): Labels {
  return language === 'bn' ? banglaLabels : englishLabels;
}
