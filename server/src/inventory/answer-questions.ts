import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { BranchId } from '@galley/shared/values/ids.ts';
import type { Expiring, ItemName } from '@galley/shared/wire/stock-office.ts';
import { expiringSchema, itemNamesSchema } from '@galley/shared/wire/stock-office.ts';
import { answerQuestion } from '../messaging/ask.ts';
import type { Bus, Subscription } from '../messaging/bus.ts';
import { escapeLike } from './escape-like.ts';
import { stockQuestions } from './questions.ts';
import { readLevels } from './read-levels.ts';
import { readMovements } from './read-movements.ts';
import { readTransfers } from './read-transfers.ts';

const mostNames = 40;
const mostLots = 200;

/** Tells the office what it asks of the stock. */
export function startAnswering(context: { pool: Pool; bus: Bus; log: Logger }): Subscription {
  const { pool } = context;
  const answering = [
    answerQuestion(context, stockQuestions.levels, (asked) => readLevels(pool, asked)),
    answerQuestion(context, stockQuestions.movements, (asked) => readMovements(pool, asked)),
    answerQuestion(context, stockQuestions.transfers, ({ branchId }) => readTransfers(pool, branchId)),
    answerQuestion(context, stockQuestions.expiring, ({ branchId }) => readExpiring(pool, branchId)),
    answerQuestion(context, stockQuestions.items, ({ branchId, search }) => readNames(pool, branchId, search)),
  ]; // prettier-ignore
  return {
    async stop() {
      await Promise.all(answering.map((each) => each.stop()));
    },
  };
}

async function readExpiring(pool: Pool, branchId: BranchId): Promise<Expiring> {
  const { rows } = await pool.query<Record<string, unknown>>({
    name: 'read-expiring',
    text: `select item.id, name, unit, kind, expires_on::text as "expiresOn", remaining::float8 as remaining, cost::float8 as value
             from lot join item on item.branch_id = lot.branch_id and item.id = lot.product_id
            where lot.branch_id = $1 and remaining > 0 and expires_on is not null
              and expires_on <= current_date + 14 order by expires_on, name limit ${mostLots}`,
    values: [branchId],
  });
  return expiringSchema.parse({ lots: rows });
}

async function readNames(pool: Pool, branchId: BranchId, search: string): Promise<{ items: ItemName[] }> {
  const { rows } = await pool.query<Record<string, unknown>>({
    name: 'read-names',
    text: `select id, name, unit, kind from item where branch_id = $1 and active and name ilike $2
            order by name ilike $3 desc, lower(name), id limit ${mostNames}`,
    values: [branchId, `%${escapeLike(search)}%`, `${escapeLike(search)}%`],
  });
  return itemNamesSchema.parse({ items: rows });
}
