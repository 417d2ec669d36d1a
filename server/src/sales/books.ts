import type { PoolClient } from 'pg';
import { joinOrder } from '@galley/shared/domain/join-order.ts';
import { type Order, orderSchema } from '@galley/shared/domain/order.ts';
import { type Refund, refundSchema } from '@galley/shared/domain/refund.ts';
import { type Sale, saleSchema } from '@galley/shared/domain/sale.ts';
import { refundedIdsOf } from '@galley/shared/domain/typed-refund.ts';
import type { Ticket } from '@galley/shared/domain/ticket.ts';
import type { Hash } from '@galley/shared/values/hash.ts';
import type { BranchId, OrderId, SaleId, TicketId } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import { lockNames } from '../db/lock-names.ts';
import { insertRows } from '../db/rows.ts';
import { together } from '../db/transaction.ts';
import { CustomerBooks, type CustomerNeeds } from './customer-books.ts';
import { OnlineBooks } from './online/online-books.ts';
import { chainRow, lineRows, orderRow, refundLineRows, refundRow, saleRow, ticketRow } from './rows.ts';
import { TicketBooks } from './ticket-books.ts';
import { ShiftBooks, type ShiftNeeds } from './shift-books.ts';

export type StoredOrder = { readonly revision: number; readonly data: Order };
export type ReceiptChain = { readonly tillId: string; readonly incarnation: number };
export type Entry<T> = T & { readonly branchId: BranchId };

/** What a batch of commands needs to know before it is applied. */
export type Needs = ShiftNeeds & {
  readonly orderIds: readonly OrderId[];
  /** Tickets of which somebody says how far they are. */
  readonly ticketIds: readonly TicketId[];
  readonly receiptChains: readonly ReceiptChain[];
  readonly receipts: readonly { readonly branchId: BranchId; readonly receiptNumber: string }[];
  readonly refundedSaleIds: readonly SaleId[];
  /** Numbers of sales that somebody typed from a paper. */
  readonly typedNumbers: readonly { readonly branchId: BranchId; readonly receiptNumber: string }[];
  /** Sales of which a refund may have come first. */
  readonly soldIds: readonly SaleId[];
  /** Branches of those. */
  readonly soldAt: readonly BranchId[];
  readonly onlineIds: readonly OrderId[];
  readonly customers: CustomerNeeds;
};

export const noNeeds: Needs = {
  orderIds: [],
  ticketIds: [],
  shiftIds: [],
  lockedShiftIds: [],
  reports: [],
  receiptChains: [],
  receipts: [],
  refundedSaleIds: [],
  typedNumbers: [],
  soldIds: [],
  soldAt: [],
  onlineIds: [],
  customers: [],
};

/** The sales books as far as one batch touches them: read and locked at once, written at once. */
export class SalesBooks {
  readonly #orders = new Map<OrderId, StoredOrder>();
  readonly shifts: ShiftBooks;
  readonly tickets: TicketBooks;
  readonly online: OnlineBooks;
  readonly customers: CustomerBooks;
  readonly #receiptHashes = new Map<string, Hash>();
  /** The sales and refunds that are known under a receipt number of the branch. */
  readonly #receiptIds = new Map<string, Set<string>>();
  /** Sales with refunds in the batch; and what is known to have been given back of those and of the batch's own. */
  readonly #sales = new Map<SaleId, Sale>();
  readonly #refunds = new Map<SaleId, Refund[]>();
  readonly #changedOrders = new Map<OrderId, Entry<StoredOrder>>();
  readonly #changedChains = new Map<string, ReceiptChain & { readonly hash: Hash }>();
  readonly #newTickets: Ticket[] = [];
  readonly #newSales: Entry<Sale>[] = [];
  readonly #newRefunds: Entry<Refund>[] = [];

  private constructor(
    shifts: ShiftBooks,
    tickets: TicketBooks,
    online: OnlineBooks,
    customers: CustomerBooks,
  ) {
    this.shifts = shifts;
    this.customers = customers;
    this.tickets = tickets;
    this.online = online;
  }

