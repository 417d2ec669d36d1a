import { cut, documentOf, feed, line, row, rule } from './blocks.ts';
import type { PrintDocument } from './document.ts';
import {
  type KitchenTicket, type KitchenTicketSetting, linesOf, placeAndTime,
} from './kitchen-ticket.ts'; // prettier-ignore
import { englishLabels } from './labels.ts';
import { paperTime } from './paper-time.ts';

/** Everything that one sending gave to the stations, for the person who brings a table's plates together. */
export function expeditorDocument(
  tickets: readonly KitchenTicket[],
  setting: KitchenTicketSetting,
): PrintDocument {
  const labels = setting.labels ?? englishLabels;
  const [first] = tickets;
  const { day } = first ? paperTime(first.at, setting.timeZone) : { day: '' };
  return documentOf([
    line(labels.kitchen.expeditor, { align: 'center', bold: true, size: 'tall' }),
    ...(first ? placeAndTime(first, setting.timeZone, labels) : []),
    ...tickets.flatMap((ticket) => [
      rule('double'),
      row(ticket.station, ticket.kind === 'void' ? labels.cancelled : '', {
        bold: true,
        reverse: ticket.kind === 'void',
      }),
      ...linesOf(ticket, labels),
    ]),
    rule('double'),
    row(first ? `${labels.round} ${first.round}` : '', day),
    feed(),
    cut,
  ]);
}
