import type { PoolClient } from 'pg';
import { customerRecordSchema, phoneKey } from '@galley/shared/domain/customer.ts';
import { type Order, orderSchema } from '@galley/shared/domain/order.ts';
import { type BranchId, type CustomerId, type OrderId, uuidv7 } from '@galley/shared/values/ids.ts';
import { instant } from '@galley/shared/values/time.ts';
import type { salesQuestions } from '@galley/shared/wire/sales-office.ts';
import type { z } from 'zod';
import { insertRows } from '../db/rows.ts';
import { inTransaction } from '../db/transaction.ts';
import { answerMessage } from '../messaging/answer.ts';
import { addToOutbox } from '../messaging/outbox.ts';
import type { WorkerContext } from '../messaging/rules.ts';
import { lockCustomers } from './customer-books.ts';
import { orderRow } from './rows.ts';

type Asked = z.output<typeof salesQuestions.forgetCustomer.question>;
type Told = z.input<typeof salesQuestions.forgetCustomer.answer>;
type Row = { readonly id: CustomerId; readonly revision: number; readonly data: string | null };

/**
 * Forgets a guest who wishes it: every record of theirs becomes a mark that nobody fills again, and their orders name
 * nobody any more. Sales never did. An order that is still open needs to know whom it is for.
 */
export async function forgetCustomer(context: WorkerContext, asked: Asked): Promise<Told> {
  const told = await inTransaction(context.pool, (tx) => forget(tx, asked));
  context.wakeRelay();
  return told;
}

async function forget(tx: PoolClient, { branchId, customerId }: Asked): Promise<Told> {
  await lockCustomers(tx, branchId);
  const { rows } = await tx.query<Row>(
    `with recursive up as (
       select id, same from customer where id = $1 and branch_id = $2
       union select customer.id, customer.same from customer join up on customer.id = up.same),
     group_ as (
       select id from up union select customer.id from customer join group_ on customer.same = group_.id)
     select id, revision, data from customer where id in (select id from group_) order by id for update`,
    [customerId, branchId],
  );
  if (rows.length === 0) return { outcome: 'unknown' };
  const known = rows.filter((row): row is Row & { readonly data: string } => row.data !== null);
  if (known.length === 0) return { outcome: 'forgotten' };
  const theirs = await ordersOf(tx, branchId, known);
  if (theirs.some(({ data }) => data.status === 'open')) return { outcome: 'stillOpen' };

  const customers = known.map(({ id, revision }) => ({ id, revision: revision + 1, data: null }));
  const orders = theirs.map(({ data: { customer: _forgotten, ...order }, revision }) => ({
    revision: revision + 1,
    data: order,
  }));
  await tx.query(
    `update customer set data = null, phone_key = null, revision = revision + 1 where id = any($1::uuid[])`,
    [customers.map(({ id }) => id)],
  );
  await insertRows(
    tx,
    'orders',
    orders.map((order) => orderRow(order.data.id, { ...order, branchId })),
    'on conflict (id) do update set state = excluded.state, revision = excluded.revision',
  );
  await tell(tx, branchId, { event: 'customersChanged', data: { customers }, flags: [] });
  if (orders.length > 0)
    await tell(tx, branchId, { event: 'ordersChanged', data: { orders, tickets: [] }, flags: [] });
  return { outcome: 'forgotten' };
}

/** Found by their text: this is asked a few times a year, and an index would cost every order. */
async function ordersOf(
  tx: PoolClient,
  branchId: BranchId,
  known: readonly { readonly id: CustomerId; readonly data: string }[],
): Promise<{ readonly revision: number; readonly data: Order }[]> {
  const ids = new Set(known.map(({ id }) => id));
  const phones = new Set(
    known.map(({ data }) => phoneKey(customerRecordSchema.parse(JSON.parse(data)).phone)),
  );
  const { rows } = await tx.query<{ id: OrderId; state: string; revision: number }>(
    `select id, state, revision from orders where branch_id = $1 and strpos(state, '"customer":{') > 0 order by id for update`,
    [branchId],
  );
  return rows.flatMap(({ state, revision }) => {
    const data = orderSchema.parse(JSON.parse(state));
    const { customer } = data;
    if (!customer) return [];
    const key = phoneKey(customer.phone);
    const isTheirs = (customer.id && ids.has(customer.id)) || (key !== null && phones.has(key));
    return isTheirs ? [{ revision, data }] : [];
  });
}

/** Nobody's command: it is its own cause. */
function tell(
  tx: PoolClient,
  branchId: BranchId,
  answer: Parameters<typeof answerMessage>[2],
): Promise<void> {
  const id = uuidv7();
  const cause = {
    id,
    type: 'forgetCustomer',
    version: 1,
    occurredAt: instant(Date.now()),
    correlationId: id,
    causationId: null,
    branchId,
    data: {},
  };
  return addToOutbox(tx, [answerMessage('sales', cause, answer)]);
}
