import { randomUUID } from 'node:crypto';
import type { Sale } from '@galley/shared/domain/sale.ts';
import type { Refund } from '@galley/shared/domain/refund.ts';
import { type BranchId, newId } from '@galley/shared/values/ids.ts';
import { instant } from '@galley/shared/values/time.ts';
import { type Event, eventSchema } from '@galley/shared/wire/events.ts';
import type { StockRequestData, StockRequestName } from '@galley/shared/wire/stock-requests.ts';
import { openPool } from '../src/db/open.ts';
import { startInventory } from '../src/inventory/worker.ts';
import { createLog } from '../src/log.ts';
import { createDirectBus } from '../src/messaging/direct.ts';
import { createTestDatabases } from './cluster.ts';

export type StockMessage = { readonly id: string; readonly subject: string; readonly payload: string };

/** The inventory worker alone, on a real database: messages in, its outbox out. Branches share it and nothing else. */
export async function openStockRoom() {
  const databases = await createTestDatabases();
  const pool = openPool(databases.inventory);
  const bus = createDirectBus();
  let wake: () => void = () => undefined;
  const worker = await startInventory({
    pool,
    bus,
    log: createLog('silent'),
    wakeRelay: () => wake(),
  });

  /** Hands these over in this order, and answers the worker's event to each. */
  async function tell(messages: readonly StockMessage[]): Promise<Event[]> {
    const ids = [...new Set(messages.map(({ id }) => id))];
    let told = new Map<string, Event>();
    let woken = new Promise<void>((resolve) => (wake = resolve));
    await bus.publish(messages);
    while (told.size < ids.length) {
      await woken;
      woken = new Promise<void>((resolve) => (wake = resolve));
      const { rows } = await pool.query<{ cause_id: string; payload: string }>(
        'select cause_id, payload from outbox where cause_id = any($1::uuid[])',
        [ids],
      );
      told = new Map(rows.map((row) => [row.cause_id, eventSchema.parse(JSON.parse(row.payload))]));
    }
    return ids.map((id) => told.get(id)).filter((event) => event !== undefined);
  }

  return {
    pool,
    tell,
    newBranch: () => newId<BranchId>(randomUUID),
    async query<R extends object>(text: string, values: unknown[]): Promise<R[]> {
      return (await pool.query<R>(text, values)).rows;
    },
    async [Symbol.asyncDispose]() {
      await worker.stop();
      await bus.close();
      await pool.end();
      await databases[Symbol.asyncDispose]();
    },
  };
}
export type StockRoom = Awaited<ReturnType<typeof openStockRoom>>;

/** What an office or a service asks for. */
export function requestOf<N extends StockRequestName>(
  branchId: BranchId,
  type: N,
  data: StockRequestData<N>,
  id: string = randomUUID(),
): StockMessage {
  const envelope = { correlationId: id, causationId: null, occurredAt: instant(Date.now()) };
  const payload = JSON.stringify({ id, type, version: 1, ...envelope, branchId, data });
  return { id, subject: `cmd.inventory.${branchId}`, payload };
}

/** What the sales worker tells of a sale or a refund. */
export function soldOf(branchId: BranchId, sale: Sale): StockMessage {
  const { id, number } = { id: sale.orderId, number: sale.orderNumber };
  const { tillId, shiftId, table, guests, orderType: type, staffId: openedBy, paidAt: openedAt } = sale;
  const head = { id, number, type, table, guests, tillId, shiftId, openedBy, openedAt };
  const order = { revision: 1, data: { ...head, status: 'paid', lines: [], rounds: 0 } };
  return salesEvent(branchId, 'saleCompleted', { sale, order, tickets: [] });
}

export function refundedOf(branchId: BranchId, refund: Refund): StockMessage {
  return salesEvent(branchId, 'saleRefunded', { refund });
}

function salesEvent(branchId: BranchId, type: string, data: object): StockMessage {
  const id = randomUUID();
  const envelope = { id, type, version: 1, occurredAt: instant(Date.now()), correlationId: id, causationId: id };
  const event = { ...envelope, branchId, worker: 'sales', verdict: 'applied', flags: [], data };
  return { id, subject: `evt.sales.${type}.${branchId}`, payload: JSON.stringify(event) };
} // prettier-ignore
