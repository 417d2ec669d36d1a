import type { PoolClient } from 'pg';
import type { Answer } from '../messaging/answer.ts';
import { lockOrder, saveOrder } from './orders.ts';
import type { SalesCommand } from './worker.ts';

/** New lines join the order, whichever till they come from; their tickets are kept as they were printed [S15]. */
export async function sendToKitchen(tx: PoolClient, command: SalesCommand<'sendToKitchen'>): Promise<Answer> {
  const { order, round, lines, tickets } = command.data;
  const known = await lockOrder(tx, order.id);
  const saved = await saveOrder(
    tx,
    command.branchId,
    known,
    { ...order, status: 'open', rounds: round, lines },
    tickets,
  );
  return { event: 'orderSent', data: { order: saved, tickets }, flags: command.flags };
}
