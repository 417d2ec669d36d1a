import type { PoolClient } from 'pg';
import { type Availability, availabilitySchema, leftOf } from '@galley/shared/domain/availability.ts';
import { stationSchema } from '@galley/shared/domain/branch.ts';
import { categorySchema, productSchema, taxSchema } from '@galley/shared/domain/menu.ts';
import type { OnlineRequest } from '@galley/shared/domain/online-order.ts';
import { type Order, orderSchema } from '@galley/shared/domain/order.ts';
import { type OnlineMenu, priceOnline } from '@galley/shared/domain/price-online.ts';
import { type BranchId, type ProductId, uuidv7 } from '@galley/shared/values/ids.ts';
import type { Quantity } from '@galley/shared/values/quantity.ts';
import { type OnlinePriced, onlineQuestions } from '@galley/shared/wire/online.ts';
import { inTransaction } from '../db/transaction.ts';
import { answerQuestion } from '../messaging/ask.ts';
import type { Subscription } from '../messaging/bus.ts';
import type { WorkerContext } from '../messaging/rules.ts';
import { readEntity } from '../sync/read-entity.ts';

/** Answers what an online order costs by the branch's menu as its feed has it now. */
export function startPricing(context: WorkerContext): Subscription {
  return answerQuestion(context, onlineQuestions.price, ({ branchId, request, at }) =>
    inTransaction(context.pool, async (tx): Promise<OnlinePriced> => {
      const menu = await readOnlineMenu(tx, branchId, request);
      const priced = priceOnline(menu, request, at, uuidv7);
      if (!priced.ok) return { kind: 'refused', code: priced.code, message: priced.message };
      const { lines, total } = priced.value;
      const used = new Set(lines.map(({ stationId }) => stationId));
      const stations = (await readAll(tx, branchId, 'station')).map((row) => stationSchema.parse(row));
      return {
        kind: 'priced',
        lines: [...lines],
        total,
        branch: menu.branch,
        stations: stations.filter(({ id }) => used.has(id)),
      };
    }),
  );
}

/** What of the menu a request speaks of. */
async function readOnlineMenu(
  tx: PoolClient,
  branchId: BranchId,
  { lines }: Pick<OnlineRequest, 'lines'>,
): Promise<OnlineMenu> {
  const ids = lines.flatMap((line) => [line, ...(line.parts ?? [])].map(({ productId }) => productId));
  const [branch, products, categories, taxes] = [
    await readEntity(tx, branchId, 'branch', branchId),
    (await readAll(tx, branchId, 'product', ids)).map((row) => productSchema.parse(row)),
    (await readAll(tx, branchId, 'category')).map((row) => categorySchema.parse(row)),
    (await readAll(tx, branchId, 'tax')).map((row) => taxSchema.parse(row)),
  ];
  return { branch, products, categories, taxes, left: await readLeft(tx, branchId, ids) };
}

async function readAll(
  tx: PoolClient,
  branchId: BranchId,
  entity: string,
  ids: readonly string[] | null = null,
): Promise<unknown[]> {
  const { rows } = await tx.query<{ data: string }>(
    `select data from change
      where branch_id = $1 and entity = $2 and data is not null and ($3::uuid[] is null or id = any($3)) order by id`,
    [branchId, entity, ids],
  );
  return rows.map(({ data }): unknown => JSON.parse(data));
}

/** Nobody counts down what somebody said is left: the lines that were added since are taken off it. */
async function readLeft(
  tx: PoolClient,
  branchId: BranchId,
  productIds: readonly ProductId[],
): Promise<Map<ProductId, Quantity>> {
  const { rows } = await tx.query<{ version: string; data: string }>(
    `select version::text, data from change
      where branch_id = $1 and entity = 'availability' and id = any($2::uuid[]) and data is not null`,
    [branchId, productIds],
  );
  const said = rows.map(({ version, data }) => ({ version, ...availabilitySchema.parse(JSON.parse(data)) }));
  const left = new Map<ProductId, Quantity>();
  for (const each of said) {
    const rest = leftOf(each, each.left ? await linesSince(tx, branchId, each) : []);
    if (rest !== null) left.set(each.productId, rest);
  }
  return left;
}

/** Orders that changed since it was said have a later version: nothing older has to be read. */
async function linesSince(
  tx: PoolClient,
  branchId: BranchId,
  { version, productId }: Availability & { readonly version: string },
): Promise<Order['lines']> {
  const { rows } = await tx.query<{ data: string }>(
    `select data from change
      where branch_id = $1 and version > $2 and entity = 'order' and data like '%' || $3 || '%'`,
    [branchId, version, productId],
  );
  return rows.flatMap(({ data }) => orderSchema.parse(JSON.parse(data)).lines);
}
