import type { PoolClient } from 'pg';
import type { MovementReason } from '@galley/shared/domain/stock-documents.ts';
import type { Unit } from '@galley/shared/domain/menu.ts';
import { fillOf, move, type StockLevel } from '@galley/shared/domain/stock.ts';
import type { BranchId, ProductId } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import { type Quantity, quantity } from '@galley/shared/values/quantity.ts';
import { multiplyDivide } from '@galley/shared/values/rounding.ts';
import type { EventData } from '@galley/shared/wire/events.ts';
import type { StockItem } from '@galley/shared/wire/stock-requests.ts';
import { insertRows } from '../db/rows.ts';
import { together } from '../db/transaction.ts';
import { type Count, Counts } from './counts.ts';
import { type Goods, Lots } from './lots.ts';
import type { ProductKey } from './recipes.ts';

/** What became of one product: its level now, what was moved, and what a level newly lacks. */
export type Moved = {
  readonly revision: number;
  readonly name: string;
  readonly before: StockLevel;
  readonly data: StockLevel;
  readonly by: Quantity;
  readonly short: Quantity;
  /** What left, lot by lot. */
  readonly taken: readonly Goods[];
};

export type Movement = {
  readonly branchId: BranchId;
  readonly productId: ProductId;
  readonly reason: MovementReason;
  readonly sourceId: string;
  readonly at: string;
};

/** The paper behind movements, for whoever asks later who did it and why. */
export type Paper = {
  readonly id: string;
  readonly branch_id: BranchId;
  readonly type: string;
  readonly by: string;
  readonly note: string;
  readonly party: string;
  readonly at: string;
};

type Level = {
  readonly branchId: BranchId;
  readonly revision: number;
  readonly name: string;
  readonly unit: string | null;
  readonly data: StockLevel;
  /** Of the last purchase: how much came, and for how much. */
  readonly last: { readonly quantity: number; readonly cost: number };
};

/**
 * The stock books as far as one batch touches them: levels read and locked at once, written at once [S16]. Only products
 * that the branch keeps in stock have a level. A movement from before a count changes nothing any more: the count takes it
 * back, in whatever order the two arrive.
 */
export class StockBooks {
  readonly #levels = new Map<string, Level>();
  readonly #changed = new Set<string>();
  readonly #movements: object[] = [];
  readonly #papers: Paper[] = [];
  readonly #sources: Set<string>;
  readonly #lots: Lots;
  readonly #counts: Counts;

  private constructor(sources: readonly string[], lots: Lots, counts: Counts) {
    this.#sources = new Set(sources);
    this.#lots = lots;
    this.#counts = counts;
  }

  static async open(
    tx: PoolClient,
    products: readonly ProductKey[],
    sourceIds: readonly string[],
    counting: readonly Count[],
    earliest: string,
  ): Promise<StockBooks> {
    const branchIds = products.map((each) => each.branchId);
    const productIds = products.map((each) => each.productId);
    // Locked in the order of their ids, so that two batches with the same dishes never wait for each other in a circle.
    const { rows } = await tx.query<LevelRow>({
      name: 'lock-levels',
      text: `select level.*, item.name, item.unit, item.low_at, item.kind, item.active, item.made
               from level left join item on item.branch_id = level.branch_id and item.id = level.product_id
              where (level.branch_id, product_id) in (select distinct * from unnest($1::uuid[], $2::uuid[]))
              order by level.branch_id, product_id for update of level`,
      values: [branchIds, productIds],
    });
    // Only now that their levels are held: what another process has just moved must be seen.
    const { rows: sources } = await tx.query<{ source_id: string }>({
      name: 'find-sources',
      text: 'select distinct source_id from movement where source_id = any($1::uuid[])',
      values: [sourceIds],
    });
    const held = rows.map((row) => ({ branchId: row.branch_id, productId: row.product_id }));
    const books = new StockBooks(
      sources.map((row) => row.source_id),
      await Lots.open(
        tx,
        held.map((each) => each.branchId),
        held.map((each) => each.productId),
      ),
      await Counts.open(tx, held, counting, earliest),
    );
    for (const row of rows) books.#levels.set(keyOf(row.branch_id, row.product_id), levelOf(row));
    return books;
  }