  static async open(tx: PoolClient, needs: Needs): Promise<SalesBooks> {
    // Of a sale and a refund that knows it by its number only, at two replicas at once, the second must see the first.
    const refundedAt = needs.typedNumbers.map(({ branchId }) => branchId);
    await lockNames(tx, { shared: needs.soldAt, alone: refundedAt });
    const tickets = await TicketBooks.open(tx, needs.ticketIds);
    const online = await OnlineBooks.open(tx, needs.onlineIds);
    const customers = await CustomerBooks.open(tx, needs.customers);
    const books = new SalesBooks(await ShiftBooks.open(tx, needs), tickets, online, customers);
    for (let ids = [...new Set(needs.orderIds)]; ids.length > 0;) ids = await books.#readOrders(tx, ids);
    const others = await tx.query<{
      chains: Chain[] | null;
      receipts: Numbered[] | null;
      refunds: string[] | null;
    }>({
      name: 'read-chains-and-numbers',
      text: `select (select json_agg(json_build_object('tillId', till_id, 'incarnation', incarnation, 'hash', receipt_hash))
                       from turn where receipt_hash is not null
                        and (till_id, incarnation) in (select * from unnest($1::uuid[], $2::int[]))) as chains,
                    (select json_agg(json_build_object('id', id, 'branchId', branch_id, 'receiptNumber', receipt_number))
                       from (select id, branch_id, receipt_number from sale
                              where (branch_id, receipt_number) in (select * from unnest($3::uuid[], $4::text[]))
                             union all
                             select id, branch_id, receipt_number from refund
                              where (branch_id, receipt_number) in (select * from unnest($3::uuid[], $4::text[]))) as known) as receipts,
                    (select json_agg(snapshot order by id) from refund where sale_id = any($5::uuid[])) as refunds`,
      values: [
        needs.receiptChains.map((chain) => chain.tillId),
        needs.receiptChains.map((chain) => chain.incarnation),
        needs.receipts.map(({ branchId }) => branchId),
        needs.receipts.map(({ receiptNumber }) => receiptNumber),
        needs.soldIds.filter((id) => !needs.refundedSaleIds.includes(id)),
      ],
    });
    for (const chain of others.rows[0]?.chains ?? []) books.#receiptHashes.set(keyOf(chain), chain.hash);
    for (const { branchId, ...receipt } of others.rows[0]?.receipts ?? [])
      books.#receiptsOf(branchId, receipt).add(receipt.id);
    for (const snapshot of others.rows[0]?.refunds ?? [])
      books.#keepRefund(refundSchema.parse(JSON.parse(snapshot)));
    if (needs.refundedSaleIds.length > 0) await books.#readRefunded(tx, needs);
    return books;
  }

  /** Reads and locks orders; answers the ids of those that lines of them were moved to and that are not here yet. */
  async #readOrders(tx: PoolClient, ids: readonly OrderId[]): Promise<OrderId[]> {
    // In the order of their ids, so that two batches seldom wait for each other in a circle.
    const { rows } = await tx.query<{ id: OrderId; state: string; revision: number }>({
      name: 'lock-orders',
      text: 'select id, state, revision from orders where id = any($1::uuid[]) order by id for update',
      values: [ids],
    });
    const homes = new Set<OrderId>();
    for (const { id, state, revision } of rows) {
      const data = orderSchema.parse(JSON.parse(state));
      this.#orders.set(id, { revision, data });
      for (const { home } of data.lines) if (home) homes.add(home.orderId);
    }
    return [...homes].filter((id) => !this.#orders.has(id) && !ids.includes(id));
  }

