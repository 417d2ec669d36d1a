import {
  type BranchId, type LineId, newId, type ProductId, type SaleId, type TenderId, uuidFrom,
} from '../values/ids.ts'; // prettier-ignore
import { type Money, roundToStep, subtract, sum } from '../values/money.ts';
import { quantity } from '../values/quantity.ts';
import { type Result, ok, refuse } from '../values/result.ts';
import type { Branch } from './branch.ts';
import type { Tender } from './payment.ts';
import { type Refund, refundHashOf, type RefundRequest } from './refund.ts';
import type { Sale } from './sale.ts';

/** What stands on the guest's paper and is given back; without a name: something of that receipt. */
export type TypedLine = { readonly name: string; readonly amount: Money };

export type TypedRefundRequest = Pick<
  RefundRequest,
  'id' | 'reason' | 'shift' | 'staff' | 'receiptNumber' | 'previousHash' | 'refundedAt'
> & {
  readonly branch: Branch;
  /** As it stands on paper, in capitals. */
  readonly saleReceiptNumber: string;
  readonly lines: readonly TypedLine[];
  readonly tender: Pick<Tender, 'reference'> & { readonly kind: 'cash' | 'card' | 'wallet' };
  readonly ids: () => string;
};

/**
 * Stands for a sale that a till knows by its number only. It follows from the number, so everybody who comes to know the
 * sale finds what was given back of it before.
 */
export function typedSaleId(branchId: BranchId, receiptNumber: string): SaleId {
  return newId<SaleId>(() => uuidFrom(`sale of branch ${branchId} with receipt ${receiptNumber}`));
}

/** Under which ids refunds of a sale may stand: its own, and the one that stands for it where it was not known. */
export function refundedIdsOf(
  branchId: BranchId,
  sale: Pick<Sale, 'id' | 'receiptNumber'>,
): [SaleId, SaleId] {
  return [sale.id, typedSaleId(branchId, sale.receiptNumber)];
}

/**
 * A refund of a sale that this till does not know: what the guest's paper says, in money alone. It brings no goods back
 * and no taxes, because nobody here knows them; whether it is too much the server tells, which has or will have the sale
 * [S17].
 */
export function decideTypedRefund(request: TypedRefundRequest): Result<Refund, TypedRefusal> {
  const { branch, ids } = request;
  const reason = request.reason.trim();
  if (reason === '') return refuse('noReason', 'Say why the money is given back.');
  const lines = request.lines.filter(({ amount }) => amount > 0);
  const total = sum(lines.map(({ amount }) => amount));
  if (total === 0) return refuse('nothingToRefund', 'Type how much is given back.');
  const { kind, reference } = request.tender;
  const amount = kind === 'cash' ? roundToStep(total, branch.cashStep) : total;
  const refund: Omit<Refund, 'hash'> = {
    id: request.id,
    receiptNumber: request.receiptNumber,
    saleId: typedSaleId(branch.id, request.saleReceiptNumber),
    saleReceiptNumber: request.saleReceiptNumber,
    tillId: request.shift.tillId,
    shiftId: request.shift.id,
    businessDay: request.shift.businessDay,
    staffId: request.staff.id,
    staffName: request.staff.name,
    reason,
    currency: branch.currency,
    rules: 1,
    lines: lines.map((line) => ({
      lineId: newId<LineId>(ids),
      productId: unknownProduct,
      name: line.name.trim() || request.saleReceiptNumber,
      category: '',
      quantity: quantity(0),
      amount: line.amount,
      taxes: [],
      restock: false,
    })),
    taxes: [],
    total,
    rounding: subtract(amount, total),
    tenders:
      amount === 0
        ? []
        : [{ id: newId<TenderId>(ids), kind, amount, reference, refunds: newId<TenderId>(ids) }],
    refundedAt: request.refundedAt,
    previousHash: request.previousHash,
    typed: true,
  };
  return ok({ ...refund, hash: refundHashOf(refund) });
}
export type TypedRefusal = {
  readonly ok: false;
  readonly code: 'noReason' | 'nothingToRefund';
  readonly message: string;
};

/** Paper gives names, and names are not products. */
const unknownProduct = newId<ProductId>(() => uuidFrom('an item that was typed from a receipt'));
