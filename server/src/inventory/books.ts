import type { PoolClient } from 'pg';
import { move, type StockLevel } from '@galley/shared/domain/stock.ts';
import type { BranchId, ProductId } from '@galley/shared/values/ids.ts';
import { type Quantity, quantity } from '@galley/shared/values/quantity.ts';
import type { EventData } from '@galley/shared/wire/events.ts';

export type MovementReason = 'SALE' | 'REFUND' | 'PURCHASE' | 'ADJUSTMENT';
export type Moved = {
  readonly revision: number;
  readonly data: StockLevel;
  readonly by: Quantity;
  readonly short: Quantity;
};
export type Movements = {
  readonly branchId: BranchId;
  readonly quantities: ReadonlyMap<ProductId, Quantity>;
  readonly reason: MovementReason;
  readonly sourceId: string;
  readonly at: string;
};

type Level = { readonly branchId: BranchId; readonly revision: number; readonly data: StockLevel };

/** The stock books as far as one batch touches them: levels read and locked at once, written at once [S16]. */
export class StockBooks {
  readonly #levels = new Map<string, Level>();
  readonly #changed = new Set<string>();
  readonly #movements: object[] = [];
  readonly #sources: Set<string>;

  private constructor(sources: readonly string[]) {
    this.#sources = new Set(sources);
  }

  /** Only products that the branch keeps in stock have a level. */
  static async open(
    tx: PoolClient,
    products: readonly { readonly branchId: BranchId; readonly productId: ProductId }[],
    sourceIds: readonly string[],
  ): Promise<StockBooks> {
    // Locked in the order of their ids, so that two batches with the same dishes never wait for each other in a circle.
    const { rows } = await tx.query<LevelRow>({
      name: 'lock-levels',
      text: `select branch_id, product_id, on_hand, shortage, revision from level
              where (branch_id, product_id) in (select distinct * from unnest($1::uuid[], $2::uuid[]))
              order by branch_id, product_id for update`,
      values: [products.map((each) => each.branchId), products.map((each) => each.productId)],
    });
    // Only now that their levels are held: what another process has just moved must be seen.
    const { rows: sources } = await tx.query<{ source_id: string }>({
      name: 'find-sources',
      text: 'select distinct source_id from movement where source_id = any($1::uuid[])',
      values: [sourceIds],
    });
    const books = new StockBooks(sources.map((row) => row.source_id));
    for (const row of rows) {
      const { branch_id: branchId, product_id: productId, revision } = row;
      const onHand = quantity(Number(row.on_hand));
      const shortage = quantity(Number(row.shortage));
      books.#levels.set(keyOf(branchId, productId), {
        branchId,
        revision,
        data: { productId, onHand, shortage },
      });
    }
    return books;
  }

  /** Moves what has a level, once for each source; `short` is what a level newly lacks. */
  move(movements: Movements): Moved[] {
    const { branchId, reason, sourceId, at } = movements;
    if (this.#sources.has(sourceId)) return [];
    this.#sources.add(sourceId);
    return [...movements.quantities].flatMap(([productId, by]): Moved[] => {
      const key = keyOf(branchId, productId);
      const before = this.#levels.get(key);
      if (!before) return [];
      const data = move(before.data, by);
      const revision = before.revision + 1;
      this.#levels.set(key, { branchId, revision, data });
      this.#changed.add(key);
      this.#movements.push({
        branch_id: branchId,
        product_id: productId,
        quantity: by,
        reason,
        source_id: sourceId,
        moved_at: at,
      });
      return [{ revision, data, by, short: quantity(Math.max(data.shortage - before.data.shortage, 0)) }];
    });
  }

  async save(tx: PoolClient): Promise<void> {
    if (this.#changed.size === 0) return;
    const levels = [...this.#changed].flatMap((key) => this.#levels.get(key) ?? []).map(levelRow);
    await tx.query({
      name: 'save-levels',
      text: `with noted as (
               insert into movement (branch_id, product_id, quantity, reason, source_id, moved_at)
               select branch_id, product_id, quantity, reason, source_id, moved_at
                 from json_populate_recordset(null::movement, $2))
             update level set on_hand = l.on_hand, shortage = l.shortage, revision = l.revision
               from json_populate_recordset(null::level, $1) as l
              where level.branch_id = l.branch_id and level.product_id = l.product_id`,
      values: [JSON.stringify(levels), JSON.stringify(this.#movements)],
    });
  }
}

/** What an event tells of movements. */
export function stockMoved(moved: readonly Moved[]): EventData<'stockMoved'> {
  return {
    levels: moved.map(({ revision, data }) => ({ revision, data })),
    movements: moved.map(({ data, by }) => ({ productId: data.productId, quantity: by })),
  };
}

type LevelRow = {
  readonly branch_id: BranchId;
  readonly product_id: ProductId;
  readonly on_hand: string;
  readonly shortage: string;
  readonly revision: number;
};

function keyOf(branchId: BranchId, productId: ProductId): string {
  return `${branchId}.${productId}`;
}

function levelRow({ branchId, revision, data }: Level) {
  const { productId, onHand, shortage } = data;
  return { branch_id: branchId, product_id: productId, on_hand: onHand, shortage, revision };
}
