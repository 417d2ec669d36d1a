import type { PoolClient } from 'pg';
import type { BranchId } from '@galley/shared/values/ids.ts';
import type { EventData, EventName } from '@galley/shared/wire/events.ts';
import { eventMessage } from '../messaging/answer.ts';
import { addToOutbox } from '../messaging/outbox.ts';

/** Tells what came from outside of the log (the office, the gateway), in the transaction that keeps it. */
export function tellEvent<N extends EventName>(
  tx: PoolClient,
  place: { readonly id: string; readonly branchId: BranchId },
  type: N,
  data: EventData<N>,
): Promise<void> {
  return addToOutbox(tx, [eventMessage('sync', place, type, data)]);
}
