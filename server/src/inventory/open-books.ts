import type { PoolClient } from 'pg';
import { StockBooks } from './books.ts';
import { keepItems, openLevels } from './items.ts';
import { type Message, needsOf } from './messages.ts';
import { Recipes } from './recipes.ts';
import { Reservations } from './reservations.ts';
import { Transfers } from './transfers.ts';
import { together } from '../db/transaction.ts';

/** All that one batch works with. */
export type InventoryBooks = {
  readonly stock: StockBooks;
  readonly recipes: Recipes;
  readonly reservations: Reservations;
  readonly transfers: Transfers;
  /** By the request: what stands in the place of an ingredient that was written too late. */
  readonly late: Awaited<ReturnType<typeof keepItems>>;
};

export async function openBooks(tx: PoolClient, messages: readonly Message[]): Promise<InventoryBooks> {
  const needs = needsOf(messages);
  const late = await keepItems(
    tx,
    messages.flatMap(({ id: requestId, branchId, ...each }) =>
      each.type === 'setItems' ? each.data.items.map((item) => ({ requestId, branchId, item })) : [],
    ),
  );
  const recipes = await Recipes.open(tx, needs.dishes);
  const transfers = await Transfers.open(tx, needs.receiving);
  const arriving = transfers.arriving(needs.receiving);
  await openLevels(tx, [...needs.begun, ...arriving]);
  const products = [...needs.dishes, ...needs.products, ...needs.begun, ...arriving, ...recipes.named];
  const stock = await StockBooks.open(tx, products, needs.sources, needs.counting, needs.earliest);
  const reservations = await Reservations.open(tx, needs.reservations, needs.reserving ? products : []);
  return { stock, recipes, reservations, transfers, late };
}

export function saveBooks(tx: PoolClient, books: InventoryBooks): Promise<unknown> {
  const { stock, recipes, reservations, transfers } = books;
  return together(tx, () => [stock, recipes, reservations, transfers].map((each) => each.save(tx)));
}
