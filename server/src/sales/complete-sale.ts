import type { PoolClient } from 'pg';
import { differenceOf, hashOf, type Sale } from '@galley/shared/domain/sale.ts';
import { noHash } from '@galley/shared/values/hash.ts';
import type { Flag } from '@galley/shared/wire/commands.ts';
import type { Answer } from '../messaging/answer.ts';
import { lockOrder, saveOrder, type StoredOrder } from './orders.ts';
import type { SalesCommand } from './worker.ts';

/** A sale is a fact: it is stored as the till's paper has it, and flagged where the books see it otherwise [S1] [S14]. */
export async function completeSale(tx: PoolClient, command: SalesCommand<'completeSale'>): Promise<Answer> {
  const { sale, order, round, tickets } = command.data;
  const known = await lockOrder(tx, order.id);
  const before = await insertSale(tx, command);
  const paid = { ...order, status: 'paid' as const, rounds: round, lines: sale.lines.map(withoutTotals) };
  const saved = await saveOrder(tx, command.branchId, known, paid, tickets);
  const flags = [...command.flags, ...flagsOf(sale, known, before)];
  return { event: 'saleCompleted', data: { sale, order: saved, tickets }, flags };
}

function withoutTotals({ total: _total, discountAmount: _discount, ...line }: Sale['lines'][number]) {
  return line;
}

type Before = { readonly receiptHash: string | null; readonly shiftKnown: boolean };

/** Stores the sale and moves the till's receipt chain on; answers what stood there before. */
async function insertSale(tx: PoolClient, command: SalesCommand<'completeSale'>): Promise<Before> {
  const { sale } = command.data;
  const { rows } = await tx.query<{ receipt_hash: string | null; shift_known: boolean }>({
    name: 'insert-sale',
    text: `with before as (
       select (select receipt_hash from turn where till_id = $2 and incarnation = $13) as receipt_hash,
              exists (select from shift where id = $4) as shift_known),
     inserted as (
       insert into sale (id, till_id, branch_id, shift_id, business_day, order_id, receipt_number, currency, total,
                         rounding, paid_at, hash, snapshot)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $14) on conflict (id) do nothing returning id),
     lines as (
       insert into sale_line (sale_id, line_id, product_id, name, category, quantity, total)
       select inserted.id, l.* from inserted,
         unnest($15::uuid[], $16::uuid[], $17::text[], $18::text[], $19::bigint[], $20::bigint[]) as l),
     chained as (
       insert into turn (till_id, incarnation, last_turn, receipt_hash) values ($2, $13, 0, $12)
       on conflict (till_id, incarnation) do update set receipt_hash = excluded.receipt_hash)
     select receipt_hash, shift_known from before`,
    values: [
      sale.id,
      sale.tillId,
      command.branchId,
      sale.shiftId,
      sale.businessDay,
      sale.orderId,
      sale.receiptNumber,
      sale.currency,
      sale.total,
      sale.rounding,
      sale.paidAt,
      sale.hash,
      command.incarnation,
      JSON.stringify(sale),
      sale.lines.map((line) => line.id),
      sale.lines.map((line) => line.productId),
      sale.lines.map((line) => line.name),
      sale.lines.map((line) => line.category),
      sale.lines.map((line) => line.quantity),
      sale.lines.map((line) => line.total),
    ],
  });
  const [row] = rows;
  return { receiptHash: row?.receipt_hash ?? null, shiftKnown: row?.shift_known ?? false };
}

function flagsOf(sale: Sale, order: StoredOrder | null, before: Before): Flag[] {
  const flags: Flag[] = [];
  const difference = differenceOf(sale);
  if (difference) flags.push({ code: 'totalDiffers', detail: difference });
  if (hashOf(sale) !== sale.hash || sale.previousHash !== (before.receiptHash ?? noHash)) {
    flags.push({ code: 'receiptChainBroken', detail: { receiptNumber: sale.receiptNumber } });
  }
  if (!before.shiftKnown) flags.push({ code: 'shiftUnknown', detail: { shiftId: sale.shiftId } });
  if (order?.data.status === 'paid')
    flags.push({ code: 'paidTwice', detail: { orderNumber: sale.orderNumber } });
  return flags;
}
