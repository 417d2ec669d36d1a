import type { Branch } from '@galley/shared/domain/branch.ts';
import { areasOf, type Table } from '@galley/shared/domain/floor.ts';
import { heldLines, type Order, unsentLines } from '@galley/shared/domain/order.ts';
import { orderTotals } from '@galley/shared/domain/totals.ts';
import { type Money, sum } from '@galley/shared/values/money.ts';
import type { TicketId } from '@galley/shared/values/ids.ts';
import type { GalleyDatabase } from '../../db/database.ts';
import { readOpenOrders } from '../orders/queries.ts';

/** A table with what is open at it: two tills that were apart may each have begun an order there. */
export type TableNow = {
  readonly table: Table;
  readonly orders: readonly Order[];
  /** What the kitchen has made and nobody has brought yet. */
  readonly ready: readonly TicketId[];
};

export type Floor = {
  readonly areas: readonly { readonly name: string; readonly tables: readonly TableNow[] }[];
  /** What is open and stands at no table of the plan: tabs by name, takeaway, delivery. */
  readonly others: readonly Order[];
};

/** The floor as this till knows it. */
export async function readFloor(db: GalleyDatabase): Promise<Floor> {
  const [tables, orders] = await Promise.all([db.floorTables.toArray(), readOpenOrders(db)]);
  const states = await db.ticketStates
    .where('orderId')
    .anyOf(orders.map(({ id }) => id))
    .filter(({ progress }) => progress === 'ready')
    .toArray();
  const areas = [...areasOf(tables)].map(([name, group]) => ({
    name,
    tables: group.map((table) => {
      const here = orders.filter((order) => order.table === table.name);
      const ready = states.filter(({ orderId }) => here.some(({ id }) => id === orderId));
      return { table, orders: here, ready: ready.map(({ ticketId }) => ticketId) };
    }),
  }));
  const shown = new Set(areas.flatMap((area) => area.tables.map(({ table }) => table.name)));
  return { areas, others: orders.filter((order) => order.table === null || !shown.has(order.table)) };
}

/** What can be read off a table from across the room; null: it is free. */
export type TableState = {
  readonly guests: number;
  /** Since when, in milliseconds. */
  readonly since: number;
  readonly amount: Money;
  readonly unsent: number;
  /** The next course that the kitchen holds; null: none. */
  readonly course: number | null;
  readonly billShown: boolean;
};

export function stateOf({ orders }: TableNow, branch: Branch): TableState | null {
  if (orders.length === 0) return null;
  const held = orders.flatMap(heldLines).map((line) => line.course ?? 1);
  return {
    guests: orders.reduce((count, order) => count + order.guests, 0),
    since: Math.min(...orders.map((order) => Date.parse(order.openedAt))),
    amount: sum(orders.map((order) => orderTotals(order, branch).total)),
    unsent: orders.reduce((count, order) => count + unsentLines(order).length, 0),
    course: held.length > 0 ? Math.min(...held) : null,
    billShown: orders.every((order) => order.bills !== undefined),
  };
}

/** The tables in use, in the order of the floor plan. */
export async function readTables(db: GalleyDatabase): Promise<readonly Table[]> {
  return [...areasOf(await db.floorTables.toArray()).values()].flat();
}