  /** Whether a source has not moved anything yet; from now on it has. */
  begins(sourceId: string): boolean {
    if (this.#sources.has(sourceId)) return false;
    this.#sources.add(sourceId);
    return true;
  }

  levelOf(branchId: BranchId, productId: ProductId): Level | undefined {
    return this.#levels.get(keyOf(branchId, productId));
  }

  /** `cost`: of all of it; null: by the last purchase. Null for what is not kept in stock. */
  move(
    movement: Movement & {
      by: Quantity;
      cost?: number | null;
      expiresOn?: string | null;
      /** What leaves is out of these first. */
      lotIds?: readonly string[];
    },
  ): Moved | null {
    const { branchId, productId, by, at, reason } = movement;
    const level = this.levelOf(branchId, productId);
    if (!level) return null;
    const total = by > 0 ? (movement.cost ?? priceOf(level, by)) : 0;
    if (reason === 'PURCHASE' && movement.cost)
      this.#put(level, { ...level, last: { quantity: by, cost: movement.cost } });
    const count = this.#counts.firstFrom(branchId, productId, at);
    if (count) {
      // It was counted without these goods, or with them: what is there since then is known.
      this.#note({ ...movement, quantity: by, cost: 0 });
      this.#note(correction(movement, count, 0 - by));
      return this.#toldAgain(movement, by);
    }
    const { moved, cost } = this.#shift(level, by, { ...movement, cost: total });
    this.#note({ ...movement, quantity: by, cost });
    return moved;
  }

  /** Says what was there at a moment: what has moved since then still counts, what came before it no more. */
  count(
    count: Omit<Movement, 'reason'> & { readonly counted: Quantity },
  ): (Moved & { off: Quantity }) | null {
    const { branchId, productId, counted, at, sourceId } = count;
    const level = this.levelOf(branchId, productId);
    if (!level) return null;
    const since = this.#counts.movedSince(branchId, productId, at, sourceId);
    const off = quantity(counted - (level.data.onHand - level.data.shortage - since));
    const next = this.#counts.nextAfter(branchId, productId, at, sourceId);
    this.#counts.add(branchId, productId, { at, sourceId });
    const movement: Movement = { branchId, productId, at, sourceId, reason: 'COUNT' };
    if (next) {
      this.#note({ ...movement, quantity: off, counted, cost: 0 });
      this.#note(correction(movement, next, 0 - off));
      return { ...this.#toldAgain(movement, off), off };
    }
    const { moved, cost } = this.#shift(level, off, {
      ...movement,
      cost: off > 0 ? priceOf(level, off) : 0,
    });
    this.#note({ ...movement, quantity: off, counted, cost });
    return { ...moved, off };
  }

  /** What the menu calls it, and when it is low. */
  describe(
    branchId: BranchId,
    item: Pick<StockItem, 'id' | 'kind' | 'name' | 'unit' | 'lowAt' | 'active' | 'recipe'>,
  ): Level | null {
    const level = this.levelOf(branchId, item.id);
    if (!level) return null;
    const { productId, onHand, shortage } = level.data;
    const made = item.recipe !== null;
    return this.#put(level, {
      ...level,
      name: item.name,
      unit: item.unit,
      data: { productId, onHand, shortage, ...knownAs({ ...item, made }) },
      revision: level.revision + 1,
    });
  }

  write(paper: Paper): void {
    this.#papers.push(paper);
  }

  save(tx: PoolClient): Promise<unknown> {
    return together(tx, () => [
      this.#saveLevels(tx),
      this.#lots.save(tx),
      insertRows(tx, 'document', this.#papers, 'on conflict do nothing'),
    ]);
  }

  async #saveLevels(tx: PoolClient): Promise<void> {
    if (this.#changed.size > 0 || this.#movements.length > 0) {
      const levels = [...this.#changed].map((key) => levelRow(must(this.#levels.get(key), 'it was changed')));
      await tx.query({
        name: 'save-levels',
        text: `with noted as (
                 insert into movement (branch_id, product_id, quantity, reason, source_id, moved_at, counted, cost)
                 select branch_id, product_id, quantity, reason, source_id, moved_at, counted, cost
                   from json_populate_recordset(null::movement, $2))
               update level set on_hand = l.on_hand, shortage = l.shortage, revision = l.revision,
                                last_quantity = l.last_quantity, last_cost = l.last_cost
                 from json_populate_recordset(null::level, $1) as l
                where level.branch_id = l.branch_id and level.product_id = l.product_id`,
        values: [JSON.stringify(levels), JSON.stringify(this.#movements)],
      });
    }
  }

  /** Moves a level and its lots. A shortage is repaid first, by goods that nobody sees on the shelf. */
  #shift(level: Level, by: Quantity, { branchId, productId, ...goods }: Movement & { cost: number; expiresOn?: string | null; lotIds?: readonly string[] }) {
    const before = level.data;
    const data = move(before, by);
    const shelf = data.onHand - before.onHand;
    const taken = shelf < 0 ? this.#lots.take(branchId, productId, -shelf, goods.lotIds) : [];
    if (shelf > 0) {
      const cost = multiplyDivide(goods.cost, shelf, by);
      const { sourceId, at, expiresOn = null } = goods;
      this.#lots.put(branchId, productId, { quantity: shelf, cost, expiresOn, sourceId, at });
    }
    const known = must(this.levelOf(branchId, productId), 'it was just read');
    const { revision, name } = this.#put(known, { ...known, data, revision: known.revision + 1 });
    const short = quantity(Math.max(data.shortage - before.shortage, 0));
    const moved: Moved = { revision, name, before, data, by, short, taken };
    const gone = taken.reduce((sum, part) => sum + part.cost, 0);
    return { moved, cost: by > 0 ? goods.cost : -gone };
  } // prettier-ignore

  /** The level is what it was, but not at the till that moved its own at once: only a newer revision corrects it. */
  #toldAgain({ branchId, productId }: Movement, by: Quantity): Moved {
    const level = must(this.levelOf(branchId, productId), 'it was just read');
    const { revision, name, data } = this.#put(level, { ...level, revision: level.revision + 1 });
    return { revision, name, before: data, data, by, short: quantity(0), taken: [] };
  }

  #put(before: Level, level: Level): Level {
    const key = keyOf(before.branchId, before.data.productId);
    this.#levels.set(key, level);
    this.#changed.add(key);
    return level;
  }

  #note(row: Movement & { quantity: number; cost: number; counted?: Quantity }): void {
    const { branchId, productId, reason, sourceId, at, cost, counted = null } = row;
    this.#counts.noteMovement(branchId, productId, {
      at,
      sourceId,
      isCount: reason === 'COUNT',
      by: row.quantity,
    });
    this.#movements.push({
      branch_id: branchId,
      product_id: productId,
      quantity: row.quantity,
      reason,
      source_id: sourceId,
      moved_at: at,
      counted,
      cost,
    });
  }
}

