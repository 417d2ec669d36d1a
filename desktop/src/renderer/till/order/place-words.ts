import type { OrderType } from '@galley/shared/domain/menu.ts';
import type { Order } from '@galley/shared/domain/order.ts';
import { type MessageKey, t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';

const types: Readonly<Record<OrderType, MessageKey>> = {
  dineIn: 'dineIn',
  takeaway: 'takeaway',
  delivery: 'delivery',
};

export function typeWord(type: OrderType): string {
  return t(types[type]);
}

/** What staff call an order at a glance: its table, else what it is for. */
export function placeWords(order: {
  readonly type: OrderType;
  readonly table: string | null;
  readonly guests: number;
}): string {
  const place = order.table === null ? typeWord(order.type) : t('tableName', { name: numeral(order.table) });
  return order.guests > 0 ? `${place} · ${t('guestCount', { count: order.guests })}` : place;
}

/** Who is called when it is ready; null: it has a table, or nobody has said. */
export function guestOf({ customer, table }: Order): string | null {
  return table === null ? (customer?.name ?? null) : null;
}

/** The guest's name stands for an order that has no table: "Takeaway" alone is many. */
export function nameOfOrder(order: Order): string {
  const guest = guestOf(order);
  return guest === null ? placeWords(order) : `${guest} · ${typeWord(order.type)}`;
}
