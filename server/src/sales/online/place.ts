import type { PoolClient } from 'pg';
import {
  maskPhone,
  type OnlineOrder,
  onlineViewSchema,
  webCode,
} from '@galley/shared/domain/online-order.ts';
import { begun } from '@galley/shared/domain/online-saga.ts';
import { orderOf } from '@galley/shared/domain/price-online.ts';
import { totalsOf } from '@galley/shared/domain/totals.ts';
import { hashText } from '@galley/shared/values/hash.ts';
import { newId, type BranchId, type OrderId, uuidv7 } from '@galley/shared/values/ids.ts';
import { noMoney } from '@galley/shared/values/money.ts';
import { must } from '@galley/shared/values/must.ts';
import { businessDayOf, type Instant, instant } from '@galley/shared/values/time.ts';
import { type OnlinePlaced, type OnlinePriced, onlineQuestions } from '@galley/shared/wire/online.ts';
import type { z } from 'zod';
import { inTransaction } from '../../db/transaction.ts';
import { ask } from '../../messaging/ask.ts';
import { NoAnswer } from '../../messaging/bus.ts';
import { addToOutbox } from '../../messaging/outbox.ts';
import type { WorkerContext } from '../../messaging/rules.ts';
import { nextLook } from './hear.ts';
import { requestMessage } from './requests.ts';
import { type OnlineData, viewOf } from './stored.ts';

type Placing = z.output<typeof onlineQuestions.place.question>;
type Priced = Extract<OnlinePriced, { kind: 'priced' }>;

/**
 * Takes an order that a guest has sent: whoever sends the same again under the same key gets the first answer. The menu is
 * asked before anything is kept, so a refusal uses up neither key nor number.
 */
export async function placeOnline(
  context: WorkerContext,
  payWithinMs: number,
  placing: Placing,
): Promise<OnlinePlaced> {
  const requestHash = hashText(JSON.stringify(placing.request));
  const known = await findPlaced(context.pool, placing, requestHash);
  if (known) return known;
  const { branchId, request } = placing;
  const at = instant(Date.now());
  try {
    const priced = await ask(context.bus, onlineQuestions.price, { branchId, request, at }, 2000);
    if (priced.kind === 'refused') return priced;
    const placed = await inTransaction(context.pool, async (tx) => {
      const data = await dataOf(tx, placing, priced, at, payWithinMs);
      if (!(await insert(tx, placing, requestHash, data))) return null; // the same came in the same moment
      await addToOutbox(
        tx,
        begun.asks.flatMap((each) => (each === 'reserveStock' ? [requestMessage(each, data, at)] : [])),
      );
      return viewOf(data.told, 1);
    });
    context.wakeRelay();
    if (placed) return { kind: 'placed', view: placed };
  } catch (error) {
    if (error instanceof NoAnswer) return { kind: 'away' };
    throw error;
  }
  return must(await findPlaced(context.pool, placing, requestHash), 'who was first has committed');
}

async function findPlaced(
  db: WorkerContext['pool'],
  { branchId, key }: Placing,
  requestHash: string,
): Promise<OnlinePlaced | null> {
  const { rows } = await db.query<{ request_hash: string; first: string }>(
    `select request_hash, data::json ->> 'firstAnswer' as first from online_order
      where branch_id = $1 and idempotency_key = $2`,
    [branchId, key],
  );
  const [row] = rows;
  if (!row) return null;
  if (row.request_hash !== requestHash) return { kind: 'keyReused' };
  return { kind: 'placed', view: onlineViewSchema.parse(JSON.parse(row.first)) };
}

async function dataOf(
  tx: PoolClient,
  { branchId, request }: Placing,
  { lines, total, branch, stations }: Priced,
  at: Instant,
  payWithinMs: number,
): Promise<OnlineData> {
  const id = newId<OrderId>(uuidv7);
  const number = `${webCode}-${await nextNumber(tx, branchId)}`;
  const order = orderOf(branch, request.type, lines, at, { id, number });
  const totals = totalsOf(lines).lines;
  const told: OnlineOrder = {
    id,
    number,
    status: begun.saga.status,
    type: request.type,
    lines: lines.map((line, index) => ({
      name: line.name,
      quantity: line.quantity,
      options: line.options.map((option) => option.name),
      note: line.note,
      total: totals[index]?.total ?? noMoney,
    })),
    currency: branch.currency,
    total,
    wantedAt: request.wantedAt,
    placedAt: at,
    paidAt: null,
    readyAt: null,
    deliveredAt: null,
    cancelled: null,
    receiptNumber: null,
    refund: null,
    name: request.name,
    phone: maskPhone(request.phone),
    ...(request.address !== undefined && { fullPhone: request.phone, address: request.address }),
    note: request.note,
    saleId: null,
  };
  return {
    branchId,
    saga: begun.saga,
    told,
    phone: request.phone,
    ...(request.email !== undefined && { email: request.email }),
    order,
    branch,
    stations,
    paymentToken: request.paymentToken,
    deadlineAt: instant(Date.parse(at) + payWithinMs),
    firstAnswer: JSON.stringify(viewOf(told, 1)),
  };
}

async function nextNumber(tx: PoolClient, branchId: BranchId): Promise<number> {
  const { rows } = await tx.query<{ orders: number }>(
    `insert into web_channel (branch_id, orders) values ($1, 1)
     on conflict (branch_id) do update set orders = web_channel.orders + 1 returning orders`,
    [branchId],
  );
  return must(rows[0], 'an insert that always writes returns its row').orders;
}

async function insert(
  tx: PoolClient,
  { branchId, key }: Placing,
  requestHash: string,
  data: OnlineData,
): Promise<boolean> {
  const { placedAt, status, id } = data.told;
  const { rowCount } = await tx.query(
    `insert into online_order (id, branch_id, idempotency_key, request_hash, status, business_day, placed_at, revision, look_at, data)
     values ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9) on conflict (branch_id, idempotency_key) do nothing`,
    [
      id,
      branchId,
      key,
      requestHash,
      status,
      businessDayOf(placedAt, data.branch.timeZone),
      placedAt,
      nextLook(data, 0, placedAt),
      JSON.stringify(data),
    ],
  );
  return rowCount === 1;
}
