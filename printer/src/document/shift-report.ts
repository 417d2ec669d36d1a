import type { Branch } from '@galley/shared/domain/branch.ts';
import type { Counted, ShiftFigures } from '@galley/shared/domain/shift-figures.ts';
import type { Shift } from '@galley/shared/domain/shift.ts';
import type { XReport } from '@galley/shared/domain/x-report.ts';
import type { ZReport } from '@galley/shared/domain/z-report.ts';
import { formatAmount, money, type Money, noMoney } from '@galley/shared/values/money.ts';
import type { Instant } from '@galley/shared/values/time.ts';
import { columns, cut, documentOf, feed, line, row, rule, span } from './blocks.ts';
import type { Block, PrintDocument } from './document.ts';
import { englishLabels, type Labels } from './labels.ts';
import { paperTime } from './paper-time.ts';
import { rateWords } from './rate-words.ts';

export type ReportSetting = {
  readonly branch: Pick<Branch, 'receiptHead' | 'timeZone'>;
  readonly till: string;
  readonly labels?: Labels;
  readonly copy?: boolean;
};
type Page = { readonly labels: Labels; readonly amount: (value: Money) => string };

/** The end of a shift on paper: what was sold, what must be in the drawer, what was counted, and who signs for it. */
export function zReportDocument(report: ZReport, setting: ReportSetting): PrintDocument {
  const page = pageOf(report.currency, setting);
  const { labels, amount } = page;
  const { shift, figures } = report;
  return documentOf([
    ...head(labels.zReport, report.zNumber, setting),
    row(labels.businessDay, shift.businessDay),
    row(labels.opened, when(shift.openedAt, setting)),
    row(labels.closed, when(report.closedAt, setting)),
    row(labels.closedBy, report.closedByName),
    ...report.receipts.map(({ series, first, last, count }) =>
      row(`${labels.receipts} ${series}`, `${first} - ${last} (${count})`),
    ),
    ...turnover(figures, page),
    ...tenders(figures, page, true),
    ...tips(figures, page, true),
    ...drawer(shift, figures, page),
    row(labels.expectedCash, amount(report.expectedCash), { bold: true }),
    ...report.count.map(({ value, pieces }) =>
      under(`${pieces} x ${amount(value)}`, amount(money(value * pieces))),
    ),
    row(labels.countedCash, amount(report.countedCash), { bold: true }),
    row(varianceWord(report.variance, labels), amount(report.variance), { bold: true, size: 'tall' }),
    ...(report.varianceReason ? [line(`${labels.reason}: ${report.varianceReason}`)] : []),
    ...(report.earlierCounts ?? []).map((counted) => row(labels.countedBefore, amount(counted))),
    row(labels.leftInDrawer, amount(report.leftInDrawer)),
    row(labels.toSafe, amount(money(report.countedCash - report.leftInDrawer))),
    ...staff(figures, page, true),
    ...carried(report, page),
    rule('double'),
    row(labels.grandTotal, amount(report.grandTotal), { bold: true }),
    // An excerpt is enough to compare two papers by eye; the whole chain is proved on screen.
    row(labels.chainMark, `${report.previousHash.slice(0, 8)} > ${report.hash.slice(0, 8)}`),
    feed(2),
    line(`${labels.signature} ______________________`),
    cut,
  ]);
}

/** How the shift stands. Whoever will count blind gets it without anything that says what is in the drawer. */
export function xReportDocument(report: XReport, setting: ReportSetting): PrintDocument {
  const page = pageOf(report.currency, setting);
  const { labels, amount } = page;
  const { shift, figures, expectedCash } = report;
  const seesCash = expectedCash !== null;
  return documentOf([
    ...head(labels.xReport, labels.notTheEnd, setting),
    row(labels.businessDay, shift.businessDay),
    row(labels.opened, when(shift.openedAt, setting)),
    row(labels.readBy, report.readByName),
    row(labels.readAt, when(report.readAt, setting)),
    ...turnover(figures, page),
    ...tenders(figures, page, seesCash),
    ...tips(figures, page, seesCash),
    ...(seesCash
      ? [...drawer(shift, figures, page), row(labels.expectedCash, amount(expectedCash), { bold: true })]
      : [line(labels.cashAfterCount)]),
    ...staff(figures, page, seesCash),
    cut,
  ]);
}

function pageOf(currency: ZReport['currency'], { labels = englishLabels }: ReportSetting): Page {
  return { labels, amount: (value) => formatAmount(value, currency) };
}

function head(
  title: string,
  below: string,
  { branch, till, copy, labels = englishLabels }: ReportSetting,
): Block[] {
  return [
    ...(copy ? [line(labels.copy, { align: 'center', bold: true, size: 'large' })] : []),
    ...branch.receiptHead.slice(0, 1).map((text) => line(text, { align: 'center' })),
    line(title, { align: 'center', bold: true, size: 'large' }),
    line(`${till} · ${below}`, { align: 'center', bold: true }),
    rule('double'),
  ];
}

