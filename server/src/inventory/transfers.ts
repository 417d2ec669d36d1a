import type { PoolClient } from 'pg';
import type { Transfer, TransferReceipt } from '@galley/shared/domain/stock-documents.ts';
import type { BranchId, ProductId } from '@galley/shared/values/ids.ts';
import { insertRows } from '../db/rows.ts';
import type { Goods } from './lots.ts';
import type { ProductKey } from './recipes.ts';

/** What of a lot travels; `here` is what the receiving branch calls it, null if it has nothing of that name. */
export type TravelLine = Goods & {
  readonly place: number;
  readonly name: string;
  readonly here: ProductId | null;
};
type Travel = {
  readonly from: BranchId;
  readonly to: BranchId;
  readonly received: boolean;
  readonly lines: readonly TravelLine[];
};
type Receiving = { readonly branchId: BranchId; readonly transferId: string };

/** Transfers that a batch receives, locked, and those that it sends. */
export class Transfers {
  readonly #known = new Map<string, Travel>();
  readonly #sent: object[] = [];
  readonly #sentLines: object[] = [];
  readonly #received: { receipt: TransferReceipt; lines: object[] }[] = [];

  static async open(tx: PoolClient, receiving: readonly Receiving[]): Promise<Transfers> {
    const transfers = new Transfers();
    for (const { branchId, transferId } of receiving) {
      const { rows: heads } = await tx.query<{
        from_branch: BranchId;
        to_branch: BranchId;
        received: boolean;
      }>(
        `select from_branch, to_branch, received_at is not null as received from transfer where id = $1 for update`,
        [transferId],
      );
      const [head] = heads;
      if (!head) continue;
      // The same product, or, where each branch has made its own menu, the one of the same name.
      const { rows } = await tx.query<LineRow>(
        `select line.place, line.name, line.quantity, line.cost, line.expires_on::text,
                (select item.id from item where item.branch_id = $2 and (item.id = line.product_id or lower(item.name) = lower(line.name))
                  order by item.id = line.product_id desc limit 1) as here
           from transfer_line line where transfer_id = $1 order by place`,
        [transferId, branchId],
      );
      const lines = rows.map(({ quantity, cost, expires_on: expiresOn, ...row }) => {
        return { ...row, quantity: Number(quantity), cost: Number(cost), expiresOn };
      });
      const { from_branch: from, to_branch: to, received } = head;
      transfers.#known.set(transferId, { from, to, received, lines });
    }
    return transfers;
  }

  /** What will be received, as products of the branch that receives. */
  arriving(receiving: readonly Receiving[]): ProductKey[] {
    return receiving.flatMap(({ branchId, transferId }) =>
      (this.#known.get(transferId)?.lines ?? []).flatMap(({ here }) =>
        here === null ? [] : [{ branchId, productId: here }],
      ),
    );
  }

  find(id: string): Travel | undefined {
    return this.#known.get(id);
  }

  send(
    from: BranchId,
    { id, to, at, by, note }: Transfer,
    lines: readonly (Goods & { productId: ProductId; name: string; unit: string | null })[],
  ): void {
    this.#sent.push({ id, from_branch: from, to_branch: to, sent_at: at, sent_by: by, note });
    for (const [place, line] of lines.entries()) {
      const { productId: product_id, name, unit, quantity, cost, expiresOn: expires_on } = line;
      this.#sentLines.push({ transfer_id: id, place, product_id, name, unit, quantity, cost, expires_on });
    }
  }

  receive(receipt: TransferReceipt, travel: Travel, arrived: ReadonlyMap<number, number>): void {
    this.#known.set(receipt.transferId, { ...travel, received: true });
    const lines = travel.lines.map(({ place }) => ({ place, received: arrived.get(place) ?? 0 }));
    this.#received.push({ receipt, lines });
  }

  async save(tx: PoolClient): Promise<void> {
    await insertRows(tx, 'transfer', this.#sent, 'on conflict do nothing');
    await insertRows(tx, 'transfer_line', this.#sentLines, 'on conflict do nothing');
    for (const { receipt, lines } of this.#received) {
      const { transferId, at, by } = receipt;
      await tx.query('update transfer set received_at = $2, received_by = $3 where id = $1', [
        transferId,
        at,
        by,
      ]);
      await tx.query(
        `update transfer_line set received = r.received from json_to_recordset($2) as r(place int, received bigint)
          where transfer_id = $1 and transfer_line.place = r.place`,
        [transferId, JSON.stringify(lines)],
      );
    }
  }
}

type LineRow = {
  readonly place: number;
  readonly name: string;
  readonly quantity: string;
  readonly cost: string;
  readonly expires_on: string | null;
  readonly here: ProductId | null;
};
