import type { PoolClient } from 'pg';
import type { BranchId } from '@galley/shared/values/ids.ts';
import { instant } from '@galley/shared/values/time.ts';
import type { Event } from '@galley/shared/wire/events.ts';
import {
  type StockRequestData,
  type StockRequestName,
  stockRequestSubject,
} from '@galley/shared/wire/stock-requests.ts';
import { addToOutbox } from '../messaging/outbox.ts';

/** Whom a request is from and which one it is: its id is its idempotency key. */
export type Asking = { readonly id: string; readonly branchId: BranchId; readonly by: string };

/**
 * Writes down what somebody asks the inventory for, with its command. From here on it is like a till's mutation: it is
 * driven again until it is answered, and counts once [S11] [S12]. Asked again under the same id nothing is written: false.
 */
export async function askInventory<N extends StockRequestName>(
  tx: PoolClient,
  { id, branchId, by }: Asking,
  type: N,
  data: StockRequestData<N>,
): Promise<boolean> {
  const request = {
    id,
    type,
    version: 1,
    occurredAt: instant(Date.now()),
    correlationId: id,
    causationId: null,
    branchId,
    data,
  };
  const { rowCount } = await tx.query(
    `insert into request (id, branch_id, type, by, body, drive_at)
     values ($1, $2, $3, $4, $5, now() + interval '30 s') on conflict do nothing`,
    [id, branchId, type, by, JSON.stringify(data)],
  );
  if (rowCount === 0) return false;
  const subject = stockRequestSubject(branchId);
  await addToOutbox(tx, [{ id, causeId: id, subject, payload: JSON.stringify(request) }]);
  return true;
}

/** Notes which requests are answered by these events, and how. Answers how many were. */
export async function settleRequests(tx: PoolClient, events: readonly Event[]): Promise<number> {
  const answers = events
    .filter(({ worker, causationId, correlationId }) => worker === 'inventory' && causationId === correlationId)
    .map((event) => ({ id: event.correlationId, ...answerOf(event) }));
  if (answers.length === 0) return 0;
  const { rowCount } = await tx.query(
    `update request set state = a.state, answer = a.answer
       from json_to_recordset($1) as a(id uuid, state text, answer text) where request.id = a.id and request.state = 'stored'`,
    [JSON.stringify(answers)],
  );
  return rowCount ?? 0;
} // prettier-ignore

function answerOf(event: Event): { state: string; answer: string } {
  if (event.type === 'quarantined') return { state: 'quarantined', answer: event.data.cause };
  if (event.type === 'stockRefused') return { state: 'refused', answer: JSON.stringify(event.data.refusal) };
  return { state: 'settled', answer: '' };
}

/** How far a request is, as far as the organisation of the transaction has asked for it. */
export async function readRequest(
  tx: PoolClient,
  id: string,
): Promise<{ readonly branchId: BranchId; readonly state: string; readonly answer: string } | null> {
  const { rows } = await tx.query<{ branchId: BranchId; state: string; answer: string }>(
    'select branch_id as "branchId", state, answer from request where id = $1',
    [id],
  );
  return rows[0] ?? null;
}
