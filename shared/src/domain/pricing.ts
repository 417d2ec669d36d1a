import type { ComboId, LineId, StaffId } from '../values/ids.ts';
import { allocate, type Money, money } from '../values/money.ts';
import { must } from '../values/must.ts';
import type { Quantity } from '../values/quantity.ts';
import { type Result, ok, refuse } from '../values/result.ts';
import type { Instant } from '../values/time.ts';
import type { Category, Choice, OrderType, Product, Tax } from './menu.ts';
import type { OrderLine } from './order.ts';
import { priceAt } from './price-at.ts';

/** What is picked of a product, alone or as a part of a combo. */
export type Picked = {
  readonly id: LineId;
  readonly product: Product;
  readonly category: Category;
  readonly choices: readonly Choice[];
};

/** What all lines of one tap have in common. */
export type Tapped = {
  /** The branch's taxes; those of the product that count for the order type are taken [M6]. */
  readonly taxes: readonly Tax[];
  readonly orderType: OrderType;
  readonly quantity: Quantity;
  readonly note: string;
  readonly by: StaffId;
  readonly at: Instant;
  readonly timeZone: string;
};

export type LineRequest = Picked &
  Tapped & {
    /** What a person or a label says that it costs; null: what the menu says at that time. */
    readonly price: Money | null;
  };

/** Makes an order line with the snapshot of all it is priced from [M9]; refuses an incomplete or doubtful choice. */
export function decideLine(request: LineRequest): Result<OrderLine, LineRefusal> {
  const { product, at, timeZone } = request;
  const refusal = choiceRefusal(request);
  if (refusal) return refusal;
  return ok(lineOf(request, request, request.price ?? priceAt(product, at, timeZone)));
}

export type ComboRequest = Tapped & {
  readonly id: ComboId;
  readonly product: Product;
  /** One a part, in the order of the combo's groups. */
  readonly parts: readonly (Picked & { readonly group: number })[];
};

/**
 * Makes the lines of a combo [M14]. Its price is split over the parts by what each costs alone, by largest remainder; what
 * a part costs extra stays with that part. So each part has its own taxes, station and stock, and the lines sum to the
 * combo's price to the unit.
 */
export function decideCombo(request: ComboRequest): Result<OrderLine[], LineRefusal> {
  const { product, parts, at, timeZone } = request;
  const groups = product.combo ?? [];
  for (const [index, group] of groups.entries()) {
    const picked = parts.filter((part) => part.group === index);
    if (picked.length < group.min)
      return refuse('choiceMissing', `Choose ${group.name} for ${product.name}.`);
    if (picked.length > group.max)
      return refuse('tooManyChoices', `${product.name}: at most ${group.max} of ${group.name}.`);
  }
  if (parts.length === 0) return refuse('choiceMissing', `Choose what belongs to ${product.name}.`);
  const extras = parts.map((part) => {
    const offered = groups[part.group]?.parts.find(({ productId }) => productId === part.product.id);
    return offered?.price ?? null;
  });
  for (const [index, part] of parts.entries()) {
    if (extras[index] === null)
      return refuse('unknownChoice', `${part.product.name} does not belong to ${product.name}.`);
    const refusal = choiceRefusal(part);
    if (refusal) return refusal;
  }
  const weights = parts.map((part) => Math.max(priceAt(part.product, at, timeZone), 0));
  const shares = allocate(priceAt(product, at, timeZone), weights);
  const combo = { id: request.id, productId: product.id, name: product.name };
  return ok(
    parts.map((part, index) => {
      const own = must(shares[index], 'one share a part');
      return { ...lineOf(part, request, money(own + (extras[index] ?? 0))), combo };
    }),
  );
}

function lineOf({ id, product, category, choices }: Picked, tapped: Tapped, unitPrice: Money): OrderLine {
  return {
    id,
    productId: product.id,
    name: product.name,
    category: category.name,
    unitPrice,
    options: choices.map((choice) => ({ choiceId: choice.id, name: choice.name, price: choice.price })),
    quantity: tapped.quantity,
    discount: null,
    taxes: taxesFor(product, tapped.taxes, tapped.orderType),
    note: tapped.note,
    stationId: product.stationId,
    kitchen: { state: 'unsent' },
    ...(product.unit && { unit: product.unit }),
    addedBy: tapped.by,
    addedAt: tapped.at,
  };
}

function choiceRefusal({ product, choices }: Picked): LineRefusal | null {
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
  return null;
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
