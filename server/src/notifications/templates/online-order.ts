import type { OnlineView } from '@galley/shared/domain/online-order.ts';
import { mayRetry } from '@galley/shared/domain/payment-intent.ts';
import type { Sale } from '@galley/shared/domain/sale.ts';
import { formatAmount } from '@galley/shared/values/money.ts';
import { formatQuantity } from '@galley/shared/values/quantity.ts';
import type { MailPaper } from '@galley/shared/wire/mail.ts';
import type { Letter } from '../queue-mail.ts';
import { letterOf, type Row } from './letter.ts';
import { headOf, receiptSections, timeOf } from './receipt.ts';
import { words } from './words.ts';

/** The branch has the order and the money: what it was, with its receipt. */
export function orderPaidLetter(
  order: OnlineView,
  sale: Sale,
  paper: MailPaper,
  link: string | null,
): Letter {
  const said = words[paper.language ?? 'en'];
  const wanted = order.wantedAt === null ? [] : [said.wantedAt(timeOf(order.wantedAt, paper))];
  return letterOf({
    subject: said.orderPaid(paper.name, order.number),
    head: headOf(paper),
    facts: [
      `${said.order} ${order.number}`,
      `${said.receipt} ${sale.receiptNumber}`,
      timeOf(sale.paidAt, paper),
    ].join(' · '),
    news: [said.paidNews[order.type], ...wanted].join(' '),
    sections: receiptSections(sale, paper),
    link: link === null ? null : { label: said.genuine, url: link },
    foot: paper.receiptFoot,
    why: said.ordered,
  });
}

/** The order will not be made: why, and what becomes of the money. */
export function orderFailedLetter(order: OnlineView, paper: MailPaper): Letter {
  const said = words[paper.language ?? 'en'];
  const { currency, cancelled } = order;
  const why =
    cancelled?.decline && mayRetry(cancelled.decline) ? 'unreached' : (cancelled?.code ?? 'timedOut');
  const isReasoned = cancelled?.code === 'refused' && cancelled.reason !== '';
  const lines = order.lines.map((line): Row => ({
    label: `${formatQuantity(line.quantity)} × ${line.name}`,
    amount: formatAmount(line.total, currency),
    tone: 'quiet',
  }));
  const total: Row = { label: said.total, amount: `${currency} ${formatAmount(order.total, currency)}` };
  return letterOf({
    subject: said.orderFailed(paper.name, order.number),
    head: headOf(paper),
    facts: `${said.order} ${order.number} · ${timeOf(order.placedAt, paper)}`,
    news: [
      said.failedNews[why],
      ...(isReasoned ? [said.because(cancelled.reason)] : []),
      said.moneyNews[why],
    ].join(' '),
    sections: [lines, [total]],
    foot: [],
    why: said.ordered,
  });
}
