import type { PoolClient } from 'pg';
import { type BranchId, type ProductId, uuidv7 } from '@galley/shared/values/ids.ts';
import { multiplyDivide } from '@galley/shared/values/rounding.ts';

/** A part of a lot that leaves, or goods that come: so much, at this cost in all, good until then. */
export type Goods = { readonly quantity: number; readonly cost: number; readonly expiresOn: string | null };

type Lot = {
  readonly id: string;
  readonly branch_id: BranchId;
  readonly product_id: ProductId;
  readonly source_id: string;
  readonly received_at: string;
  readonly expires_on: string | null;
  remaining: number;
  cost: number;
};

/** Lots of the products that a batch touches: the first to expire is the first to go, the oldest of those that never do. */
export class Lots {
  readonly #lots = new Map<string, Lot[]>();
  readonly #changed = new Set<Lot>();

  static async open(
    tx: PoolClient,
    branchIds: readonly BranchId[],
    productIds: readonly ProductId[],
  ): Promise<Lots> {
    const { rows } = await tx.query<LotRow>({
      name: 'open-lots',
      text: `select id, branch_id, product_id, source_id, received_at, expires_on::text, remaining, cost from lot
              where (branch_id, product_id) in (select distinct * from unnest($1::uuid[], $2::uuid[])) and remaining > 0`,
      values: [branchIds, productIds],
    });
    const lots = new Lots();
    for (const row of rows) {
      const received_at = row.received_at.toISOString();
      lots.#add({ ...row, received_at, remaining: Number(row.remaining), cost: Number(row.cost) });
    }
    return lots;
  }

  put(branchId: BranchId, productId: ProductId, goods: Goods & { sourceId: string; at: string }): void {
    if (goods.quantity === 0) return;
    const lot: Lot = {
      id: uuidv7(),
      branch_id: branchId,
      product_id: productId,
      source_id: goods.sourceId,
      received_at: goods.at,
      expires_on: goods.expiresOn,
      remaining: goods.quantity,
      cost: goods.cost,
    };
    this.#add(lot);
    this.#changed.add(lot);
  }

  /** Takes at most what is there, out of the `chosen` lots first. The last piece of a lot takes what is left of its cost. */
  take(branchId: BranchId, productId: ProductId, quantity: number, chosen: readonly string[] = []): Goods[] {
    const sorted = (this.#lots.get(`${branchId}.${productId}`) ?? []).toSorted(byExpiry);
    const lots = [
      ...sorted.filter(({ id }) => chosen.includes(id)),
      ...sorted.filter(({ id }) => !chosen.includes(id)),
    ];
    const taken: Goods[] = [];
    let wanted = quantity;
    for (const lot of lots) {
      const part = Math.min(wanted, lot.remaining);
      if (part === 0) continue;
      const cost = multiplyDivide(lot.cost, part, lot.remaining);
      lot.remaining -= part;
      lot.cost -= cost;
      wanted -= part;
      this.#changed.add(lot);
      taken.push({ quantity: part, cost, expiresOn: lot.expires_on });
    }
    return taken;
  }

  async save(tx: PoolClient): Promise<void> {
    if (this.#changed.size === 0) return;
    await tx.query({
      name: 'save-lots',
      text: `insert into lot select * from json_populate_recordset(null::lot, $1)
             on conflict (id) do update set remaining = excluded.remaining, cost = excluded.cost`,
      values: [JSON.stringify([...this.#changed])],
    });
  }

  #add(lot: Lot): void {
    const key = `${lot.branch_id}.${lot.product_id}`;
    const known = this.#lots.get(key);
    if (known) known.push(lot);
    else this.#lots.set(key, [lot]);
  }
}

type LotRow = Omit<Lot, 'received_at' | 'remaining' | 'cost'> & {
  readonly received_at: Date;
  readonly remaining: string;
  readonly cost: string;
};

/** ISO dates sort as text; what never expires goes last. */
function byExpiry(a: Lot, b: Lot): number {
  const [one, other] = [a, b].map((lot) => `${lot.expires_on ?? '9999-12-31'} ${lot.received_at} ${lot.id}`);
  return (one ?? '') < (other ?? '') ? -1 : 1;
}
