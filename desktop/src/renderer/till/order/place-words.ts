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

/** The guest's name stands for an order that has no table: "Takeaway" alone is many. */
export function nameOfOrder(order: Order): string {
  const { customer, table } = order;
  return customer && table === null ? `${customer.name} · ${typeWord(order.type)}` : placeWords(order);
}
