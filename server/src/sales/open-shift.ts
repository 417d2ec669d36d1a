import type { PoolClient } from 'pg';
import type { Answer } from '../messaging/answer.ts';
import type { SalesCommand } from './worker.ts';

export async function openShift(tx: PoolClient, command: SalesCommand<'openShift'>): Promise<Answer> {
  const { shift } = command.data;
  await tx.query(
    `insert into shift (id, branch_id, till_id, business_day, opened_by, opened_at, float)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing`,
    [
      shift.id,
      command.branchId,
      shift.tillId,
      shift.businessDay,
      shift.openedBy,
      shift.openedAt,
      shift.float,
    ],
  );
  return { event: 'shiftOpened', data: { shift: { revision: 1, data: shift } }, flags: command.flags };
}