  /** The sales are locked, so that two batches never give back the same line without seeing each other. */
  async #readRefunded(tx: PoolClient, { refundedSaleIds, typedNumbers }: Needs): Promise<void> {
    const saleIds = new Set(refundedSaleIds);
    const sales = await tx.query<{ snapshot: string; branch_id: BranchId }>(
      `select snapshot, branch_id from sale
        where id = any($1::uuid[]) or (branch_id, receipt_number) in (select * from unnest($2::uuid[], $3::text[]))
        order by id for update`,
      [
        refundedSaleIds,
        typedNumbers.map(({ branchId }) => branchId),
        typedNumbers.map(({ receiptNumber }) => receiptNumber),
      ],
    );
    for (const { snapshot, branch_id } of sales.rows) {
      const sale = saleSchema.parse(JSON.parse(snapshot));
      this.#keepSale(branch_id, sale);
      for (const id of refundedIdsOf(branch_id, sale)) saleIds.add(id);
    }
    const refunds = await tx.query<{ snapshot: string }>(
      'select snapshot from refund where sale_id = any($1::uuid[]) order by id',
      [[...saleIds]],
    );
    for (const { snapshot } of refunds.rows) this.#keepRefund(refundSchema.parse(JSON.parse(snapshot)));
  }

  order(id: OrderId): StoredOrder | null {
    return this.#orders.get(id) ?? null;
  }

  /**
   * Merges what a till knows of an order [S15], keeps the tickets that came with it, and lets other orders that a line was
   * moved from or to say the same of it. Answers the order and those others.
   */
  mergeOrder(
    branchId: BranchId,
    news: Order,
    tickets: readonly Ticket[],
  ): { readonly order: StoredOrder; readonly others: StoredOrder[] } {
    const known = new Map([...this.#orders].map(([id, { data }]) => [id, data]));
    const [order, ...others] = joinOrder(known, news).map((data) => this.#keep(branchId, data));
    this.#newTickets.push(...tickets);
    return { order: must(order, 'the order that was told is the first of the answer'), others };
  }

  #keep(branchId: BranchId, data: Order): StoredOrder {
    const kept = { revision: (this.#orders.get(data.id)?.revision ?? 0) + 1, data };
    this.#orders.set(data.id, kept);
    this.#changedOrders.set(data.id, { ...kept, branchId });
    return kept;
  }

  /** It was booked before, under another message: a mutation that was driven again. */
  knowsSale(branchId: BranchId, sale: Sale): boolean {
    return this.#receiptsOf(branchId, sale).has(sale.id);
  }

  /** Another sale or refund has this receipt number. */
  knowsNumber(branchId: BranchId, receipt: Pick<Numbered, 'id' | 'receiptNumber'>): boolean {
    return [...this.#receiptsOf(branchId, receipt)].some((id) => id !== receipt.id);
  }

  addSale(branchId: BranchId, sale: Sale): void {
    this.#receiptsOf(branchId, sale).add(sale.id);
    this.#keepSale(branchId, sale);
    this.#newSales.push({ ...sale, branchId });
  }

  /** A sale that a refund of the batch speaks of, by its id or by the one that stands for its number. */
  sale(id: SaleId): Sale | null {
    return this.#sales.get(id) ?? null;
  }

  #keepSale(branchId: BranchId, sale: Sale): void {
    for (const id of refundedIdsOf(branchId, sale)) this.#sales.set(id, sale);
  }

  /** In the order in which they were made, whether their tills knew the sale or not. */
  refundsOf(branchId: BranchId, sale: Pick<Sale, 'id' | 'receiptNumber'>): readonly Refund[] {
    return refundedIdsOf(branchId, sale)
      .flatMap((id) => this.#refunds.get(id) ?? [])
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** It was booked before, under another message. */
  knowsRefund({ id, saleId }: Refund): boolean {
    return this.#refunds.get(saleId)?.some((refund) => refund.id === id) ?? false;
  }

  addRefund(branchId: BranchId, refund: Refund): void {
    this.#receiptsOf(branchId, refund).add(refund.id);
    this.#keepRefund(refund);
    this.#newRefunds.push({ ...refund, branchId });
  }

  #keepRefund(refund: Refund): void {
    this.#refunds.set(refund.saleId, [...(this.#refunds.get(refund.saleId) ?? []), refund]);
  }

  /** The hash of the last sale or refund in a till's receipt chain. */
  receiptHash(chain: ReceiptChain): Hash | null {
    return this.#receiptHashes.get(keyOf(chain)) ?? null;
  }

  moveChain({ tillId, incarnation }: ReceiptChain, hash: Hash): void {
    const moved = { tillId, incarnation, hash };
    this.#receiptHashes.set(keyOf(moved), hash);
    this.#changedChains.set(keyOf(moved), moved);
  }

  #receiptsOf(branchId: BranchId, { receiptNumber }: Pick<Numbered, 'receiptNumber'>): Set<string> {
    const key = `${branchId}.${receiptNumber}`;
    const known = this.#receiptIds.get(key) ?? new Set();
    this.#receiptIds.set(key, known);
    return known;
  }

  save(tx: PoolClient): Promise<unknown> {
    return together(tx, () => [
      this.shifts.save(tx),
      this.tickets.save(tx),
      this.online.save(tx),
      this.customers.save(tx),
      insertRows(
        tx,
        'orders',
        [...this.#changedOrders].map(([id, order]) => orderRow(id, order)),
        'on conflict (id) do update set status = excluded.status, state = excluded.state, revision = excluded.revision',
      ),
      insertRows(tx, 'ticket', this.#newTickets.map(ticketRow), 'on conflict (id) do nothing'),
      insertRows(
        tx,
        'turn',
        [...this.#changedChains.values()].map(chainRow),
        'on conflict (till_id, incarnation) do update set receipt_hash = excluded.receipt_hash',
      ),
      this.#saveSales(tx),
      insertRows(tx, 'refund', this.#newRefunds.map(refundRow)),
      insertRows(tx, 'refund_line', this.#newRefunds.flatMap(refundLineRows)),
    ]);
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

export type Chain = ReceiptChain & { readonly hash: Hash };
type Numbered = { readonly id: string; readonly branchId: BranchId; readonly receiptNumber: string };

function keyOf({ tillId, incarnation }: ReceiptChain): string {
  return `${tillId}.${incarnation}`;
}
