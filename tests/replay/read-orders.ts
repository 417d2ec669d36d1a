import { parse } from 'csv-parse/sync';
import { z } from 'zod';

/** An order of the past as its file tells it; times are local. */
export type PastOrder = {
  readonly id: string;
  readonly date: string;
  readonly time: string;
  /** What the menu file calls each item, one a line of the file. */
  readonly items: readonly string[];
};
export type PastOrders = {
  /** By time, as a till would have seen them. */
  readonly orders: readonly PastOrder[];
  /** Lines that were left out and orders left empty, in words. */
  readonly problems: readonly string[];
};

const rowSchema = z.object({
  order_id: z.string().trim().min(1, 'order_id is empty'),
  order_date: z
    .string()
    .regex(/^(\d{4}-\d{2}-\d{2}|\d{2}-\d{2}-\d{4})$/, 'order_date is not a date like 31-01-2023'),
  order_time: z.string().regex(/^\d{2}:\d{2}:\d{2}$/, 'order_time is not a time like 11:38:36'),
  item_id: z.string().trim().min(1, 'item_id is empty'),
});

/** Reads `order_id, order_date, order_time, item_id`, one item a line; anything odd is told with its line number. */
export function readOrders(csv: string, known: ReadonlySet<string>): PastOrders {
  const records: unknown[] = parse(csv, { columns: true, bom: true, skip_empty_lines: true });
  const orders = new Map<string, { id: string; date: string; time: string; items: string[] }>();
  const problems: string[] = [];
  records.forEach((record, index) => {
    const line = index + 2; // after the heading, counted from one
    const row = rowSchema.safeParse(record);
    if (!row.success) {
      problems.push(`line ${line} is left out: ${row.error.issues.map((issue) => issue.message).join('; ')}`);
      return;
    }
    const { order_id: id, order_date, order_time: time, item_id: item } = row.data;
    const order = orders.get(id) ?? { id, date: isoDate(order_date), time, items: [] };
    orders.set(id, order);
    if (item === 'NULL') problems.push(`line ${line} is left out: it has no item`);
    else if (!known.has(item)) problems.push(`line ${line} is left out: item ${item} is not on the menu`);
    else order.items.push(item);
  });
  const all = [...orders.values()];
  for (const { id, items } of all)
    if (items.length === 0) problems.push(`order ${id} is left out: it has no items`);
  return { orders: all.filter((order) => order.items.length > 0).sort(byTime), problems };
}

/** Day first, as in `31-01-2023`, or ISO. */
function isoDate(text: string): string {
  const [first = '', second = '', third = ''] = text.split('-');
  return first.length === 4 ? text : `${third}-${second}-${first}`;
}

function byTime(a: PastOrder, b: PastOrder): number {
  const [left, right] = [`${a.date}T${a.time}`, `${b.date}T${b.time}`];
  return left < right ? -1 : left > right ? 1 : 0;
}
