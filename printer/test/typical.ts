import { ticketSchema } from '@galley/shared/domain/ticket.ts';
import { uuidFrom } from '@galley/shared/values/ids.ts';
import { columns, cut, documentOf, line, row, span } from '../src/document/blocks.ts';
import { kitchenTicketDocument } from '../src/document/kitchen-ticket.ts';

/**
 * What the bars are measured on. The kitchen ticket is a table of five at a grill: 8 dishes, half of them with options
 * or a note, 31 lines on 80 mm paper.
 */
const dishes: readonly (readonly [
  name: string,
  quantity: number,
  options: readonly string[],
  note: string,
])[] = [
  ['Chicken tikka', 2, ['No onion', 'Extra hot'], ''],
  ['Garlic naan', 4, [], ''],
  ['Beef seekh kebab', 1, ['Well done'], ''],
  ['Mutton rezala', 1, [], 'allergic to nuts'],
  ['Dal makhani', 2, ['Less salt', 'No cream'], ''],
  ['Fish fry', 1, [], ''],
  ['Chicken biryani', 3, ['Extra potato'], 'serve last'],
  ['Mixed grill', 1, ['Half portion', 'Mint sauce'], ''],
];

export const typicalTicket = kitchenTicketDocument(
  ticketSchema.parse({
    id: uuidFrom('typical'),
    kind: 'fire',
    orderId: uuidFrom('order'),
    orderNumber: 'T1-42',
    orderType: 'dineIn',
    table: '12',
    guests: 5,
    stationId: uuidFrom('grill'),
    station: 'Grill',
    round: 1,
    part: 1,
    parts: 2,
    lines: dishes.map(([name, quantity, options, note]) => ({
      lineId: uuidFrom(name),
      name,
      quantity: quantity * 1000,
      options,
      note,
    })),
    reason: '',
    by: 'Rahim',
    at: '2026-11-21T11:42:00.000Z',
  }),
  { timeZone: 'Asia/Dhaka' },
);

export const longReceipt = documentOf([
  line('Kacchi House', { align: 'center', bold: true, size: 'large' }),
  ...Array.from({ length: 59 }, (_, index) => row(`${index} Crème brûlée of the house`, '1,540.00')),
  cut,
]);

const banglaNames = [
  'কাচ্চি বিরিয়ানি', 'চিংড়ি মালাইকারি', 'শর্ষে ইলিশ', 'গরুর কালা ভুনা', 'আলুর দম',
  'বেগুন ভাজি', 'মুরগির রোস্ট', 'খাসির রেজালা', 'মিষ্টি দই', 'স্ট্রবেরি লাচ্ছি',
]; // prettier-ignore

/** Twenty lines of a kitchen's list, each with its count. */
export const banglaLines = documentOf(
  [...banglaNames, ...banglaNames].map((name, index) =>
    columns({ spans: [span(String(1 + (index % 4)))], width: 2 }, { spans: [span(name)], width: 'fill' }),
  ),
);
