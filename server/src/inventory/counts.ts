import type { PoolClient } from 'pg';
import type { BranchId, ProductId } from '@galley/shared/values/ids.ts';
import type { ProductKey } from './recipes.ts';

/** A count of one product that a batch brings. */
export type Count = ProductKey & { readonly at: string; readonly sourceId: string };

type Mark = { readonly at: string; readonly sourceId: string };
type Noted = Mark & { readonly isCount: boolean; readonly by: number };

/**
 * The counts of a batch's products, those that are in the books and those that come. They stand in the order of their
 * moments; two of one moment in the order of their ids. A movement of the very moment of a count was before it.
 */
export class Counts {
  readonly #marks = new Map<string, Mark[]>();
  readonly #since = new Map<string, number>();
  /** What this batch has moved so far. */
  readonly #noted = new Map<string, Noted[]>();

  static async open(
    tx: PoolClient,
    products: readonly ProductKey[],
    counting: readonly Count[],
    earliest: string,
  ): Promise<Counts> {
    const counts = new Counts();
    const { rows } = await tx.query<{ branch_id: BranchId; product_id: ProductId; at: Date; source: string }>(
      {
        name: 'open-counts',
        text: `select branch_id, product_id, moved_at as at, source_id as source from movement
              where (branch_id, product_id) in (select distinct * from unnest($1::uuid[], $2::uuid[]))
                and counted is not null and moved_at >= $3`,
        values: [products.map((each) => each.branchId), products.map((each) => each.productId), earliest],
      },
    );
    for (const { branch_id, product_id, at, source } of rows)
      counts.add(branch_id, product_id, { at: at.toISOString(), sourceId: source });
    await counts.#sumUp(tx, counting);
    return counts;
  }

  /** The first count that has seen a movement of this moment. */
  firstFrom(branchId: BranchId, productId: ProductId, at: string): Mark | undefined {
    return this.#marks.get(keyOf(branchId, productId))?.find((mark) => mark.at >= at);
  }

  nextAfter(branchId: BranchId, productId: ProductId, at: string, sourceId: string): Mark | undefined {
    return this.#marks.get(keyOf(branchId, productId))?.find((mark) => isAfter(mark, { at, sourceId }));
  }

  /** The sum of all that moved after this count. */
  movedSince(branchId: BranchId, productId: ProductId, at: string, sourceId: string): number {
    const key = keyOf(branchId, productId);
    const noted = this.#noted.get(key) ?? [];
    return noted
      .filter((each) => each.at > at || (each.isCount && isAfter(each, { at, sourceId })))
      .reduce((sum, { by }) => sum + by, this.#since.get(`${key}.${sourceId}`) ?? 0);
  }

  add(branchId: BranchId, productId: ProductId, mark: Mark): void {
    const key = keyOf(branchId, productId);
    const marks = [...(this.#marks.get(key) ?? []), mark];
    this.#marks.set(
      key,
      marks.sort((a, b) => (isAfter(a, b) ? 1 : -1)),
    );
  }

  noteMovement(branchId: BranchId, productId: ProductId, noted: Noted): void {
    const key = keyOf(branchId, productId);
    const known = this.#noted.get(key);
    if (known) known.push(noted);
    else this.#noted.set(key, [noted]);
  }

  /** Only what came after the counts is read: little, for a count is told soon after it was made. */
  async #sumUp(tx: PoolClient, counting: readonly Count[]): Promise<void> {
    if (counting.length === 0) return;
    const { rows } = await tx.query<{ key: string; sum: string }>(
      `select c.branch_id || '.' || c.product_id || '.' || c.source_id as key, coalesce(sum(m.quantity), 0) as sum
         from json_to_recordset($1) as c(branch_id uuid, product_id uuid, source_id uuid, at timestamptz)
         left join movement m on m.branch_id = c.branch_id and m.product_id = c.product_id and m.moved_at >= c.at
              and (m.moved_at > c.at or (m.reason = 'COUNT' and m.source_id > c.source_id))
        group by 1`,
      [
        JSON.stringify(
          counting.map(({ branchId, productId, sourceId, at }) => ({
            branch_id: branchId,
            product_id: productId,
            source_id: sourceId,
            at,
          })),
        ),
      ],
    );
    for (const { key, sum } of rows) this.#since.set(key, Number(sum));
  }
}

function isAfter(mark: Mark, than: Mark): boolean {
  return mark.at > than.at || (mark.at === than.at && mark.sourceId > than.sourceId);
}

function keyOf(branchId: BranchId, productId: ProductId): string {
  return `${branchId}.${productId}`;
}
