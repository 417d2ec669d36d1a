import type { PoolClient } from 'pg';
import type { Answer } from '../messaging/answer.ts';
import { lockOrder, saveOrder } from './orders.ts';
import type { SalesCommand } from './worker.ts';

/** The line may come from another till whose order is still on its way: then this waits for it [S13]. */
export async function voidLine(tx: PoolClient, command: SalesCommand<'voidLine'>): Promise<Answer> {
  const { orderId, line, tickets } = command.data;
  const known = await lockOrder(tx, orderId);
  if (!known) return { waitFor: `order ${orderId}` };
  const saved = await saveOrder(tx, command.branchId, known, { ...known.data, lines: [line] }, tickets);
  return { event: 'lineVoided', data: { order: saved, tickets }, flags: command.flags };
}
