import type { ZReport } from '@galley/shared/domain/z-report.ts';
import {
  type Currency,
  formatAmount,
  type Money,
  money,
  subtract,
  sum,
} from '@galley/shared/values/money.ts';
import type { MailPaper } from '@galley/shared/wire/mail.ts';
import type { Letter } from '../queue-mail.ts';
import { letterOf, type Row } from './letter.ts';
import { words } from './words.ts';

/** A day of a branch: its Zs added up, then each by itself. A day in two currencies is two blocks of figures. */
export function summaryLetter(
  day: string,
  reports: readonly ZReport[],
  paper: MailPaper,
  edition: number,
): Letter {
  const said = words[paper.language ?? 'en'];
  const currencies = [...new Set(reports.map((report) => report.currency))];
  const title = said.summary(paper.name, day);
  return letterOf({
    subject: edition > 1 ? `${title}${said.again}` : title,
    head: [paper.name],
    facts: day,
    sections: currencies.flatMap((currency) =>
      sectionsOf(
        currency,
        reports.filter((each) => each.currency === currency),
        paper,
      ),
    ),
    foot: [],
    why: said.chosen,
  });
}

function sectionsOf(currency: Currency, reports: readonly ZReport[], paper: MailPaper): Row[][] {
  const said = words[paper.language ?? 'en'];
  const amount = (value: Money) => formatAmount(value, currency);
  const all = (pick: (report: ZReport) => Money) => sum(reports.map(pick));
  const count = (pick: (report: ZReport) => number) =>
    reports.reduce((total, report) => total + pick(report), 0);
  const sold = all(({ figures }) => figures.sales.total);
  const back = all(({ figures }) => figures.refunds.total);
  const tips = all(({ figures }) => sum((figures.tips ?? []).flatMap((tip) => [tip.cash, tip.slip])));
  const kinds = [...new Set(reports.flatMap(({ figures }) => figures.tenders.map((tender) => tender.kind)))];
  const ofKind = (kind: string) =>
    all(({ figures }) => {
      const tender = figures.tenders.find((each) => each.kind === kind);
      return tender ? subtract(tender.sold.total, tender.refunded.total) : money(0);
    });
  return [
    [
      { label: `${said.sales} (${count(({ figures }) => figures.sales.count)})`, amount: amount(sold) },
      {
        label: `${said.refunds} (${count(({ figures }) => figures.refunds.count)})`,
        amount: amount(money(0 - back)),
      },
      { label: said.net, amount: `${currency} ${amount(subtract(sold, back))}`, tone: 'strong' },
    ],
    kinds.map((kind) => ({
      label: said[kind === 'cash' || kind === 'wallet' ? kind : 'card'],
      amount: amount(ofKind(kind)),
    })),
    [
      { label: said.discounts, amount: amount(all(({ figures }) => figures.sales.discounts)), tone: 'quiet' },
      {
        label: said.taxes,
        amount: amount(all(({ figures }) => sum(figures.sales.taxes.map((tax) => tax.amount)))),
        tone: 'quiet',
      },
      ...(tips === 0 ? [] : [{ label: said.tips, amount: amount(tips), tone: 'quiet' } as const]),
      { label: said.difference, amount: amount(all((report) => report.variance)) },
    ],
    reports.map((report) => ({
      label: `${report.zNumber} · ${report.closedByName}`,
      amount: amount(subtract(report.figures.sales.total, report.figures.refunds.total)),
      tone: 'quiet',
    })),
  ];
}
