import type { Approval } from '@galley/shared/domain/permissions.ts';
import { decideRefund, type Refund, type RefundRequest } from '@galley/shared/domain/refund.ts';
import { receiptNumberOf } from '@galley/shared/domain/sale.ts';
import { refundMovements } from '@galley/shared/domain/stock.ts';
import { newId, type RefundId, type SaleId, type StaffId, type TenderId } from '@galley/shared/values/ids.ts';
import { type Result, refuse } from '@galley/shared/values/result.ts';
import { refundNeed } from '@galley/shared/wire/needs.ts';
import type { GalleyDatabase } from '../db/database.ts';
import { checkRight } from './check-right.ts';
import { refuseCardNumber } from './free-text.ts';
import { moveStock } from './move-stock.ts';
import { currentShift } from './open-shift.ts';
import { queuePrintJobs } from './queue-print-jobs.ts';
import { type Place, recordMutation } from './record-mutation.ts';
import { refundsOf } from './refunds-of.ts';
import { nameOf } from './tell-kitchen.ts';
import type { Till } from './till.ts';

export type GiveBack = Pick<RefundRequest, 'lines' | 'way' | 'reason'> & {
  readonly saleId: SaleId;
  readonly staffId: StaffId;
  readonly approval?: Approval | undefined;
};

/** What a transaction names that gives money back. */
export function tablesOfRefund(db: GalleyDatabase) {
  const read = [db.shifts, db.branches, db.tills, db.printers, db.staff, db.rights, db.products];
  return [db.meta, db.outbox, db.sales, db.refunds, db.stock, db.printJobs, ...read];
}

/** The refund under the till's next receipt number, not yet written; or why there can be none. */
export async function decideGivingBack(
  till: Till,
  { identity, counters, at }: Place,
  args: GiveBack & Pick<RefundRequest, 'exchange'>,
): Promise<Result<Refund>> {
  const { db } = till;
  const sale = await db.sales.get(args.saleId);
  if (!sale)
    return refuse(
      'saleUnknown',
      'This till does not know that receipt. Look it up at the till that sold it.',
    );
  const [shift, name, earlier] = await Promise.all([
    currentShift(db, identity.till.id),
    nameOf(db, args.staffId),
    refundsOf(db, sale),
  ]);
  if (!shift) return refuse('noShift', 'Open a shift first: every refund belongs to one.');
  const { lines, way, reason, exchange } = args;
  const decided = decideRefund({
    id: newId<RefundId>(till.ids),
    sale,
    earlier,
    lines,
    way,
    exchange,
    reason,
    shift,
    staff: { id: args.staffId, name },
    receiptNumber: receiptNumberOf(identity.till.code, identity.incarnation, counters.receipt + 1),
    previousHash: counters.receiptHash,
    refundedAt: at,
    newTenderId: () => newId<TenderId>(till.ids),
  });
  if (!decided.ok) return decided;
  const refusal =
    refuseCardNumber(decided.value.reason) ?? (await checkRight(db, args, refundNeed(decided.value)));
  return refusal ?? decided;
}

/** Writes a refund with the stock, its outbox row and the drawer, in the caller's transaction [S2]. */
export async function writeRefund(
  till: Till,
  place: Place,
  refund: Refund,
  { approval, paper }: { readonly approval: Approval | undefined; readonly paper: boolean },
): Promise<void> {
  const { db } = till;
  const { identity, counters, at } = place;
  await db.refunds.add({ ...refund, revision: 0, version: 0 });
  await moveStock(db, refundMovements(refund.lines));
  const branch = await db.branches.get(identity.branchId);
  const { receiptPrinterId: printerId, name } = (await db.tills.get(identity.till.id)) ?? identity.till;
  const job = { printerId, createdAt: at };
  if (branch && paper)
    await queuePrintJobs(db, [
      {
        id: `refund:${refund.id}`,
        content: { kind: 'refund', refund, branch, till: name, copy: false },
        ...job,
      },
    ]);
  if (refund.tenders.some((tender) => tender.kind === 'cash'))
    await queuePrintJobs(db, [{ id: `drawer:${refund.id}`, content: { kind: 'drawer' }, ...job }]);
  await recordMutation(
    till,
    { ...place, counters: { ...counters, receipt: counters.receipt + 1, receiptHash: refund.hash } },
    // Money that went out is not among the sales that are safe here [S24].
    { name: 'refundSale', data: { refund }, staffId: refund.staffId, approval, amount: null },
  );
}
