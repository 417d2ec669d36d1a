import type { Customer } from '@galley/shared/domain/customer.ts';
import type { Discount } from '@galley/shared/domain/discount.ts';
import { formatBack, type Refund } from '@galley/shared/domain/refund.ts';
import type { Tender } from '@galley/shared/domain/payment.ts';
import {
  formatCount,
  grossOfLine,
  inCombos,
  orderDiscountOf,
  type Sale,
  type SaleLine,
} from '@galley/shared/domain/sale.ts';
import { formatAmount, money, type Money, noMoney, subtract, sum } from '@galley/shared/values/money.ts';
import { pieces } from '@galley/shared/values/quantity.ts';
import {
  columns,
  cut,
  documentOf,
  feed,
  indented,
  line,
  row,
  rule,
  span,
  table,
  totalRow,
} from './blocks.ts';
import { branchFoot, branchHead, type BranchPaper } from './branch-paper.ts';
import type { Block, PrintDocument } from './document.ts';
import { type Labels, labelsFor } from './labels.ts';
import { paperTime } from './paper-time.ts';
import { rateWords } from './rate-words.ts';

export type ReceiptSetting = {
  readonly branch: BranchPaper;
  /** A second paper of the same sale says so. */
  readonly copy?: boolean;
  /** What the guest brought back for it. */
  readonly exchanged?: Refund | undefined;
  /** Whom it is for, and where it is brought to. */
  readonly customer?: Customer | undefined;
};

/** The guest's receipt: every figure comes from the sale's own snapshot [M9], nothing is computed anew. */
export function receiptDocument(sale: Sale, setting: ReceiptSetting): PrintDocument {
  const { branch } = setting;
  const labels = labelsFor(branch.language);
  const { day, time } = paperTime(sale.paidAt, branch.timeZone);
  const amount = (value: Money): string => formatAmount(value, sale.currency);
  const place = sale.table ? `${labels.table} ${sale.table}` : labels.orderTypes[sale.orderType];
  return documentOf([
    ...branchHead(branch, setting.copy),
    row(`${labels.receipt} ${sale.receiptNumber}`, day),
    row(`${labels.order} ${sale.orderNumber} · ${place}`, time),
    line(`${labels.servedBy} ${sale.staffName}`),
    ...(setting.customer ? forWhom(setting.customer) : []),
    ...(sale.part
      ? [
          row(`${labels.part} ${sale.part.number}`, `${labels.wholeBill} ${amount(sale.part.whole)}`, {
            bold: true,
          }),
        ]
      : []),
    rule(),
    ...saleLines(sale.lines, labels, amount),
    rule(),
    ...sumLines(sale, labels, amount),
    ...taxLines(sale, labels, amount),
    totalRow(labels.total, sale.currency, amount(sale.total)),
    ...(sale.rounding === 0 ? [] : [row(labels.rounding, amount(sale.rounding))]),
    feed(),
    ...(setting.exchanged ? broughtBack(setting.exchanged, sale, labels, amount) : []),
    ...sale.tenders
      .filter(({ kind }) => !setting.exchanged || kind !== 'exchange')
      .flatMap((tender) => tenderRows(tender, labels, amount)),
    ...(sale.change > 0 ? [row(labels.change, amount(sale.change), { bold: true, size: 'tall' })] : []),
    ...branchFoot(branch, sale, labels),
    cut,
  ]);
}

function forWhom({ name, phone, address }: Customer): Block[] {
  return [
    line([name, phone].filter((text) => text !== '').join(' · '), { bold: true }),
    ...(address === '' ? [] : [line(address, { bold: true })]),
  ];
}

/** What came back, of which receipt, and what the two come to: one paper for the guest, however many receipts it is. */
function broughtBack(
  refund: Refund,
  { total }: Pick<Sale, 'total'>,
  labels: Labels,
  amount: (value: Money) => string,
): Block[] {
  const net = subtract(total, refund.total);
  const word = net > 0 ? labels.toPay : net < 0 ? labels.givenBack : labels.even;
  return [
    line(labels.broughtBack, { bold: true }),
    row(`${labels.refundOf} ${refund.saleReceiptNumber}`, refund.receiptNumber),
    ...refund.lines.map((each) => {
      const count = formatBack(each);
      return columns(
        { spans: [span(count)], width: Math.max(2, count.length) },
        { spans: [span(each.name)], width: 'fill' },
        { spans: [span(amount(money(0 - each.amount)))], width: 'exact', align: 'right' },
      );
    }),
    rule(),
    row(word, amount(money(Math.abs(net))), { bold: true, size: 'tall' }),
    ...(refund.rounding === 0 ? [] : [row(labels.rounding, amount(refund.rounding))]),
    ...refund.tenders.flatMap(({ kind, reference, amount: given }) =>
      kind === 'exchange'
        ? []
        : [row([labels.givenBack, labels.tenders[kind], reference].filter(Boolean).join(' '), amount(given))],
    ),
  ];
}

