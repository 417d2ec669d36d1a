import type { Choice, OrderType, Product } from '@galley/shared/domain/menu.ts';
import type { OrderLine } from '@galley/shared/domain/order.ts';
import { decideLine } from '@galley/shared/domain/pricing.ts';
import {
  type ChoiceId, type LineId, newId, type OrderId, type ProductId, type StaffId,
} from '@galley/shared/values/ids.ts'; // prettier-ignore
import { type Quantity, quantity } from '@galley/shared/values/quantity.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { instant } from '@galley/shared/values/time.ts';
import type { OrderRow } from '../db/rows.ts';
import { refuseCardNumber } from './free-text.ts';
import { openOrder } from './open-order.ts';
import { startOrder } from './start-order.ts';
import type { Till } from './till.ts';

/**
 * A tap on a product. The same tap again makes the line's quantity grow as long as the kitchen does not have it; with
 * no order on screen it starts one to take away, so that one tap is enough.
 */
export async function addLine(
  till: Till,
  args: {
    readonly orderId: OrderId | null;
    readonly productId: ProductId;
    readonly choiceIds: readonly ChoiceId[];
    readonly quantity: Quantity;
    readonly note: string;
    readonly staffId: StaffId;
  },
): Promise<Result<OrderLine>> {
  const { db } = till;
  return db.transaction(
    'rw',
    [db.meta, db.orders, db.shifts, db.products, db.categories, db.taxes],
    async () => {
      const known = args.orderId === null ? null : await openOrder(db, args.orderId);
      if (known && !known.ok) return known;
      const line = await lineOf(till, args, known?.value.type ?? 'takeaway');
      if (!line.ok) return line;
      // Only now, so that a refused line leaves no empty order behind.
      const started = known
        ? ok(known.value)
        : await startOrder(till, { ...emptyOrder, staffId: args.staffId });
      if (!started.ok) return started;

      const order: OrderRow = known ? known.value : { ...started.value, revision: 0, version: 0 };
      const twin = order.lines.find((each) => isSameTap(each, line.value));
      const added = twin ? { ...twin, quantity: quantity(twin.quantity + line.value.quantity) } : line.value;
      await db.orders.put({
        ...order,
        lines: twin ? order.lines.map((each) => (each === twin ? added : each)) : [...order.lines, added],
        ahead: true,
      });
      return ok(added);
    },
  );
}

const emptyOrder = { type: 'takeaway', table: null, guests: 0 } as const;

async function lineOf(
  till: Till,
  args: Parameters<typeof addLine>[1],
  orderType: OrderType,
): Promise<Result<OrderLine>> {
  const { db } = till;
  if (args.quantity <= 0) return refuse('badQuantity', 'A line has a quantity above zero.');
  const secret = refuseCardNumber(args.note);
  if (secret) return secret;
  const product = await db.products.get(args.productId);
  const category = product && (await db.categories.get(product.categoryId));
  if (!product || !category) return refuse('unknownProduct', 'This item is not on the menu any more.');
  if (!product.active) return refuse('notSold', `${product.name} is not sold at the moment.`);
  const choices = choicesOf(product, args.choiceIds);
  if (choices.length < args.choiceIds.length) {
    return refuse('unknownChoice', `${product.name} has changed. Choose its options again.`);
  }
  const taxes = await db.taxes.bulkGet(product.taxIds);
  return decideLine({
    id: newId<LineId>(till.ids),
    product,
    category,
    taxes: taxes.filter((tax) => tax !== undefined),
    orderType,
    choices,
    quantity: args.quantity,
    note: args.note.trim(),
    by: args.staffId,
    at: instant(till.now()),
  });
}

/** In the menu's order, whatever the order of the taps, so that equal choices are equal lines. */
function choicesOf(product: Product, ids: readonly ChoiceId[]): Choice[] {
  return product.options.flatMap((group) => group.choices).filter((choice) => ids.includes(choice.id));
}

function isSameTap(line: OrderLine, tap: OrderLine): boolean {
  return (
    line.kitchen.state === 'unsent' &&
    line.productId === tap.productId &&
    line.unitPrice === tap.unitPrice &&
    line.discount === null &&
    line.note === '' &&
    tap.note === '' &&
    line.options.length === tap.options.length &&
    line.options.every((option, index) => option.choiceId === tap.options[index]?.choiceId)
  );
}
