import type { Ticket, TicketLine } from '@galley/shared/domain/ticket.ts';
import { formatQuantity } from '@galley/shared/values/quantity.ts';
import { columns, cut, documentOf, feed, line, row, rule, span } from './blocks.ts';
import type { Block, PrintDocument } from './document.ts';
import { englishLabels, type Labels } from './labels.ts';
import { paperTime } from './paper-time.ts';

export type KitchenTicketSetting = { readonly timeZone: string; readonly labels?: Labels };

/**
 * What one station has to make, or has to stop making [P8]: order, table, sequence n of m, who and when, in type that
 * is read from a metre away.
 */
export function kitchenTicketDocument(ticket: Ticket, setting: KitchenTicketSetting): PrintDocument {
  const labels = setting.labels ?? englishLabels;
  const { day, time } = paperTime(ticket.at, setting.timeZone);
  const guests = ticket.guests === 1 ? labels.guest : labels.guests;
  return documentOf([
    line(ticket.station, { align: 'center', bold: true, size: 'tall' }),
    ...(ticket.kind === 'void' ? voidHead(ticket, labels) : []),
    row(placeOf(ticket, labels), ticket.orderNumber, { bold: true, size: 'large' }),
    row(`${ticket.by}${ticket.guests > 0 ? ` · ${ticket.guests} ${guests}` : ''}`, time, { size: 'tall' }),
    rule('double'),
    ...ticket.lines.flatMap((each, index) => [
      ...(index > 0 ? [rule('dashed')] : []),
      ...ticketLine(each, ticket.kind),
    ]),
    rule('double'),
    row(`${labels.round} ${ticket.round} · ${ticket.part} ${labels.of} ${ticket.parts}`, day),
    cut,
  ]);
}

function placeOf(ticket: Ticket, labels: Labels): string {
  const kind = labels.orderTypes[ticket.orderType];
  if (ticket.orderType === 'dineIn') return ticket.table ? `${labels.table} ${ticket.table}` : kind;
  return ticket.table ? `${kind} ${ticket.table}` : kind;
}

function voidHead(ticket: Ticket, labels: Labels): Block[] {
  return [
    line(labels.cancelled, { align: 'center', bold: true, size: 'huge' }),
    line(labels.stopMaking, { align: 'center', bold: true }),
    ...(ticket.reason ? [line(`${labels.reason}: ${ticket.reason}`, { align: 'center' })] : []),
    feed(),
  ];
}

function ticketLine(ticketLine: TicketLine, kind: Ticket['kind']): Block[] {
  const count = `${kind === 'void' ? '-' : ''}${formatQuantity(ticketLine.quantity)}`;
  // Widths count normal columns; a large character takes two of them.
  const countWidth = Math.max(3, count.length * 2 + 1);
  return [
    columns(
      { spans: [span(count, { bold: true, size: 'large' })], width: countWidth },
      { spans: [span(ticketLine.name, { bold: true, size: 'large' })], width: 'fill' },
    ),
    ...ticketLine.options.map((option) => indented(countWidth, `+ ${option}`)),
    ...(ticketLine.note ? [indented(countWidth, `! ${ticketLine.note}`)] : []),
  ];
}

function indented(width: number, text: string): Block {
  return columns({ spans: [], width }, { spans: [span(text, { size: 'tall', bold: true })], width: 'fill' });
}
