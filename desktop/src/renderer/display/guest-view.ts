import { liveLines, type Order } from '@galley/shared/domain/order.ts';
import type { Sale } from '@galley/shared/domain/sale.ts';
import { totalsOf } from '@galley/shared/domain/totals.ts';
import type { Currency, Money } from '@galley/shared/values/money.ts';
import type { Quantity } from '@galley/shared/values/quantity.ts';

/** What the guest sees: nothing of notes, staff or other orders. */
export type GuestView = {
  readonly branch: string;
  readonly currency: Currency;
  readonly lines: readonly {
    readonly id: string;
    readonly name: string;
    readonly options: string;
    readonly quantity: Quantity;
    readonly total: Money;
  }[];
  readonly total: Money;
  /** Set from the moment when the order is paid until the next one begins. */
  readonly paid: { readonly total: Money; readonly change: Money } | null;
};

/** Where the till says what to show; all windows of this profile hear it, no other device does. */
export const guestChannel = 'galley-guest';
/** What a display says when it opens, and the till whenever something changes. */
export type GuestMessage = { readonly kind: 'hello' } | { readonly kind: 'view'; readonly view: GuestView };

export function guestView(
  branch: { readonly name: string; readonly currency: Currency },
  order: Order | null,
  paid: Sale | null,
): GuestView {
  const lines = order ? liveLines(order) : [];
  return {
    branch: branch.name,
    currency: branch.currency,
    lines: lines.map((line) => ({
      id: line.id,
      name: line.name,
      options: line.options.map((option) => option.name).join(' · '),
      quantity: line.quantity,
      total: totalsOf([line]).subtotal,
    })),
    total: totalsOf(lines).total,
    paid: lines.length === 0 && paid ? { total: paid.total, change: paid.change } : null,
  };
}
