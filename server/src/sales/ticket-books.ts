import type { PoolClient } from 'pg';
import { laterState, type TicketState, ticketStateSchema } from '@galley/shared/domain/ticket-state.ts';
import type { BranchId, TicketId } from '@galley/shared/values/ids.ts';
import { insertRows } from '../db/rows.ts';

type Stored = { readonly revision: number; readonly data: TicketState };

/** How far the tickets are that a batch speaks of. */
export class TicketBooks {
  readonly #states = new Map<TicketId, Stored>();
  readonly #changed = new Map<TicketId, Stored & { readonly branchId: BranchId }>();

  static async open(tx: PoolClient, ticketIds: readonly TicketId[]): Promise<TicketBooks> {
    const books = new TicketBooks();
    if (ticketIds.length === 0) return books;
    const { rows } = await tx.query<{ id: TicketId; data: string; revision: number }>(
      `select ticket_id as id, data, revision from ticket_state where ticket_id = any($1::uuid[])
        order by ticket_id for update`,
      [ticketIds],
    );
    for (const { id, data, revision } of rows) {
      books.#states.set(id, { revision, data: ticketStateSchema.parse(JSON.parse(data)) });
    }
    return books;
  }

  /** Of what is known and what is told the one that counts; told again under a new revision. */
  mark(branchId: BranchId, told: TicketState): Stored {
    const known = this.#states.get(told.ticketId);
    const data = known ? laterState(known.data, told) : told;
    const stored = { revision: (known?.revision ?? 0) + 1, data };
    this.#states.set(told.ticketId, stored);
    this.#changed.set(told.ticketId, { ...stored, branchId });
    return stored;
  }

  async save(tx: PoolClient): Promise<void> {
    await insertRows(
      tx,
      'ticket_state',
      [...this.#changed].map(([ticketId, { branchId, data, revision }]) => ({
        ticket_id: ticketId,
        branch_id: branchId,
        data: JSON.stringify(data),
        revision,
      })),
      'on conflict (ticket_id) do update set data = excluded.data, revision = excluded.revision',
    );
  }
}
