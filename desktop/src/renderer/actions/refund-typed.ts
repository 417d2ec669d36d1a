import type { Approval } from '@galley/shared/domain/permissions.ts';
import type { Refund } from '@galley/shared/domain/refund.ts';
import { receiptNumberOf } from '@galley/shared/domain/sale.ts';
import { decideTypedRefund, type TypedRefundRequest } from '@galley/shared/domain/typed-refund.ts';
import { newId, type RefundId, type StaffId } from '@galley/shared/values/ids.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { refundNeed } from '@galley/shared/wire/needs.ts';
import { readReceiptNumber } from '@galley/shared/wire/receipt-search.ts';
import { checkRight } from './check-right.ts';
import { refuseCardNumber } from './free-text.ts';
import { tablesOfRefund, writeRefund } from './give-back.ts';
import { currentShift } from './open-shift.ts';
import { readPlace } from './record-mutation.ts';
import { nameOf } from './tell-kitchen.ts';
import type { Till } from './till.ts';

export type RefundTyped = Pick<TypedRefundRequest, 'lines' | 'tender' | 'reason'> & {
  /** As somebody typed it. */
  readonly number: string;
  readonly staffId: StaffId;
  readonly approval?: Approval | undefined;
};

/**
 * Gives money back on the word of a paper: the sale is of another till or long ago, and there is no network to ask. The
 * guest does not wait for it; the server judges it when both are there [S17]. A sale that is here is given back as itself.
 */
export async function refundTyped(till: Till, args: RefundTyped): Promise<Result<Refund>> {
  const { db } = till;
  return db.transaction('rw', tablesOfRefund(db), async () => {
    const place = await readPlace(till);
    if (!place.ok) return place;
    const { identity, counters, at } = place.value;
    const number = readReceiptNumber(args.number);
    if (number === null)
      return refuse('badNumber', 'Type the whole number as it stands on the receipt, such as T1-000042.');
    if (await db.sales.where('receiptNumber').equals(number).count())
      return refuse('saleKnown', 'This till knows that receipt. Open it and give the money back there.');
    const [shift, branch, name] = await Promise.all([
      currentShift(db, identity.till.id),
      db.branches.get(identity.branchId),
      nameOf(db, args.staffId),
    ]);
    if (!shift || !branch) return refuse('noShift', 'Open a shift first: every refund belongs to one.');
    const decided = decideTypedRefund({
      id: newId<RefundId>(till.ids),
      branch,
      saleReceiptNumber: number,
      lines: args.lines,
      tender: args.tender,
      reason: args.reason,
      shift,
      staff: { id: args.staffId, name },
      receiptNumber: receiptNumberOf(identity.till.code, identity.incarnation, counters.receipt + 1),
      previousHash: counters.receiptHash,
      refundedAt: at,
      ids: till.ids,
    });
    if (!decided.ok) return decided;
    const refund = decided.value;
    const refusal =
      refuseCardNumber(refund.reason, ...refund.lines.map((line) => line.name)) ??
      (await checkRight(db, args, refundNeed(refund)));
    if (refusal) return refusal;
    await writeRefund(till, place.value, refund, { approval: args.approval, paper: true });
    return ok(refund);
  });
}
