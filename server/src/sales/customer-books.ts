import type { PoolClient } from 'pg';
import {
  type CustomerRecord,
  customerRecordSchema,
  joinCustomer,
  phoneKey,
} from '@galley/shared/domain/customer.ts';
import type { BranchId, CustomerId } from '@galley/shared/values/ids.ts';
import type { EventData } from '@galley/shared/wire/events.ts';
import { insertRows } from '../db/rows.ts';

type Stored = {
  readonly branchId: BranchId;
  readonly revision: number;
  readonly data: CustomerRecord | null;
};
type Told = EventData<'customersChanged'>['customers'];
/** What a batch says of guests. */
export type CustomerNeeds = readonly { readonly branchId: BranchId; readonly customer: CustomerRecord }[];

/** The guests that a batch speaks of, with those that one of them may turn out to be. */
export class CustomerBooks {
  readonly #known = new Map<CustomerId, Stored>();
  readonly #changed = new Set<CustomerId>();

  static async open(tx: PoolClient, needs: CustomerNeeds): Promise<CustomerBooks> {
    const books = new CustomerBooks();
    if (needs.length > 0) await books.#read(tx, needs);
    return books;
  }

  /** Two batches that bring one new guest each must see each other, and there is no row yet to wait for. */
  async #read(tx: PoolClient, needs: CustomerNeeds): Promise<void> {
    const branches = [...new Set(needs.map(({ branchId }) => branchId))].sort();
    for (const branchId of branches) await lockCustomers(tx, branchId);
    const { rows } = await tx.query<StoredRow>({
      name: 'read-customers',
      text: `with recursive wanted as (
               select * from customer where id = any($1::uuid[])
                  or (branch_id, phone_key) in (select * from unnest($2::uuid[], $3::text[]))
               union select customer.* from customer join wanted on customer.id = wanted.same)
             select id, branch_id as "branchId", revision, data from wanted`,
      values: [
        needs.map(({ customer }) => customer.id),
        needs.map(({ branchId }) => branchId),
        needs.map(({ customer }) => phoneKey(customer.phone)),
      ],
    });
    for (const { id, data, ...row } of rows)
      this.#known.set(id, {
        ...row,
        data: data === null ? null : customerRecordSchema.parse(JSON.parse(data)),
      });
  }

  /** Whom it makes them, and whom else: nobody where the guest was forgotten, as they wished. */
  remember(branchId: BranchId, customer: CustomerRecord): Told {
    if (this.#known.get(customer.id)?.data === null) return [];
    const here = [...this.#known.values()].flatMap((each) =>
      each.branchId === branchId && each.data ? [each.data] : [],
    );
    return joinCustomer(new Map(here.map((record) => [record.id, record])), customer).map((data) => {
      const revision = (this.#known.get(data.id)?.revision ?? 0) + 1;
      this.#known.set(data.id, { branchId, revision, data });
      this.#changed.add(data.id);
      return { id: data.id, revision, data };
    });
  }

  async save(tx: PoolClient): Promise<void> {
    const rows = [...this.#known]
      .filter(([id]) => this.#changed.has(id))
      .map(([id, each]) => rowOf(id, each));
    await insertRows(
      tx,
      'customer',
      rows,
      'on conflict (id) do update set phone_key = excluded.phone_key, same = excluded.same, revision = excluded.revision, data = excluded.data',
    );
  }
}

type StoredRow = Omit<Stored, 'data'> & { readonly id: CustomerId; readonly data: string | null };

/** For the rest of the transaction nobody else writes down guests of this branch. */
export async function lockCustomers(tx: PoolClient, branchId: BranchId): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('customer ' || $1, 0))", [branchId]);
}

function rowOf(id: CustomerId, { branchId, revision, data }: Stored) {
  const counts = data !== null && data.same === undefined;
  return {
    id,
    branch_id: branchId,
    phone_key: counts ? phoneKey(data.phone) : null,
    same: data?.same ?? null,
    revision,
    data: data && JSON.stringify(data),
  };
}
