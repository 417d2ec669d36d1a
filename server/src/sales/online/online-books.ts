import type { PoolClient } from 'pg';
import type { BranchId, OrderId } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import { addToOutbox, type OutboxMessage } from '../../messaging/outbox.ts';
import { type OnlineData, type StoredOnline, storedOnlineSchema } from './stored.ts';
import { together } from '../../db/transaction.ts';

/** The online orders that a batch touches, and how far their branches' web channels have counted: locked until commit. */
export class OnlineBooks {
  readonly #orders = new Map<OrderId, StoredOnline>();
  readonly #receipts = new Map<BranchId, number>();
  readonly #changed = new Set<OrderId>();
  readonly #counted = new Set<BranchId>();
  readonly #sends: OutboxMessage[] = [];

  /** The channel is locked before its receipt chain is read, so that two batches never make a receipt of one number. */
  static async open(tx: PoolClient, orderIds: readonly OrderId[]): Promise<OnlineBooks> {
    const books = new OnlineBooks();
    if (orderIds.length === 0) return books;
    const { rows } = await tx.query<Row>({
      name: 'lock-online-orders',
      text: 'select id, revision, look_at, drives, data from online_order where id = any($1::uuid[]) order by id for update',
      values: [orderIds],
    });
    for (const row of rows) books.#orders.set(row.id, storedOf(row));
    const branchIds = [...new Set([...books.#orders.values()].map(({ data }) => data.branchId))];
    const { rows: channels } = await tx.query<{ branch_id: BranchId; receipts: number }>({
      name: 'lock-web-channels',
      text: 'select branch_id, receipts from web_channel where branch_id = any($1::uuid[]) order by branch_id for update',
      values: [branchIds],
    });
    for (const { branch_id, receipts } of channels) books.#receipts.set(branch_id, receipts);
    return books;
  }

  find(id: OrderId): StoredOnline | null {
    return this.#orders.get(id) ?? null;
  }

  /** Every change is a revision; it is looked at again after `lookAt`. */
  put(id: OrderId, data: OnlineData, lookAt: string | null): StoredOnline {
    const { revision } = must(this.find(id), 'an online order is placed before anything becomes of it');
    const stored = { data, revision: revision + 1, lookAt, drives: 0 };
    this.#orders.set(id, stored);
    this.#changed.add(id);
    return stored;
  }

  /** Looked at, and nothing has changed. */
  look(id: OrderId, lookAt: string | null, drives: number): void {
    const stored = must(this.find(id), 'it was found a moment ago');
    this.#orders.set(id, { ...stored, lookAt, drives });
    this.#changed.add(id);
  }

  /** Sent with what was changed, besides the answer to whatever changed it. */
  send(message: OutboxMessage): void {
    this.#sends.push(message);
  }

  nextReceipt(branchId: BranchId): number {
    const next = (this.#receipts.get(branchId) ?? 0) + 1;
    this.#receipts.set(branchId, next);
    this.#counted.add(branchId);
    return next;
  }

  async save(tx: PoolClient): Promise<void> {
    if (this.#changed.size === 0) return;
    const rows = [...this.#changed].map((id) => {
      const { data, revision, lookAt, drives } = must(this.find(id), 'it was put');
      const { status } = data.saga;
      return { id, status, revision, look_at: lookAt, drives, data: JSON.stringify(data) };
    });
    const counted = [...this.#counted].map((branchId) => ({
      branch_id: branchId,
      receipts: this.#receipts.get(branchId),
    }));
    await together(tx, () => [
      addToOutbox(tx, this.#sends),
      tx.query({
        name: 'save-online-orders',
        text: `update online_order set status = o.status, revision = o.revision, look_at = o.look_at, drives = o.drives, data = o.data
                 from json_populate_recordset(null::online_order, $1) as o where online_order.id = o.id`,
        values: [JSON.stringify(rows)],
      }),
      tx.query({
        name: 'save-web-channels',
        text: `update web_channel set receipts = c.receipts from json_populate_recordset(null::web_channel, $1) as c
                where web_channel.branch_id = c.branch_id`,
        values: [JSON.stringify(counted)],
      }),
    ]);
  }
}

type Row = {
  readonly id: OrderId;
  readonly revision: number;
  readonly look_at: Date | null;
  readonly drives: number;
  readonly data: string;
};

export function storedOf({ revision, look_at, drives, data }: Omit<Row, 'id'>): StoredOnline {
  return {
    data: storedOnlineSchema.parse(JSON.parse(data)),
    revision,
    lookAt: look_at?.toISOString() ?? null,
    drives,
  };
}
