import type { StaffId, LineId } from '../values/ids.ts';
import type { Quantity } from '../values/quantity.ts';
import { type Result, ok, refuse } from '../values/result.ts';
import type { Instant } from '../values/time.ts';
import type { Category, Choice, OrderType, Product, Tax } from './menu.ts';
import type { OrderLine } from './order.ts';

export type LineRequest = {
  readonly id: LineId;
  readonly product: Product;
  readonly category: Category;
  /** The branch's taxes; those of the product that count for the order type are taken [M6]. */
  readonly taxes: readonly Tax[];
  readonly orderType: OrderType;
  readonly choices: readonly Choice[];
  readonly quantity: Quantity;
  readonly note: string;
  readonly by: StaffId;
  readonly at: Instant;
};

/** Makes an order line with the snapshot of all it is priced from [M9]; refuses an incomplete or doubtful choice. */
export function decideLine(request: LineRequest): Result<OrderLine, LineRefusal> {
  const { product, choices } = request;
  const offered = product.options.flatMap((group) => group.choices);
  const foreign = choices.find((choice) => !offered.some((each) => each.id === choice.id));
  if (foreign)
    return refuse('unknownChoice', `${product.name} has no ${foreign.name}. Choose its options again.`);
  for (const group of product.options) {
    const picked = choices.filter((choice) => group.choices.some((each) => each.id === choice.id)).length;
    if (picked < group.min) return refuse('choiceMissing', `Choose ${group.name} for ${product.name}.`);
    if (picked > group.max)
      return refuse('tooManyChoices', `${product.name}: at most ${group.max} of ${group.name}.`);
  }
  return ok({
    id: request.id,
    productId: product.id,
    name: product.name,
    category: request.category.name,
    unitPrice: product.price,
    options: choices.map((choice) => ({ choiceId: choice.id, name: choice.name, price: choice.price })),
    quantity: request.quantity,
    discount: null,
    taxes: taxesFor(product, request.taxes, request.orderType),
    note: request.note,
    stationId: product.stationId,
    kitchen: { state: 'unsent' },
    addedBy: request.by,
    addedAt: request.at,
  });
}

/** The taxes of a product that count for an order type [M6], as a line keeps them. */
export function taxesFor(product: Product, taxes: readonly Tax[], orderType: OrderType): OrderLine['taxes'] {
  return taxes
    .filter((tax) => product.taxIds.includes(tax.id) && tax.orderTypes.includes(orderType))
    .map((tax) => ({ taxId: tax.id, name: tax.name, rate: tax.rate, inclusive: tax.inclusive }));
}

export type LineRefusal = {
  readonly ok: false;
  readonly code: 'unknownChoice' | 'choiceMissing' | 'tooManyChoices';
  readonly message: string;
};
