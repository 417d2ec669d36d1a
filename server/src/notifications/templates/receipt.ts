import { formatCount, orderDiscountOf, type Sale } from '@galley/shared/domain/sale.ts';
import { add, formatAmount, type Money, money, noMoney } from '@galley/shared/values/money.ts';

import { formatRate } from '@galley/shared/values/tax-rate.ts';
import type { MailPaper } from '@galley/shared/wire/mail.ts';
import type { Letter } from '../queue-mail.ts';
import { letterOf, type Row } from './letter.ts';
import { words } from './words.ts';

/** A receipt as its guest got it on paper, with a link that proves it. */
export function receiptLetter(sale: Sale, paper: MailPaper, link: string | null): Letter {
  const said = words[paper.language ?? 'en'];
  return letterOf({
    subject: said.yourReceipt(paper.name, sale.receiptNumber),
    head: headOf(paper),
    facts: `${said.receipt} ${sale.receiptNumber} · ${timeOf(sale.paidAt, paper)}`,
    sections: receiptSections(sale, paper),
    link: link === null ? null : { label: said.genuine, url: link },
    foot: paper.receiptFoot,
    why: said.asked,
  });
}

export function headOf({ receiptHead, name }: MailPaper): readonly string[] {
  return receiptHead.length > 0 ? receiptHead : [name];
}

/** What was bought, what it comes to, and what it was paid with. */
export function receiptSections(sale: Sale, paper: MailPaper): Row[][] {
  const said = words[paper.language ?? 'en'];
  const amount = (value: Money) => formatAmount(value, sale.currency);
  const minus = (value: Money) => amount(money(0 - value));
  const offer = orderDiscountOf(sale);
  const lines = sale.lines.flatMap((line): Row[] => [
    {
      label: `${formatCount(line)} × ${line.name}`,
      amount: amount(add(line.total, line.discountAmount, line.orderDiscountAmount ?? noMoney)),
    },
    ...line.options.map((option): Row => ({ label: `    ${option.name}`, amount: '', tone: 'quiet' })),
    ...(line.discountAmount === 0
      ? []
      : [{ label: `    ${said.discount}`, amount: minus(line.discountAmount), tone: 'quiet' } as const]),
  ]);
  const sums: Row[] = [
    ...(offer === 0 ? [] : [{ label: said.discount, amount: minus(offer) }]),
    ...(sale.charge
      ? [
          {
            label: `${sale.charge.name} ${formatRate(sale.charge.rate)} %`,
            amount: amount(sale.charge.amount),
          },
        ]
      : []),
    ...sale.taxes.map((tax): Row => {
      const name = `${tax.name} ${formatRate(tax.rate)} %`;
      return { label: tax.inclusive ? said.includes(name) : name, amount: amount(tax.amount), tone: 'quiet' };
    }),
    ...(sale.rounding === 0 ? [] : [{ label: said.rounding, amount: amount(sale.rounding) }]),
    { label: said.total, amount: `${sale.currency} ${amount(sale.total)}`, tone: 'strong' },
  ];
  const paid = sale.tenders.map((tender): Row => ({
    label: tender.wallet ?? said[wordOf(tender.kind)],
    amount: amount(tender.amount),
  }));
  const change: Row[] = sale.change > 0 ? [{ label: said.change, amount: amount(sale.change) }] : [];
  return [lines, sums, [...paid, ...change]];
}

function wordOf(kind: string): 'cash' | 'card' | 'wallet' {
  return kind === 'cash' || kind === 'wallet' ? kind : 'card';
}

export function timeOf(at: string, { language = 'en', timeZone }: MailPaper): string {
  const locale = language === 'bn' ? 'bn-BD' : 'en-GB';
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(
    new Date(at),
  );
}
