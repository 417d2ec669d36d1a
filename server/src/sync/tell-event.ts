import type { PoolClient } from 'pg';
import type { BranchId } from '@galley/shared/values/ids.ts';
import { instant } from '@galley/shared/values/time.ts';
import { type EventData, type EventName, eventSubject } from '@galley/shared/wire/events.ts';
import { addToOutbox } from '../messaging/outbox.ts';

/** Tells what came from outside of the log (the office, the gateway), in the transaction that keeps it. */
export async function tellEvent<N extends EventName>(
  tx: PoolClient,
  { id, branchId }: { readonly id: string; readonly branchId: BranchId },
  type: N,
  data: EventData<N>,
): Promise<void> {
  const event = {
    id,
    type,
    version: 1,
    occurredAt: instant(Date.now()),
    correlationId: id,
    causationId: null,
    branchId,
    worker: 'sync',
    verdict: 'applied',
    flags: [],
    data,
  };
  const subject = eventSubject('sync', type, branchId);
  await addToOutbox(tx, [{ id, causeId: id, subject, payload: JSON.stringify(event) }]);
}