/** The lines of a bill or receipt; a set is its name and price with what is in it below [M14]. */
export function saleLines(
  lines: readonly SaleLine[],
  labels: Labels,
  amount: (value: Money) => string,
): Block[] {
  return inCombos(lines).flatMap(({ combo, lines: group }) => {
    const [first] = group;
    if (combo === null || !first) return group.flatMap((each) => saleLine(each, labels, amount));
    const count = formatCount(first);
    const width = Math.max(2, count.length);
    const off = sum(group.map((each) => each.discountAmount));
    return [
      columns(
        { spans: [span(count)], width },
        { spans: [span(combo)], width: 'fill' },
        { spans: [span(amount(sum(group.map(grossOfLine))))], width: 'exact', align: 'right' },
      ),
      ...group.flatMap((each) => [
        indented(width, `· ${each.name}`),
        ...each.options.map((option) => indented(width + 2, `+ ${option.name}`)),
      ]),
      ...(off === 0 ? [] : [discountRow(width, first.discount, off, labels, amount)]),
    ];
  });
}

function discountRow(
  width: number,
  discount: Discount | null,
  off: Money,
  labels: Labels,
  amount: (value: Money) => string,
): Block {
  return columns(
    { spans: [], width },
    { spans: [span(discountWords(discount, labels))], width: 'fill' },
    { spans: [span(amount(subtract(noMoney, off)))], width: 'exact', align: 'right' },
  );
}

/** A line of a bill or receipt: how many of what, its options, its price and what was taken off. */
function saleLine(saleLine: SaleLine, labels: Labels, amount: (value: Money) => string): Block[] {
  const each = money(saleLine.unitPrice + sum(saleLine.options.map((option) => option.price)));
  const count = formatCount(saleLine);
  const single = saleLine.quantity === pieces(1);
  const countWidth = Math.max(2, count.length);
  return [
    columns(
      { spans: [span(count)], width: countWidth },
      { spans: [span(saleLine.name)], width: 'fill' },
      { spans: [span(amount(grossOfLine(saleLine)))], width: 'exact', align: 'right' },
    ),
    ...saleLine.options.map((option) => indented(countWidth, `+ ${option.name}`)),
    ...(single ? [] : [indented(countWidth, `${amount(each)} ${labels.each}`)]),
    ...(saleLine.discountAmount === 0
      ? []
      : [discountRow(countWidth, saleLine.discount, saleLine.discountAmount, labels, amount)]),
  ];
}

/** A tender and the tip that came with it, which is no part of what was bought [M8]. */
function tenderRows(
  { kind, wallet, reference, amount: given, tip }: Tender,
  labels: Labels,
  amount: (value: Money) => string,
): Block[] {
  const name = [wallet ?? labels.tenders[kind], reference].filter(Boolean).join(' ');
  return [
    ...(given > 0 ? [row(name, amount(given))] : []),
    ...(tip ? [row(`${labels.tip} · ${tip.staffName}`, amount(tip.amount))] : []),
  ];
}

/** What a bill and a receipt are summed up from. */
type Summed = Pick<Sale, 'lines' | 'subtotal' | 'discount' | 'charge' | 'taxes'>;

/** What is taken off and added between the lines and the total; nothing, if nothing is. */
export function sumLines(sale: Summed, labels: Labels, amount: (value: Money) => string): Block[] {
  const off = orderDiscountOf(sale);
  const onTop = sale.taxes.some((tax) => !tax.inclusive);
  if (off === 0 && !sale.charge && !onTop) return [];
  return [
    row(labels.subtotal, amount(money(sale.subtotal + off))),
    ...(off === 0 ? [] : [row(discountWords(sale.discount, labels), amount(money(0 - off)))]),
    ...(sale.charge
      ? [row(`${sale.charge.name} ${rateWords(sale.charge.rate)}`, amount(sale.charge.amount))]
      : []),
    ...(sale.taxes.length === 0 ? [rule()] : []),
  ];
}

/** `Discount 10 % · Regular guest`. */
function discountWords(discount: Discount | null | undefined, labels: Labels): string {
  const kind = discount?.comp ? labels.comp : labels.discount;
  const rate = discount?.kind === 'rate' && !discount.comp ? ` ${rateWords(discount.rate)}` : '';
  return `${kind}${rate}${discount?.reason ? ` · ${discount.reason}` : ''}`;
}

/** Base and tax for each rate [M6], as tax authorities want to read it. */
export function taxLines(sale: Summed, labels: Labels, amount: (value: Money) => string): Block[] {
  if (sale.taxes.length === 0) return [];
  return [
    ...table([
      ['', labels.taxBase, labels.taxAmount],
      ...sale.taxes.map(
        (tax) =>
          [
            `${tax.name} ${rateWords(tax.rate)}${tax.inclusive ? ` ${labels.included}` : ''}`,
            amount(tax.base),
            amount(tax.amount),
          ] as const,
      ),
    ]),
    rule(),
  ];
}
