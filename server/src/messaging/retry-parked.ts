import type { PoolClient } from 'pg';
import type { Envelope } from '@galley/shared/wire/envelope.ts';
import { inTransaction, isTransient } from '../db/transaction.ts';
import { applyParked, quarantine } from './apply.ts';
import { batchSize } from './bus.ts';
import type { Item, WorkerContext, WorkerRules } from './rules.ts';
import { comparePlaces } from './turns.ts';

/** Tries what is parked and due: together, or one by one when one of them is at fault. */
export async function retryParked<M extends Envelope, Books>(
  rules: WorkerRules<M, Books>,
  context: WorkerContext,
): Promise<void> {
  for (;;) {
    const tried = await tryParked(rules, context, batchSize).catch((error: unknown) => {
      if (isTransient(error)) throw error;
      return null; // one of them can never be applied: it is found by taking them one by one
    });
    if (tried === null) await tryOneByOne(rules, context);
    else if (tried > 0) context.wakeRelay();
    if (tried !== null && tried < batchSize) return;
  }
}

async function tryParked<M extends Envelope, Books>(
  rules: WorkerRules<M, Books>,
  context: WorkerContext,
  most: number,
): Promise<number> {
  return inTransaction(context.pool, async (tx) => {
    const items = await lockDue(rules, tx, most);
    await applyParked(rules, tx, items);
    return items.length;
  });
}

/** Skips those that another replica has in its hands. */
async function lockDue<M extends Envelope, Books>(
  rules: WorkerRules<M, Books>,
  tx: PoolClient,
  most: number,
): Promise<Item<M>[]> {
  const { rows } = await tx.query<Item<M>['letter'] & { readonly waited: number | null }>(
    `select subject, payload, (extract(epoch from now() - waits_from) * 1000)::float8 as waited from parked where next_try_at <= now() order by turn, next_try_at limit $1
        for update skip locked`,
    [most],
  );
  return rows
    .map(({ waited, ...letter }) => ({ message: rules.parse(letter.payload), letter, waitedMs: waited }))
    .sort((a, b) => comparePlaces(rules.placeOf(a.message), rules.placeOf(b.message)));
}

async function tryOneByOne<M extends Envelope, Books>(
  rules: WorkerRules<M, Books>,
  context: WorkerContext,
): Promise<void> {
  for (let count = 0; count < batchSize; count += 1) {
    let current: Item<M> | undefined;
    try {
      await inTransaction(context.pool, async (tx) => {
        [current] = await lockDue(rules, tx, 1);
        if (current) await applyParked(rules, tx, [current]);
      });
    } catch (error) {
      if (!current || isTransient(error)) throw error;
      await quarantine(rules, context, current, error);
    }
    if (!current) return;
    context.wakeRelay();
  }
}