/** What an event tells of movements: each level once, as it is in the end. */
export function stockMoved(moved: readonly Moved[]): EventData<'stockMoved'> {
  const last = new Map(moved.map((each) => [each.data.productId, each]));
  const first = new Map(moved.toReversed().map((each) => [each.data.productId, each.before]));
  const ran = [...last.values()].flatMap(({ name, data }) => {
    const was = fillOf(must(first.get(data.productId), 'it is of the same list'));
    const to = fillOf(data);
    const { productId, onHand } = data;
    return to === 'enough' || to === was || was === 'out' ? [] : [{ productId, name, to, onHand }];
  });
  return {
    levels: [...last.values()].map(({ revision, data }) => ({ revision, data })),
    movements: moved.map(({ data, by }) => ({ productId: data.productId, quantity: by })),
    ...(ran.length > 0 && { ran }),
  };
}

/** What it costs by the last purchase; nothing, if nobody ever said. */
function priceOf({ last }: Level, by: number): number {
  return last.quantity === 0 ? 0 : multiplyDivide(last.cost, by, last.quantity);
}

function correction(movement: Movement, { at, sourceId }: { at: string; sourceId: string }, by: number) {
  return { ...movement, reason: 'COUNT' as const, at, sourceId, quantity: by, cost: 0 };
}

type LevelRow = {
  readonly branch_id: BranchId;
  readonly product_id: ProductId;
  readonly on_hand: string;
  readonly shortage: string;
  readonly revision: number;
  readonly last_quantity: string;
  readonly last_cost: string;
  readonly name: string | null;
  readonly unit: Unit | null;
  readonly low_at: string | null;
  readonly kind: string | null;
  readonly active: boolean | null;
  readonly made: boolean | null;
};

/** When it is low, and the name of what no menu names. */
function knownAs(
  item: Pick<LevelRow, 'kind' | 'name' | 'unit' | 'active' | 'made'> & { lowAt: Quantity | null },
) {
  const { kind, name, unit, active, made, lowAt } = item;
  const isCounted = kind === 'ingredient' && active === true && made === false;
  return {
    ...(lowAt !== null && { lowAt }),
    ...(isCounted && { ingredient: { name: name ?? '', unit } }),
  };
}

function levelOf(row: LevelRow): Level {
  return {
    branchId: row.branch_id,
    revision: row.revision,
    name: row.name ?? '',
    unit: row.unit,
    data: {
      productId: row.product_id,
      onHand: quantity(Number(row.on_hand)),
      shortage: quantity(Number(row.shortage)),
      ...knownAs({ ...row, lowAt: row.low_at === null ? null : quantity(Number(row.low_at)) }),
    },
    last: { quantity: Number(row.last_quantity), cost: Number(row.last_cost) },
  };
}

function keyOf(branchId: BranchId, productId: ProductId): string {
  return `${branchId}.${productId}`;
}

function levelRow({ branchId, revision, data, last }: Level) {
  const { productId, onHand, shortage } = data;
  return {
    branch_id: branchId,
    product_id: productId,
    on_hand: onHand,
    shortage,
    revision,
    last_quantity: last.quantity,
    last_cost: last.cost,
  };
}
