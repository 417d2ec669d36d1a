import type { Refund } from '@galley/shared/domain/refund.ts';
import type { Sale } from '@galley/shared/domain/sale.ts';
import type { Ticket } from '@galley/shared/domain/ticket.ts';
import type { OrderId } from '@galley/shared/values/ids.ts';
import type { Chain, Entry, StoredOrder } from './books.ts';

export function orderRow(id: OrderId, { branchId, data, revision }: Entry<StoredOrder>) {
  return { id, branch_id: branchId, status: data.status, state: JSON.stringify(data), revision };
}

export function ticketRow(ticket: Ticket) {
  const { id, orderId, kind, at } = ticket;
  return { id, order_id: orderId, kind, data: JSON.stringify(ticket), fired_at: at };
}

/** The line of commands itself is kept by the worker, in the same row. */
export function chainRow({ tillId, incarnation, hash }: Chain) {
  return { till_id: tillId, incarnation, last_turn: 0, receipt_hash: hash };
}

export function saleRow({ branchId, ...sale }: Entry<Sale>) {
  return {
    id: sale.id,
    branch_id: branchId,
    till_id: sale.tillId,
    shift_id: sale.shiftId,
    business_day: sale.businessDay,
    order_id: sale.orderId,
    receipt_number: sale.receiptNumber,
    currency: sale.currency,
    total: sale.total,
    rounding: sale.rounding,
    paid_at: sale.paidAt,
    hash: sale.hash,
    snapshot: JSON.stringify(sale),
    staff_id: sale.staffId,
    table_name: sale.table,
    tenders: [...new Set(sale.tenders.map(({ kind }) => kind))].toSorted(),
  };
}

export function lineRows(sale: Sale) {
  return sale.lines.map((line) => ({
    sale_id: sale.id,
    line_id: line.id,
    product_id: line.productId,
    name: line.name,
    category: line.category,
    quantity: line.quantity,
    total: line.total,
  }));
}

export function refundRow({ branchId, ...refund }: Entry<Refund>) {
  return {
    id: refund.id,
    branch_id: branchId,
    till_id: refund.tillId,
    shift_id: refund.shiftId,
    business_day: refund.businessDay,
    sale_id: refund.saleId,
    receipt_number: refund.receiptNumber,
    currency: refund.currency,
    total: refund.total,
    rounding: refund.rounding,
    refunded_at: refund.refundedAt,
    hash: refund.hash,
    snapshot: JSON.stringify(refund),
  };
}

export function refundLineRows(refund: Refund) {
  return refund.lines.map((line) => ({
    refund_id: refund.id,
    line_id: line.lineId,
    product_id: line.productId,
    name: line.name,
    category: line.category,
    quantity: line.quantity,
    amount: line.amount,
  }));
}
