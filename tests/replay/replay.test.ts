import { expect, test } from 'vitest';
import { localTime } from './local-time.ts';
import { readOrders } from './read-orders.ts';

const heading = 'order_details_id,order_id,order_date,order_time,item_id';

test('orders are read by time, and whatever is left out is told with its line', () => {
  const csv = [
    heading,
    '1,2,02-01-2023,12:00:00,101',
    '2,1,01-01-2023,11:38:36,102',
    '3,1,01-01-2023,11:38:36,NULL',
    '4,3,01-01-2023,11:40:00,NULL',
    '5,1,2023-01-01,11:38:36,101',
    '6,4,yesterday,11:40:00,101',
    '7,1,01-01-2023,11:38:36,999',
  ].join('\n');
  const { orders, problems } = readOrders(csv, new Set(['101', '102']));
  expect(orders).toEqual([
    { id: '1', date: '2023-01-01', time: '11:38:36', items: ['102', '101'] },
    { id: '2', date: '2023-01-02', time: '12:00:00', items: ['101'] },
  ]);
  expect(problems).toEqual([
    'line 4 is left out: it has no item',
    'line 5 is left out: it has no item',
    'line 7 is left out: order_date is not a date like 31-01-2023',
    'line 8 is left out: item 999 is not on the menu',
    'order 3 is left out: it has no items',
  ]);
});

test.each([
  ['2023-01-31', '11:38:36', 'UTC', '2023-01-31T11:38:36.000Z'],
  ['2023-01-31', '11:38:36', 'Asia/Dhaka', '2023-01-31T05:38:36.000Z'],
  ['2023-03-11', '23:00:00', 'America/New_York', '2023-03-12T04:00:00.000Z'],
  ['2023-03-12', '03:30:00', 'America/New_York', '2023-03-12T07:30:00.000Z'],
  ['2023-11-05', '12:00:00', 'America/New_York', '2023-11-05T17:00:00.000Z'],
])('%s %s on a wall in %s is %s', (date, time, zone, at) => {
  expect(new Date(localTime(date, time, zone)).toISOString()).toBe(at);
});
