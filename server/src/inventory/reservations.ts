import type { PoolClient } from 'pg';
import type { BranchId, ProductId } from '@galley/shared/values/ids.ts';
import type { Quantity } from '@galley/shared/values/quantity.ts';
import { insertRows } from '../db/rows.ts';
import type { ProductKey } from './recipes.ts';

type State = 'held' | 'sold' | 'released';
type Reservation = { readonly branchId: BranchId; readonly state: State; readonly expiresAt: string };

/** What orders that are not paid yet hold. One whose time is over holds nothing, and nobody has to end it. */
export class Reservations {
  readonly #known = new Map<string, Reservation>();
  readonly #held = new Map<string, number>();
  readonly #changed = new Set<string>();
  readonly #lines: object[] = [];

  /** `counted`: products of which it must be known how much is held. Their levels are locked. */
  static async open(
    tx: PoolClient,
    ids: readonly string[],
    counted: readonly ProductKey[],
  ): Promise<Reservations> {
    const reservations = new Reservations();
    const { rows } = await tx.query<{ id: string; branch_id: BranchId; state: State; expires_at: Date }>({
      name: 'open-reservations',
      text: 'select id, branch_id, state, expires_at from reservation where id = any($1::uuid[])',
      values: [ids],
    });
    for (const { id, branch_id: branchId, state, expires_at } of rows)
      reservations.#known.set(id, { branchId, state, expiresAt: expires_at.toISOString() });
    if (counted.length === 0) return reservations;
    const { rows: held } = await tx.query<{ branch_id: BranchId; product_id: ProductId; quantity: string }>(
      `select line.branch_id, product_id, sum(quantity) as quantity
         from reservation_line line join reservation on reservation.id = reservation_id
        where (line.branch_id, product_id) in (select distinct * from unnest($1::uuid[], $2::uuid[]))
          and state = 'held' and expires_at > now() group by 1, 2`,
      [counted.map((each) => each.branchId), counted.map((each) => each.productId)],
    );
    for (const row of held)
      reservations.#held.set(`${row.branch_id}.${row.product_id}`, Number(row.quantity));
    return reservations;
  }

  find(id: string): Reservation | undefined {
    return this.#known.get(id);
  }

  heldOf(branchId: BranchId, productId: ProductId): number {
    return this.#held.get(`${branchId}.${productId}`) ?? 0;
  }

  hold(id: string, branchId: BranchId, expiresAt: string, wanted: ReadonlyMap<ProductId, Quantity>): void {
    this.#known.set(id, { branchId, state: 'held', expiresAt });
    this.#changed.add(id);
    for (const [productId, quantity] of wanted) {
      this.#lines.push({ reservation_id: id, branch_id: branchId, product_id: productId, quantity });
      const key = `${branchId}.${productId}`;
      this.#held.set(key, (this.#held.get(key) ?? 0) + quantity);
    }
  }

  /** The order is paid: what it held is taken now. */
  sell(id: string): void {
    const known = this.#known.get(id);
    if (known) this.#end(id, { ...known, state: 'sold' });
  }

  /** Also of one that nobody knows: if it comes yet, it is too late. One that is sold stays so. */
  release(id: string, branchId: BranchId): void {
    const known = this.#known.get(id);
    if (known?.state === 'sold') return;
    this.#end(id, { branchId, expiresAt: new Date().toISOString(), ...known, state: 'released' });
  }

  async save(tx: PoolClient): Promise<void> {
    const rows = [...this.#changed].flatMap((id) => {
      const known = this.#known.get(id);
      if (!known) return [];
      return [{ id, branch_id: known.branchId, state: known.state, expires_at: known.expiresAt }];
    });
    await insertRows(tx, 'reservation', rows, 'on conflict (id) do update set state = excluded.state');
    await insertRows(tx, 'reservation_line', this.#lines);
  }

  /** Within its batch it goes on counting as held: the next batch knows better, and too little is promised, not too much. */
  #end(id: string, reservation: Reservation): void {
    this.#known.set(id, reservation);
    this.#changed.add(id);
  }
}
