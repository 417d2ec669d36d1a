import { recipeSchema, type RecipeOf } from '@galley/shared/domain/recipe.ts';
import { refundMovements, saleMovements } from '@galley/shared/domain/stock.ts';
import type { ProductId } from '@galley/shared/values/ids.ts';
import { type MutationData, type MutationName, mutations } from '@galley/shared/wire/mutations.ts';
import {
  type StockRequestData,
  type StockRequestName,
  stockRequests,
} from '@galley/shared/wire/stock-requests.ts';
import { z } from 'zod';
import { runSql } from '../../server/test/database-pool.ts';

/** What somebody has said, as the log has it: a till's mutation or an office's request. */
type Said = { readonly id: string; readonly type: string; readonly data: unknown };
type Moved = { readonly at: string; readonly by: number };
type Counted = { readonly at: string; readonly id: string; readonly counted: number };

/**
 * What there must be of each product, from the log alone, without a book: the last count, and all that moved after its
 * moment. A movement of that very moment was before it.
 */
export async function stockOfLog(syncUrl: string, branchId: string): Promise<Map<string, number>> {
  const rows = await runSql(syncUrl, [
    `select id, body::json ->> 'type' as type, (body::json -> 'data')::text as data from mutation where state <> 'quarantined'
     union all select id, type, body from request where branch_id = '${branchId}' order by 2`,
  ]);
  const log = inOtherWords(
    rows.map(({ id, type, data }): Said => ({
      id: String(id),
      type: String(type),
      data: JSON.parse(String(data)),
    })),
  );
  const moved = new Map<string, Moved[]>();
  const counted = new Map<string, Counted[]>();
  const move = (id: ProductId, at: string, by: number) =>
    moved.set(id, [...(moved.get(id) ?? []), { at, by }]);
  const recipesAt = recipesOf(log);
  const once = new Set<string>();
  const isNew = (id: string) => !once.has(id) && once.add(id);
  const isNewPaper = ({ id }: { readonly id: string }) => isNew(id);

  for (const { sale } of told(log, 'completeSale').filter((each) => isNew(each.sale.id))) {
    const left = new Map<ProductId, { at: string; by: number }>();
    for (const line of sale.lines)
      for (const [id, by] of saleMovements([line], recipesAt(line.addedAt))) {
        const before = left.get(id) ?? { at: '', by: 0 };
        left.set(id, { at: before.at > line.addedAt ? before.at : line.addedAt, by: before.by + by });
      }
    for (const [id, { at, by }] of left) move(id, at, by);
  }
  for (const { refund } of told(log, 'refundSale').filter((each) => isNew(each.refund.id)))
    for (const [id, by] of refundMovements(refund.lines, recipesAt(refund.refundedAt)))
      move(id, refund.refundedAt, by);
  for (const { at, lines } of told(log, 'recordWaste').filter(isNewPaper))
    for (const [id, by] of saleMovements(lines, recipesAt(at))) move(id, at, by);
  for (const { at, lines } of asked(log, 'receiveGoods'))
    for (const line of lines) move(line.productId, at, line.quantity);
  for (const { at, lines } of asked(log, 'adjustStock'))
    for (const line of lines) move(line.productId, at, line.quantity);
  const sent = new Map(asked(log, 'sendTransfer').map((transfer) => [transfer.id, transfer]));
  for (const { at, lines } of sent.values())
    for (const line of lines) move(line.productId, at, 0 - line.quantity);
  // Each has one product, whatever lots it was split into.
  for (const { at, transferId, lines } of asked(log, 'receiveTransfer')) {
    const [line] = sent.get(transferId)?.lines ?? [];
    if (line) for (const { quantity } of lines) move(line.productId, at, quantity);
  }
  for (const { id, at, lines } of told(log, 'countStock').filter(isNewPaper))
    for (const line of lines)
      counted.set(line.productId, [
        ...(counted.get(line.productId) ?? []),
        { id, at: line.at ?? at, counted: line.counted },
      ]);

  const products = new Set([...moved.keys(), ...counted.keys()]);
  return new Map(
    [...products].map((id) => {
      const last = counted
        .get(id)
        ?.toSorted((a, b) => (a.at + a.id < b.at + b.id ? -1 : 1))
        .at(-1);
      const since = (moved.get(id) ?? []).filter(({ at }) => last === undefined || at > last.at);
      return [id, since.reduce((sum, { by }) => sum + by, last?.counted ?? 0)];
    }),
  );
}

/** A repair says in other words what stands in the log in bytes that nobody can read. */
function inOtherWords(log: readonly Said[]): Said[] {
  const repairs = new Map(
    told(log, 'resolve').flatMap(({ mutationId, replacement }) =>
      replacement ? [[mutationId as string, replacement] as const] : [],
    ),
  );
  return log.map((said) => {
    const { type, data } = repairs.get(said.id) ?? said;
    return { id: said.id, type, data };
  });
}

function told<N extends MutationName>(log: readonly Said[], name: N): MutationData<N>[] {
  const { data } = mutations[name];
  // The table pairs each name with the schema of its data.
  return log.flatMap((said) => (said.type === name ? [data.parse(said.data) as MutationData<N>] : []));
}

function asked<N extends StockRequestName>(log: readonly Said[], name: N): StockRequestData<N>[] {
  const schema = stockRequests[name];
  return log.flatMap((said) => (said.type === name ? [schema.parse(said.data) as StockRequestData<N>] : []));
}

const madeSchema = z.object({
  id: z.string(),
  revision: z.int(),
  since: z.string(),
  recipe: recipeSchema.nullable(),
});

/** The recipes of a moment, as the menu and the office have told them. */
function recipesOf(log: readonly Said[]): (at: string) => RecipeOf {
  const versions = asked(log, 'setItems')
    .flatMap(({ items }) => items.map((item) => madeSchema.parse(item)))
    .toSorted((a, b) => a.revision - b.revision);
  return (at) => (productId) =>
    versions.findLast(({ id, since }) => id === productId && since <= at)?.recipe ?? undefined;
}
