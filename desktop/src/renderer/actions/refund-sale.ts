import type { Approval } from '@galley/shared/domain/permissions.ts';
import { decideRefund, type Refund } from '@galley/shared/domain/refund.ts';
import type { RefundWay, WantedLine } from '@galley/shared/domain/remainder.ts';
import { receiptNumberOf } from '@galley/shared/domain/sale.ts';
import { refundMovements } from '@galley/shared/domain/stock.ts';
import { newId, type RefundId, type SaleId, type StaffId, type TenderId } from '@galley/shared/values/ids.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { checkRight } from './check-right.ts';
import { refuseCardNumber } from './free-text.ts';
import { moveStock } from './move-stock.ts';
import { currentShift } from './open-shift.ts';
import { queuePrintJobs } from './queue-print-jobs.ts';
import { readPlace, recordMutation } from './record-mutation.ts';
import { nameOf } from './tell-kitchen.ts';
import type { Till } from './till.ts';

/**
 * Gives money back, of any sale that this till knows, with or without a network. It takes its receipt number, the stock,
 * the outbox row and the drawer in one transaction, as a sale does [S2]. It refuses what it knows to be too much; what
 * another till gave back in the meantime only the server can see [S17].
 */
export async function refundSale(
  till: Till,
  args: {
    readonly saleId: SaleId;
    readonly lines: readonly WantedLine[];
    readonly way?: RefundWay | undefined;
    readonly reason: string;
    readonly staffId: StaffId;
    readonly approval?: Approval | undefined;
  },
): Promise<Result<Refund>> {
  const { db } = till;
  const { meta, outbox, sales, refunds, stock, printJobs } = db;
  const read = [db.shifts, db.branches, db.tills, db.printers, db.staff, db.rights, db.products];
  return db.transaction('rw', [meta, outbox, sales, refunds, stock, printJobs, ...read], async () => {
    const place = await readPlace(till);
    if (!place.ok) return place;
    const { identity, counters, at } = place.value;
    const sale = await sales.get(args.saleId);
    if (!sale)
      return refuse(
        'saleUnknown',
        'This till does not know that receipt. Look it up at the till that sold it.',
      );
    const [shift, branch, knownTill, staffName, earlier] = await Promise.all([
      currentShift(db, identity.till.id),
      db.branches.get(identity.branchId),
      db.tills.get(identity.till.id),
      nameOf(db, args.staffId),
      refunds.where('saleId').equals(sale.id).toArray(),
    ]);
    if (!shift) return refuse('noShift', 'Open a shift first: every refund belongs to one.');

    const receipt = counters.receipt + 1;
    const decided = decideRefund({
      id: newId<RefundId>(till.ids),
      sale,
      earlier,
      lines: args.lines,
      way: args.way,
      reason: args.reason,
      shift,
      staff: { id: args.staffId, name: staffName },
      receiptNumber: receiptNumberOf(identity.till.code, identity.incarnation, receipt),
      previousHash: counters.receiptHash,
      refundedAt: at,
      newTenderId: () => newId<TenderId>(till.ids),
    });
    if (!decided.ok) return decided;
    const refund = decided.value;
    const refusal =
      refuseCardNumber(refund.reason) ??
      (await checkRight(db, args, { permission: 'refund', amount: refund.total }));
    if (refusal) return refusal;

    await refunds.add({ ...refund, revision: 0, version: 0 });
    await moveStock(db, refundMovements(refund.lines));
    const { receiptPrinterId: printerId, name } = knownTill ?? identity.till;
    const paper = { printerId, createdAt: at };
    if (branch)
      await queuePrintJobs(db, [
        {
          id: `refund:${refund.id}`,
          content: { kind: 'refund', refund, branch, till: name, copy: false },
          ...paper,
        },
      ]);
    if (refund.tenders.some((tender) => tender.kind === 'cash'))
      await queuePrintJobs(db, [{ id: `drawer:${refund.id}`, content: { kind: 'drawer' }, ...paper }]);
    await recordMutation(
      till,
      { ...place.value, counters: { ...counters, receipt, receiptHash: refund.hash } },
      // Money that went out is not among the sales that are safe here [S24].
      { name: 'refundSale', data: { refund }, staffId: args.staffId, approval: args.approval, amount: null },
    );
    return ok(refund);
  });
}
