import type { PoolClient } from 'pg';
import { mergeOrders, type Order, orderSchema } from '@galley/shared/domain/order.ts';
import type { Sale } from '@galley/shared/domain/sale.ts';
import type { Shift } from '@galley/shared/domain/shift.ts';
import type { Ticket } from '@galley/shared/domain/ticket.ts';
import type { Hash } from '@galley/shared/values/hash.ts';
import type { BranchId, OrderId, SaleId, ShiftId } from '@galley/shared/values/ids.ts';
import { insertRows } from '../db/rows.ts';

export type StoredOrder = { readonly revision: number; readonly data: Order };
type ReceiptChain = { readonly tillId: string; readonly incarnation: number };
type Entry<T> = T & { readonly branchId: BranchId };

/** What a batch of commands needs to know before it is applied. */
export type Needs = {
  readonly orderIds: readonly OrderId[];
  readonly shiftIds: readonly ShiftId[];
  readonly receiptChains: readonly ReceiptChain[];
  readonly sales: readonly { readonly branchId: BranchId; readonly sale: Sale }[];
};

/** The sales books as far as one batch touches them: read and locked at once, written at once. */
export class SalesBooks {
  readonly #orders = new Map<OrderId, StoredOrder>();
  readonly #shifts = new Set<ShiftId>();
  readonly #receiptHashes = new Map<string, Hash>();
  /** The sales that are known under a receipt number of the branch. */
  readonly #saleIds = new Map<string, Set<SaleId>>();
  readonly #changedOrders = new Map<OrderId, Entry<StoredOrder>>();
  readonly #changedChains = new Map<string, ReceiptChain & { readonly hash: Hash }>();
  readonly #newShifts: Entry<Shift>[] = [];
  readonly #newTickets: Ticket[] = [];
  readonly #newSales: Entry<Sale>[] = [];

  static async open(tx: PoolClient, needs: Needs): Promise<SalesBooks> {
    const books = new SalesBooks();
    // In the order of their ids, so that two batches never wait for each other in a circle.
    const orders = await tx.query<{ id: OrderId; state: string; revision: number }>({
      name: 'lock-orders',
      text: 'select id, state, revision from orders where id = any($1::uuid[]) order by id for update',
      values: [needs.orderIds],
    });
    for (const { id, state, revision } of orders.rows) {
      books.#orders.set(id, { revision, data: orderSchema.parse(JSON.parse(state)) });
    }
    const others = await tx.query<{
      shifts: ShiftId[] | null;
      chains: Chain[] | null;
      sales: Numbered[] | null;
    }>({
      name: 'read-shifts-chains-and-numbers',
      text: `select (select array_agg(id) from shift where id = any($1::uuid[])) as shifts,
                    (select json_agg(json_build_object('tillId', till_id, 'incarnation', incarnation, 'hash', receipt_hash))
                       from turn where receipt_hash is not null
                        and (till_id, incarnation) in (select * from unnest($2::uuid[], $3::int[]))) as chains,
                    (select json_agg(json_build_object('id', id, 'branchId', branch_id, 'receiptNumber', receipt_number))
                       from sale where (branch_id, receipt_number) in (select * from unnest($4::uuid[], $5::text[]))) as sales`,
      values: [
        needs.shiftIds,
        needs.receiptChains.map((chain) => chain.tillId),
        needs.receiptChains.map((chain) => chain.incarnation),
        needs.sales.map(({ branchId }) => branchId),
        needs.sales.map(({ sale }) => sale.receiptNumber),
      ],
    });
    for (const id of others.rows[0]?.shifts ?? []) books.#shifts.add(id);
    for (const chain of others.rows[0]?.chains ?? []) books.#receiptHashes.set(keyOf(chain), chain.hash);
    for (const { branchId, ...sale } of others.rows[0]?.sales ?? [])
      books.#salesOf(branchId, sale).add(sale.id);
    return books;
  }

  order(id: OrderId): StoredOrder | null {
    return this.#orders.get(id) ?? null;
  }

  /** Merges what a till knows into the order [S15] and keeps the tickets that came with it. */
  mergeOrder(branchId: BranchId, news: Order, tickets: readonly Ticket[]): StoredOrder {
    const known = this.#orders.get(news.id);
    // Merged also with itself, because that puts the lines in the one order that every till gives them.
    const data = mergeOrders(known?.data ?? news, news);
    const merged = { revision: (known?.revision ?? 0) + 1, data };
    this.#orders.set(news.id, merged);
    this.#changedOrders.set(news.id, { ...merged, branchId });
    this.#newTickets.push(...tickets);
    return merged;
  }

  knowsShift(id: ShiftId): boolean {
    return this.#shifts.has(id);
  }

  addShift(branchId: BranchId, shift: Shift): void {
    this.#shifts.add(shift.id);
    this.#newShifts.push({ ...shift, branchId });
  }

