import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { BranchId } from '@galley/shared/values/ids.ts';
import type { Expiring, ItemName } from '@galley/shared/wire/stock-office.ts';
import { expiringSchema, itemNamesSchema } from '@galley/shared/wire/stock-office.ts';
import type { Ingredient } from '@galley/shared/wire/stock-requests.ts';
import type { z } from 'zod';
import { answerQuestion } from '../messaging/ask.ts';
import type { Bus, Subscription } from '../messaging/bus.ts';
import { escapeLike } from './escape-like.ts';
import { latestRecipe, readRecipe } from './items.ts';
import { stockQuestions } from './questions.ts';
import { readLevels } from './read-levels.ts';
import { readMovements } from './read-movements.ts';
import { readTransfers } from './read-transfers.ts';

type AskedNames = z.output<(typeof stockQuestions.items)['question']>;
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
    answerQuestion(context, stockQuestions.items, (asked) => readNames(pool, asked)),
    answerQuestion(context, stockQuestions.ingredients, ({ branchId }) => readIngredients(pool, branchId)),
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
    text: `select item.id, lot.id as "lotId", name, unit, kind, made, expires_on::text as "expiresOn", remaining::float8 as remaining, cost::float8 as value
             from lot join item on item.branch_id = lot.branch_id and item.id = lot.product_id
            where lot.branch_id = $1 and remaining > 0 and expires_on is not null
              and expires_on <= current_date + 14 order by expires_on, name limit ${mostLots}`,
    values: [branchId],
  });
  return expiringSchema.parse({ lots: rows });
}

/** Of the names with `search` in them, or of these ids, whether they are still in use or not. */
async function readNames(pool: Pool, asked: AskedNames): Promise<{ items: ItemName[] }> {
  const { branchId, search, ids } = asked;
  const { rows } = ids
    ? await pool.query<Record<string, unknown>>({
        name: 'read-names-of',
        text: 'select id, name, unit, kind, made from item where branch_id = $1 and id = any($2::uuid[])',
        values: [branchId, ids],
      })
    : await pool.query<Record<string, unknown>>({
        name: 'read-names',
        text: `select id, name, unit, kind, made from item where branch_id = $1 and active and name ilike $2
                order by name ilike $3 desc, lower(name), id limit ${mostNames}`,
        values: [branchId, `%${escapeLike(search)}%`, `${escapeLike(search)}%`],
      });
  return itemNamesSchema.parse({ items: rows });
}

async function readIngredients(pool: Pool, branchId: BranchId): Promise<{ items: Ingredient[] }> {
  const { rows } = await pool.query<Omit<Ingredient, 'recipe'> & { readonly recipe: string | null }>({
    name: 'read-ingredients',
    text: `select id, name, unit, low_at::float8 as "lowAt", ${latestRecipe} as recipe
             from item where branch_id = $1 and kind = 'ingredient' and active`,
    values: [branchId],
  });
  return { items: rows.map((row) => ({ ...row, recipe: readRecipe(row.recipe) })) };
}
