import { uuidFrom, type SaleId, type StaffId, newId } from '@galley/shared/values/ids.ts';
import { money } from '@galley/shared/values/money.ts';
import { pieces } from '@galley/shared/values/quantity.ts';
import type { Result } from '@galley/shared/values/result.ts';
import type { Branch } from '@galley/shared/domain/branch.ts';
import type { Product } from '@galley/shared/domain/menu.ts';
import { totalsOf } from '@galley/shared/domain/totals.ts';
import { addLine } from '@galley/desktop/renderer/actions/add-line.ts';
import { completeSale } from '@galley/desktop/renderer/actions/complete-sale.ts';
import { enrol } from '@galley/desktop/renderer/sync/enrol.ts';
import { openShift } from '@galley/desktop/renderer/actions/open-shift.ts';
import { startOrder } from '@galley/desktop/renderer/actions/start-order.ts';
import type { Till } from '@galley/desktop/renderer/actions/till.ts';
import { GalleyDatabase } from '@galley/desktop/renderer/db/database.ts';
import { startSync } from '@galley/desktop/renderer/sync/start-sync.ts';
import { localTime } from './local-time.ts';
import type { PastOrder } from './read-orders.ts';

/** A till that lives for one replay, with the real one's database, actions and loops. */
export type ReplayTill = Awaited<ReturnType<typeof startReplayTill>>;

export async function startReplayTill(options: {
  readonly serverUrl: string;
  readonly branch: Branch;
  readonly code: string;
  readonly enrolmentCode: string;
}) {
  const { branch, serverUrl } = options;
  const db = new GalleyDatabase(`replay ${options.code}`);
  const identity = must(await enrol(db, { serverUrl, code: options.enrolmentCode, now: Date.now }));
  const sync = startSync({ db, now: Date.now, appVersion: 'replay' });
  while ((await sync.pullOnce()) === 'more');

  const productBySku = new Map<string, Product>();
  for (const product of await db.products.toArray()) if (product.sku) productBySku.set(product.sku, product);
  const staff = await db.staff.filter((each) => each.active).first();
  const staffId = staff?.id ?? newId<StaffId>(() => uuidFrom(`replay cashier of ${branch.id}`));
  const opened = new Set<string>();

  return { db, sync, productBySku, isSold, ringUp };

  async function isSold(order: PastOrder): Promise<boolean> {
    return (await db.sales.get(saleIdOf(branch, order))) !== undefined;
  }

  /** As a cashier would: start, tap each item, take the exact cash. */
  async function ringUp(order: PastOrder): Promise<void> {
    const ms = localTime(order.date, order.time, branch.timeZone);
    const till = (step: string): Till => ({ db, now: () => ms, ids: idsOf(branch, order, step) });
    if (!opened.has(order.date)) {
      opened.add(order.date);
      const shift = await openShift(till(`shift of ${identity.till.id} ${identity.incarnation}`), {
        staffId,
        float: money(0),
      });
      if (!shift.ok && shift.code !== 'alreadyOpen') must(shift);
    }
    const { id: orderId } = must(
      await startOrder(till('order'), { staffId, type: 'takeaway', table: null, guests: 0 }),
    );
    for (const [index, sku] of order.items.entries()) {
      const product = productBySku.get(sku);
      if (!product) throw new Error(`Order ${order.id}: item ${sku} is not on this till.`);
      const tap = { orderId, productId: product.id, choiceIds: [], quantity: pieces(1), note: '', staffId };
      must(await addLine(till(`line ${index}`), tap));
    }
    const { total } = totalsOf((await db.orders.get(orderId))?.lines ?? []);
    const tenders = total > 0 ? [{ kind: 'cash' as const, amount: total, reference: null }] : [];
    must(await completeSale(till('sale'), { orderId, tenders, staffId }));
  }
}

export function saleIdOf(branch: Branch, order: PastOrder): SaleId {
  // The first id that the last step takes: completeSale names the sale before anything else.
  return newId<SaleId>(idsOf(branch, order, 'sale'));
}

/** The same ids each time for the same order, so that whatever is sent twice is there once. */
function idsOf(branch: Branch, order: PastOrder, step: string): () => string {
  let count = 0;
  return () => uuidFrom(`replay ${branch.id} order ${order.id} ${step} ${count++}`);
}

/** A till that refuses what a restaurant did is no replay. */
function must<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(result.message);
}