  /** It was booked before, under another message: a mutation that was driven again. */
  knowsSale(branchId: BranchId, sale: Sale): boolean {
    return this.#salesOf(branchId, sale).has(sale.id);
  }

  /** Another sale has this receipt number. */
  knowsNumber(branchId: BranchId, sale: Sale): boolean {
    return [...this.#salesOf(branchId, sale)].some((id) => id !== sale.id);
  }

  addSale(branchId: BranchId, sale: Sale): void {
    this.#salesOf(branchId, sale).add(sale.id);
    this.#newSales.push({ ...sale, branchId });
  }

  /** The hash of the last sale in a till's receipt chain. */
  receiptHash(chain: ReceiptChain): Hash | null {
    return this.#receiptHashes.get(keyOf(chain)) ?? null;
  }

  moveChain({ tillId, incarnation }: ReceiptChain, hash: Hash): void {
    const moved = { tillId, incarnation, hash };
    this.#receiptHashes.set(keyOf(moved), hash);
    this.#changedChains.set(keyOf(moved), moved);
  }

  #salesOf(branchId: BranchId, { receiptNumber }: Pick<Sale, 'receiptNumber'>): Set<SaleId> {
    const key = `${branchId}.${receiptNumber}`;
    const known = this.#saleIds.get(key) ?? new Set();
    this.#saleIds.set(key, known);
    return known;
  }

  async save(tx: PoolClient): Promise<void> {
    await insertRows(tx, 'shift', this.#newShifts.map(shiftRow), 'on conflict (id) do nothing');
    await insertRows(
      tx,
      'orders',
      [...this.#changedOrders].map(([id, order]) => orderRow(id, order)),
      'on conflict (id) do update set status = excluded.status, state = excluded.state, revision = excluded.revision',
    );
    await insertRows(tx, 'ticket', this.#newTickets.map(ticketRow), 'on conflict (id) do nothing');
    await insertRows(
      tx,
      'turn',
      [...this.#changedChains.values()].map(chainRow),
      'on conflict (till_id, incarnation) do update set receipt_hash = excluded.receipt_hash',
    );
    await this.#saveSales(tx);
  }

  /** A sale that is there already keeps its lines. */
  async #saveSales(tx: PoolClient): Promise<void> {
    if (this.#newSales.length === 0) return;
    await tx.query({
      name: 'save-sales',
      text: `with inserted as (
               insert into sale select * from json_populate_recordset(null::sale, $1) on conflict (id) do nothing returning id)
             insert into sale_line
             select line.* from json_populate_recordset(null::sale_line, $2) as line join inserted on inserted.id = line.sale_id`,
      values: [JSON.stringify(this.#newSales.map(saleRow)), JSON.stringify(this.#newSales.flatMap(lineRows))],
    });
  }
}

type Chain = ReceiptChain & { readonly hash: Hash };
type Numbered = {
  readonly id: SaleId;
  readonly branchId: BranchId;
  readonly receiptNumber: Sale['receiptNumber'];
};

function keyOf({ tillId, incarnation }: ReceiptChain): string {
  return `${tillId}.${incarnation}`;
}

function shiftRow(shift: Entry<Shift>) {
  return {
    id: shift.id,
    branch_id: shift.branchId,
    till_id: shift.tillId,
    business_day: shift.businessDay,
    opened_by: shift.openedBy,
    opened_at: shift.openedAt,
    float: shift.float,
  };
}

function orderRow(id: OrderId, { branchId, data, revision }: Entry<StoredOrder>) {
  return { id, branch_id: branchId, status: data.status, state: JSON.stringify(data), revision };
}

function ticketRow(ticket: Ticket) {
  const { id, orderId, kind, at } = ticket;
  return { id, order_id: orderId, kind, data: JSON.stringify(ticket), fired_at: at };
}

/** The line of commands itself is kept by the worker, in the same row. */
function chainRow({ tillId, incarnation, hash }: Chain) {
  return { till_id: tillId, incarnation, last_turn: 0, receipt_hash: hash };
}

function saleRow({ branchId, ...sale }: Entry<Sale>) {
  return {
    id: sale.id,
    branch_id: branchId,
    till_id: sale.tillId,
    shift_id: sale.shiftId,
    business_day: sale.businessDay,
    order_id: sale.orderId,
    receipt_number: sale.receiptNumber,
    currency: sale.currency,
    total: sale.total,
    rounding: sale.rounding,
    paid_at: sale.paidAt,
    hash: sale.hash,
    snapshot: JSON.stringify(sale),
  };
}

function lineRows(sale: Sale) {
  return sale.lines.map((line) => ({
    sale_id: sale.id,
    line_id: line.id,
    product_id: line.productId,
    name: line.name,
    category: line.category,
    quantity: line.quantity,
    total: line.total,
  }));
}
