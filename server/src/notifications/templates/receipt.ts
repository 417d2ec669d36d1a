import type { Tender } from '@galley/shared/domain/payment.ts';
import {
  formatCount,
  grossOfLine,
  inCombos,
  orderDiscountOf,
  type Sale,
} from '@galley/shared/domain/sale.ts';
import { formatAmount, type Money, money, sum } from '@galley/shared/values/money.ts';
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
  const lines = inCombos(sale.lines).flatMap(({ combo, lines: group }): Row[] => {
    const off = sum(group.map((line) => line.discountAmount));
    return [
      {
        label: `${group[0] ? formatCount(group[0]) : ''} × ${combo ?? group[0]?.name ?? ''}`,
        amount: amount(sum(group.map(grossOfLine))),
      },
      ...group.flatMap(({ name, options }) => [
        ...(combo === null ? [] : [detail(`· ${name}`)]),
        ...options.map((option) => detail(`${combo === null ? '' : '  '}${option.name}`)),
      ]),
      ...(off === 0 ? [] : [detail(said.discount, minus(off))]),
    ];
  });
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
    ...(sale.part
      ? [
          {
            label: said.partOf(String(sale.part.number)),
            amount: amount(sale.part.whole),
            tone: 'quiet',
          } as const,
        ]
      : []),
  ];
  // A tip is paid with its tender and is no part of what was bought [M8].
  const paid = sale.tenders.flatMap(({ kind, wallet, amount: given, tip }): Row[] => [
    ...(given > 0 ? [{ label: wallet ?? said[wordOf(kind)], amount: amount(given) }] : []),
    ...(tip ? [{ label: said.tipFor(tip.staffName), amount: amount(tip.amount) }] : []),
  ]);
  const change: Row[] = sale.change > 0 ? [{ label: said.change, amount: amount(sale.change) }] : [];
  return [lines, sums, [...paid, ...change]];
}

/** What explains the line above it. */
function detail(text: string, amount = ''): Row {
  return { label: `    ${text}`, amount, tone: 'quiet' };
}

function wordOf(kind: Tender['kind']): 'cash' | 'card' | 'wallet' | 'exchange' {
  return kind === 'gateway' ? 'card' : kind;
}

export function timeOf(at: string, { language = 'en', timeZone }: MailPaper): string {
  const locale = language === 'bn' ? 'bn-BD' : 'en-GB';
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(
    new Date(at),
  );
}