function turnover({ sales, refunds, voids }: ShiftFigures, { labels, amount }: Page): Block[] {
  return [
    rule(),
    row(counted(labels.sales, sales), amount(sales.total), { bold: true, size: 'tall' }),
    ...some(labels.discount, sales.discounts, amount),
    ...some(labels.serviceCharge, sales.charges, amount),
    ...some(labels.rounding, sales.rounding, amount),
    ...taxes(sales.taxes, { labels, amount }),
    ...(refunds.count > 0
      ? [
          row(counted(labels.refunds, refunds), amount(minus(refunds.total)), { bold: true }),
          ...some(labels.rounding, minus(refunds.rounding), amount),
          ...taxes(
            refunds.taxes.map((tax) => ({ ...tax, base: minus(tax.base), amount: minus(tax.amount) })),
            { labels, amount },
          ),
        ]
      : []),
    ...(voids.count > 0 ? [row(counted(labels.voids, voids), amount(voids.total))] : []),
  ];
}

function taxes(all: ShiftFigures['sales']['taxes'], { labels, amount }: Page): Block[] {
  return all.map((tax) => {
    const name = `${tax.name} ${rateWords(tax.rate)}${tax.inclusive ? ` ${labels.included}` : ''}`;
    return under(`${name} ${labels.of} ${amount(tax.base)}`, amount(tax.amount));
  });
}

function tenders({ tenders: all }: ShiftFigures, { labels, amount }: Page, seesCash: boolean): Block[] {
  return [
    rule(),
    ...all
      .filter(({ kind }) => seesCash || kind !== 'cash')
      .flatMap(({ kind, sold, refunded }) => [
        row(counted(labels.tenders[kind], sold), amount(sold.total)),
        ...(refunded.count > 0
          ? [under(`${counted(labels.refunds, refunded)}`, amount(minus(refunded.total)))]
          : []),
      ]),
  ];
}

function tips({ tips: all = [] }: ShiftFigures, { labels, amount }: Page, seesCash: boolean): Block[] {
  if (all.length === 0) return [];
  return [
    rule(),
    ...all.flatMap(({ name, cash, slip }) => [
      ...(seesCash ? some(`${labels.tip} · ${name} · ${labels.tenders.cash}`, cash, amount) : []),
      ...some(`${labels.tip} · ${name} · ${labels.slip}`, slip, amount),
    ]),
  ];
}

function drawer(
  { float, floatDiffers }: Shift,
  { movements }: ShiftFigures,
  { labels, amount }: Page,
): Block[] {
  return [
    rule(),
    row(labels.float, amount(float)),
    ...(floatDiffers
      ? [
          under(`${labels.floatLeft}`, amount(floatDiffers.left)),
          line(`${labels.reason}: ${floatDiffers.reason}`),
        ]
      : []),
    ...moved(labels.cashIn, movements.in, movements.in.total, amount),
    ...moved(labels.cashOut, movements.out, minus(movements.out.total), amount),
    ...moved(labels.cashDrop, movements.drop, minus(movements.drop.total), amount),
    ...(movements.noSale > 0 ? [row(labels.noSale, String(movements.noSale))] : []),
  ];
}

function moved(word: string, movement: Counted, total: Money, amount: Page['amount']): Block[] {
  return movement.count > 0 ? [row(counted(word, movement), amount(total))] : [];
}

function staff({ staff: people }: ShiftFigures, { labels, amount }: Page, seesCash: boolean): Block[] {
  if (people.length === 0) return [];
  return [
    rule(),
    ...people.flatMap(({ name, sales, cash }) => [
      row(counted(name, sales), amount(sales.total)),
      ...(seesCash ? [under(`${labels.cashOf}`, amount(cash))] : []),
    ]),
  ];
}

function carried({ carriedOrders }: ZReport, { labels, amount }: Page): Block[] {
  if (carriedOrders.length === 0) return [];
  return [
    rule(),
    line(labels.carried, { bold: true }),
    ...carriedOrders.map(({ number, table, total }) =>
      under(`${table === null ? number : `${labels.table} ${table} · ${number}`}`, amount(total)),
    ),
  ];
}

function varianceWord(variance: Money, labels: Labels): string {
  return variance < 0 ? labels.short : variance > 0 ? labels.over : labels.agrees;
}

function counted(word: string, { count }: Counted): string {
  return `${word} (${count})`;
}

function some(word: string, value: Money, amount: Page['amount']): Block[] {
  return value === 0 ? [] : [under(`${word}`, amount(value))];
}

function minus(value: Money): Money {
  return money(noMoney - value);
}

function when(at: Instant, { branch }: ReportSetting): string {
  const { day, time } = paperTime(at, branch.timeZone);
  return `${day} ${time}`;
}

/** A row that belongs to the one above it; a long name goes on under its own beginning. */
function under(name: string, figure: string): Block {
  return columns(
    { spans: [], width: 1 }, // and a gap
    { spans: [span(name)], width: 'fill' },
    { spans: [span(figure)], width: 'exact', align: 'right' },
  );
}
