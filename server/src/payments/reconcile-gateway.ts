import type { PoolClient } from 'pg';
import { paymentIntentSchema } from '@galley/shared/domain/payment-intent.ts';
import {
  type GatewayPayment,
  reconciliationSchema,
  withGateway,
} from '@galley/shared/domain/reconciliation.ts';
import { type BranchId, type ShiftId, type TenderId, uuidFrom } from '@galley/shared/values/ids.ts';
import { money } from '@galley/shared/values/money.ts';
import { inTransaction } from '../db/transaction.ts';
import { eventMessage } from '../messaging/answer.ts';
import { addToOutbox, type OutboxMessage } from '../messaging/outbox.ts';
import type { WorkerContext } from '../messaging/rules.ts';

const atOnce = 20;

/** Adds up what the gateway has moved for the payments of closed shifts, wherever that has changed, and tells it. */
export async function reconcileGateway({ pool, wakeRelay }: WorkerContext): Promise<void> {
  const told = await inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<{ id: ShiftId; branchId: BranchId; revision: number; data: string }>(
      `select shift_id as id, branch_id as "branchId", revision, data from reconciliation where gateway_due
        order by shift_id limit ${atOnce} for update skip locked`,
    );
    if (rows.length === 0) return 0;
    const moved = await readMoved(
      tx,
      rows.map(({ id }) => id),
    );
    const messages: OutboxMessage[] = [];
    for (const { id, branchId, revision: before, data } of rows) {
      const reconciliation = withGateway(reconciliationSchema.parse(JSON.parse(data)), moved.get(id) ?? []);
      const text = JSON.stringify(reconciliation);
      const revision = text === data ? before : before + 1;
      await tx.query(
        'update reconciliation set gateway_due = false, revision = $2, data = $3 where shift_id = $1',
        [id, revision, text],
      );
      if (revision === before) continue;
      const eventId = uuidFrom(`payments reconciliation ${id} ${revision}`);
      const state = { reconciliation: { revision, data: reconciliation } };
      messages.push(eventMessage('payments', { id: eventId, branchId }, 'shiftReconciled', state));
    }
    await addToOutbox(tx, messages);
    return messages.length;
  });
  if (told > 0) wakeRelay();
}

async function readMoved(
  tx: PoolClient,
  shiftIds: readonly ShiftId[],
): Promise<Map<ShiftId, GatewayPayment[]>> {
  const { rows } = await tx.query<{
    shift: ShiftId;
    tenderId: TenderId;
    amount: string;
    tip: string;
    data: string;
  }>(
    `select p.shift_id as shift, p.tender_id as "tenderId", p.amount, p.tip, intent.data
       from payment p join intent on intent.id = p.intent_id where p.shift_id = any($1::uuid[])`,
    [shiftIds],
  );
  const moved = new Map<ShiftId, GatewayPayment[]>();
  for (const { shift, tenderId, amount, tip, data } of rows) {
    const intent = paymentIntentSchema.parse(JSON.parse(data));
    const payment = { tenderId, amount: money(Number(amount)), tip: money(Number(tip)), intent };
    moved.set(shift, [...(moved.get(shift) ?? []), payment]);
  }
  return moved;
}
