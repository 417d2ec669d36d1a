import type { Pool } from 'pg';
import { instant } from '@galley/shared/values/time.ts';
import type { DeadLetter } from '@galley/shared/wire/dead-letters.ts';
import { traceOfText } from '@galley/shared/wire/trace.ts';
import { inTransaction } from '../db/transaction.ts';
import type { Service } from './streams.ts';

/** A service's dead letters, in its own database or asked for on the bus. A key is unique within a box. */
export type LetterBox = {
  /** All that wait for a person or are being tried, oldest first. */
  list(): Promise<readonly DeadLetter[]>;
  /** Takes it off the list; nothing is deleted. False: it is not on the list (any more). */
  close(key: number, state: 'replayed' | 'dropped', reason: string): Promise<boolean>;
  /** Has the service take it up as if the bus had brought it. False as above. */
  handOver(key: number): Promise<boolean>;
};

const most = 200;
const isOpen = `state in ('open', 'replaying')`;

/** `branchId`: only what was said at that branch; null: everything. */
export function openLetterBox(pool: Pool, service: Service, branchId: string | null): LetterBox {
  const isOwn = `($1::text is null or subject like '%.' || $1)`;
  return {
    async list() {
      const { rows } = await pool.query<Row>(
        `select id, subject, payload, cause, attempts, died_at as "diedAt", last_tried_at as "lastTriedAt", state,
                message_id is not null as "wasRead", mutation_id as "mutationId"
           from dead_letter where ${isOpen} and ${isOwn} order by died_at, id limit ${most}`,
        [branchId],
      );
      return rows.map((row) => letterOf(service, row));
    },
    async close(key, state, reason) {
      const { rowCount } = await pool.query(
        `update dead_letter set state = $3, reason = $4, closed_at = now() where id = $2 and ${isOpen} and ${isOwn}`,
        [branchId, key, state, reason],
      );
      return rowCount === 1;
    },
    handOver: (key) =>
      inTransaction(pool, async (tx) => {
        const { rows } = await tx.query<{ message_id: string | null }>(
          `update dead_letter set state = 'replaying' where id = $2 and ${isOpen} and ${isOwn} returning message_id`,
          [branchId, key],
        );
        const [letter] = rows;
        // What was read and not applied has its inbox row, and would be taken for a repeat.
        if (letter?.message_id)
          await tx.query('delete from inbox where message_id = $1', [letter.message_id]);
        return letter !== undefined;
      }),
  };
}

type Row = Pick<DeadLetter, 'subject' | 'cause' | 'attempts' | 'state' | 'mutationId'> & {
  readonly id: string;
  readonly payload: string;
  readonly diedAt: Date;
  readonly lastTriedAt: Date;
  readonly wasRead: boolean;
};

function letterOf(service: Service, { id, payload, wasRead, diedAt, lastTriedAt, ...row }: Row): DeadLetter {
  const said = saidIn(payload);
  return {
    ...row,
    id: `${service}-${id}`,
    service,
    name: said.type,
    about: traceOfText(said.text),
    why: wasRead ? 'refused' : 'unreadable',
    diedAt: instant(diedAt.getTime()),
    lastTriedAt: instant(lastTriedAt.getTime()),
  };
}

/** A command holds the mutation that it carries; an event speaks for itself. */
function saidIn(payload: string): { readonly type: string; readonly text: string } {
  try {
    const message: unknown = JSON.parse(payload);
    const said: unknown = Object(message).mutation ?? message;
    const type: unknown = Object(said).type;
    return { type: typeof type === 'string' ? type : '', text: JSON.stringify(said) };
  } catch {
    return { type: '', text: '' }; // it is a letter because nobody can read it
  }
}
