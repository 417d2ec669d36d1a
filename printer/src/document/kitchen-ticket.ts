import type { Ticket, TicketLine } from '@galley/shared/domain/ticket.ts';
import { formatQuantity } from '@galley/shared/values/quantity.ts';
import { banner, columns, cut, documentOf, feed, indented, line, row, rule, span } from './blocks.ts';
import type { Block, PrintDocument } from './document.ts';
import { englishLabels, type Labels } from './labels.ts';
import { paperTime } from './paper-time.ts';

export type KitchenTicketSetting = { readonly timeZone: string; readonly labels?: Labels };

/** A ticket as far as paper is concerned: something to make, to stop making, to begin with, or to bring elsewhere. */
export type KitchenTicket = Omit<Ticket, 'lines'> & {
  readonly lines: readonly KitchenLine[];
};
type KitchenLine = Omit<TicketLine, 'held'> & { readonly held?: boolean | undefined };

/**
 * What one station has to make, or has to stop making [P8]: order, table, sequence n of m, who and when, in type that
 * is read from a metre away.
 */
export function kitchenTicketDocument(ticket: KitchenTicket, setting: KitchenTicketSetting): PrintDocument {
  const labels = setting.labels ?? englishLabels;
  const { day } = paperTime(ticket.at, setting.timeZone);
  return documentOf([
    line(ticket.station, { align: 'center', bold: true, size: 'tall' }),
    ...headOf(ticket, labels),
    ...placeAndTime(ticket, setting.timeZone, labels),
    rule('double'),
    ...linesOf(ticket, labels),
    rule('double'),
    row(`${labels.round} ${ticket.round} · ${ticket.part} ${labels.of} ${ticket.parts}`, day),
    cut,
  ]);
}

/** Where it goes, large, and under it who sent it when. */
export function placeAndTime(ticket: KitchenTicket, timeZone: string, labels: Labels): Block[] {
  const { time } = paperTime(ticket.at, timeZone);
  const guests = ticket.guests === 1 ? labels.guest : labels.guests;
  return [
    row(placeOf(ticket, labels), ticket.orderNumber, { bold: true, size: 'large' }),
    ...forWeb(ticket, timeZone, labels),
    row(`${ticket.by}${ticket.guests > 0 ? ` · ${ticket.guests} ${guests}` : ''}`, time, { size: 'tall' }),
  ];
}

/** Who calls for it and when, as large as where it goes: nobody at a table is waiting for it. */
function forWeb({ web }: KitchenTicket, timeZone: string, labels: Labels): Block[] {
  if (!web) return [];
  const { wantedFor, soon } = labels.kitchen;
  const when = web.wantedAt === null ? soon : `${wantedFor} ${paperTime(web.wantedAt, timeZone).time}`;
  return [
    line(web.name, { bold: true, size: 'large' }),
    line(` ${labels.kitchen.web} · ${when} `, { bold: true, size: 'tall', reverse: true }),
  ];
}

export function linesOf(ticket: KitchenTicket, labels: Labels): Block[] {
  return ticket.lines.flatMap((each, index) => [
    ...(index > 0 ? [rule('dashed')] : []),
    ...ticketLine(each, ticket.kind, labels),
  ]);
}

/** What kind of news it is; the first sending of an order needs no title. */
function headOf(ticket: KitchenTicket, labels: Labels): Block[] {
  const { kitchen } = labels;
  switch (ticket.kind) {
    case 'fire':
      return ticket.round > 1
        ? [line(`+ ${kitchen.more}`, { align: 'center', bold: true, size: 'large' })]
        : [];
    case 'void':
      return [
        banner(labels.cancelled),
        line(labels.stopMaking, { align: 'center', bold: true, size: 'tall' }),
        ...(ticket.reason ? [line(`${labels.reason}: ${ticket.reason}`, { align: 'center' })] : []),
        feed(),
      ];
    case 'course':
      return [
        banner(ticket.course === undefined ? kitchen.course : `${kitchen.course} ${ticket.course}`),
        feed(),
      ];
    case 'change':
      return [banner(kitchen.change), feed()];
    case 'move': {
      const from = ticket.from?.table ?? ticket.from?.orderNumber;
      const to = ticket.table ?? ticket.orderNumber;
      const table = ticket.from?.table && ticket.table ? `${labels.table} ` : '';
      return [
        banner(kitchen.move),
        ...(from ? [line(`${table}${from} > ${to}`, { align: 'center', bold: true, size: 'large' })] : []),
        feed(),
      ];
    }
  }
}

function placeOf(ticket: KitchenTicket, labels: Labels): string {
  const kind = labels.orderTypes[ticket.orderType];
  if (ticket.orderType === 'dineIn') return ticket.table ? `${labels.table} ${ticket.table}` : kind;
  return ticket.table ? `${kind} ${ticket.table}` : kind;
}

function ticketLine(ticketLine: KitchenLine, kind: KitchenTicket['kind'], labels: Labels): Block[] {
  const count = `${kind === 'void' ? '-' : ''}${formatQuantity(ticketLine.quantity)}`;
  // Widths count normal columns; a large character takes two of them.
  const countWidth = Math.max(3, count.length * 2 + 1);
  const below = (text: string): Block => indented(countWidth, text, { size: 'tall', bold: true });
  const course = ticketLine.course === undefined ? '' : ` ${ticketLine.course}`;
  return [
    columns(
      { spans: [span(count, { bold: true, size: 'large' })], width: countWidth },
      { spans: [span(ticketLine.name, { bold: true, size: 'large' })], width: 'fill' },
    ),
    ...(ticketLine.held
      ? [indented(countWidth, ` ${labels.kitchen.held}${course} `, { reverse: true, bold: true })]
      : []),
    ...ticketLine.options.map((option) => below(`+ ${option}`)),
    ...(ticketLine.seat === undefined ? [] : [below(`${labels.seat} ${ticketLine.seat}`)]),
    ...(ticketLine.note
      ? [indented(countWidth, `! ${ticketLine.note}`, { size: 'tall', bold: true, red: true })]
      : []),
  ];
}
