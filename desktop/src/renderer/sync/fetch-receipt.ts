import type { Sale } from '@galley/shared/domain/sale.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { readReceiptNumber, receiptIdIn } from '@galley/shared/wire/receipt-search.ts';
import { z } from 'zod';
import type { Till } from '../actions/till.ts';
import { readMeta } from '../db/database.ts';
import { applyChanges } from './apply-changes.ts';
import { askOnce } from './ask-once.ts';
import { readChanges } from './read-change.ts';

/**
 * Asks the server for a sale that this till does not hold: another branch day, before it was enrolled, or pruned. It
 * comes with every refund that the branch knows of, so what is left of it is judged here as for any other [S17].
 */
export async function fetchReceipt(
  till: Till & { readonly fetch?: typeof fetch },
  typed: string,
): Promise<Result<Sale>> {
  const { db } = till;
  const id = receiptIdIn(typed);
  const number = readReceiptNumber(typed);
  if (id === null && number === null)
    return refuse(
      'badNumber',
      'Type the whole number as it stands on the receipt, such as T1-000042, or scan its code.',
    );
  if (db.training) return refuse('training', 'Leave training first.');
  const query = new URLSearchParams(id === null ? { number: number ?? '' } : { id });
  const answer = await askOnce(till, (client) =>
    client.get(`/sync/receipt?${query.toString()}`, answerSchema),
  );
  if (!answer.ok) return answer;
  const { changes } = await readChanges(db, answer.value.changes);
  const tillId = (await readMeta(db, 'identity'))?.till.id ?? null;
  await db.transaction('rw', db.tables, () => applyChanges(db, changes, tillId));
  const found = changes.find(({ entity }) => entity === 'sale');
  const sale = found && (await db.sales.get(found.id));
  return sale
    ? ok(sale)
    : refuse(
        'saleUnknown',
        'The server knows no such receipt of this branch. The till that printed it may not have sent it yet.',
      );
}
// One by one, so that what this version cannot read does not hide the rest.
const answerSchema = z.object({ changes: z.array(z.unknown()) });

/** Whether it is worth asking for. */
export function isReceiptName(typed: string): boolean {
  return receiptIdIn(typed) !== null || readReceiptNumber(typed) !== null;
}
