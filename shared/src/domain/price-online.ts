import type { Branch } from './branch.ts';
import type { Category, Choice, Product, Tax } from './menu.ts';
import { decideBill } from './bill.ts';
import { type OnlineRequest, webCode, webShiftOf, webStaffOf } from './online-order.ts';
import type { Order, OrderLine } from './order.ts';
import { decideCombo, decideLine, type LineRefusal, type Picked, type Tapped } from './pricing.ts';
import { routeOf } from './routing.ts';
import type { ComboId, IdSource, LineId, OrderId, ProductId } from '../values/ids.ts';
import { newId } from '../values/ids.ts';
import { formatAmount, type Money } from '../values/money.ts';
import { pieces, type Quantity } from '../values/quantity.ts';
import { type Refusal, type Result, ok, refuse } from '../values/result.ts';
import { businessDayOf, type Instant } from '../values/time.ts';

/** What of a branch's menu an order speaks of. */
export type OnlineMenu = {
  readonly branch: Branch;
  readonly products: readonly Product[];
  readonly categories: readonly Category[];
  readonly taxes: readonly Tax[];
  /** What is left of the products that somebody has limited; the others are not in it. */
  readonly left: ReadonlyMap<ProductId, Quantity>;
};

export const onlineRefusalCodes = [
  'unknownProduct', 'unknownChoice', 'choiceMissing', 'tooManyChoices', 'soldOut', 'priceChanged', 'wantedTooEarly',
] as const; // prettier-ignore
export type OnlineRefusalCode = (typeof onlineRefusalCodes)[number];
export type OnlineRefusal = Refusal<OnlineRefusalCode>;

export type PricedOnline = { readonly lines: readonly OrderLine[]; readonly total: Money };

/**
 * Holds an order against the menu as it is now, by the rules that tills sell by: products, options, combos, taxes of the
 * order's type, prices at this moment, what is sold out; and what the page said that it costs.
 */
export function priceOnline(
  menu: OnlineMenu,
  request: Pick<OnlineRequest, 'type' | 'lines' | 'total' | 'wantedAt'>,
  at: Instant,
  ids: IdSource,
): Result<PricedOnline, OnlineRefusal> {
  if (request.wantedAt !== null && request.wantedAt < at)
    return refuse('wantedTooEarly', 'The time it is wanted at is over. Choose a later one.');
  const lines: OrderLine[] = [];
  for (const wanted of request.lines) {
    const made = linesOf(menu, request.type, wanted, at, ids);
    if (!made.ok) return made;
    lines.push(...made.value);
  }
  const gone = soldOutOf(menu, lines);
  if (gone) return gone;
  const draft = { id: newId<OrderId>(ids), number: webCode };
  const bill = decideBill(orderOf(menu.branch, request.type, lines, at, draft), menu.branch, [], undefined);
  if (!bill.ok) return refuse('unknownProduct', bill.message);
  const { total } = bill.value.totals;
  if (total !== request.total) {
    const { currency } = menu.branch;
    return refuse(
      'priceChanged',
      `This order costs ${currency} ${formatAmount(total, currency)} now, not ${formatAmount(request.total, currency)}.`,
    );
  }
  return ok({ lines, total });
}

type WantedLine = OnlineRequest['lines'][number];

function linesOf(
  menu: OnlineMenu,
  orderType: OnlineRequest['type'],
  wanted: WantedLine,
  at: Instant,
  ids: IdSource,
): Result<OrderLine[], OnlineRefusal> {
  const { branch } = menu;
  const tapped: Tapped = {
    taxes: menu.taxes,
    orderType,
    quantity: pieces(wanted.quantity),
    note: wanted.note,
    by: webStaffOf(branch.id),
    at,
    timeZone: branch.timeZone,
  };
  const picked = pick(menu, wanted, ids);
  if (!picked.ok) return picked;
  const { product } = picked.value;
  if ((product.combo !== undefined) !== (wanted.parts !== undefined))
    return refuse('choiceMissing', `Choose what belongs to ${product.name}.`);
  const parts: (Picked & { readonly group: number })[] = [];
  for (const part of wanted.parts ?? []) {
    const one = pick(menu, part, ids);
    if (!one.ok) return one;
    parts.push({ ...one.value, group: part.group });
  }
  const made: Result<OrderLine[], LineRefusal> = wanted.parts
    ? decideCombo({ ...tapped, id: newId<ComboId>(ids), product, parts })
    : asList(decideLine({ ...tapped, ...picked.value, price: null }));
  if (!made.ok) return made;
  return ok(made.value.map((line) => routed(menu, line, orderType)));
}

/** What is weighed or has no price of its own is not for a page to sell. */
function pick(
  menu: OnlineMenu,
  { productId, choiceIds }: Pick<WantedLine, 'productId' | 'choiceIds'>,
  ids: IdSource,
): Result<Picked, OnlineRefusal> {
  const product = menu.products.find(({ id }) => id === productId);
  const category = menu.categories.find(({ id }) => id === product?.categoryId);
  if (!product?.active || !category || product.unit || product.openPrice)
    return refuse(
      'unknownProduct',
      `${product?.name ?? 'A product'} is not sold online. Load the menu again.`,
    );
  const offered = product.options.flatMap((group) => group.choices);
  const choices: Choice[] = [];
  for (const id of choiceIds) {
    const choice = offered.find((each) => each.id === id);
    if (!choice || choices.includes(choice))
      return refuse('unknownChoice', `${product.name} has no such option. Load the menu again.`);
    choices.push(choice);
  }
  return ok({ id: newId<LineId>(ids), product, category, choices });
}

function asList(made: Result<OrderLine, LineRefusal>): Result<OrderLine[], LineRefusal> {
  return made.ok ? ok([made.value]) : made;
}

function routed(
  { branch, products }: OnlineMenu,
  line: OrderLine,
  orderType: OnlineRequest['type'],
): OrderLine {
  const product = products.find(({ id }) => id === line.productId);
  if (!product) return line;
  return { ...line, stationId: routeOf(product, { orderType, area: null }, branch.routing).stationId };
}

function soldOutOf({ left }: OnlineMenu, lines: readonly OrderLine[]): OnlineRefusal | null {
  const wanted = new Map<ProductId, number>();
  for (const { productId, quantity } of lines) wanted.set(productId, (wanted.get(productId) ?? 0) + quantity);
  for (const { productId, name } of lines) {
    const rest = left.get(productId);
    if (rest === undefined || (wanted.get(productId) ?? 0) <= rest) continue;
    const few = Math.floor(rest / 1000);
    return refuse('soldOut', few === 0 ? `${name} is sold out.` : `Only ${few} of ${name} are left.`);
  }
  return null;
}

/** The lines as an order of the web channel that nobody has paid yet. */
export function orderOf(
  branch: Branch,
  type: OnlineRequest['type'],
  lines: readonly OrderLine[],
  at: Instant,
  { id, number }: Pick<Order, 'id' | 'number'>,
): Order {
  const shift = webShiftOf(branch.id, businessDayOf(at, branch.timeZone), at);
  return {
    id,
    number,
    type,
    table: null,
    guests: 0,
    tillId: shift.tillId,
    shiftId: shift.id,
    openedBy: shift.openedBy,
    openedAt: at,
    status: 'open',
    lines: [...lines],
    rounds: 0,
  };
}
