import type { Choice, Product } from '@galley/shared/domain/menu.ts';
import type { OrderLine } from '@galley/shared/domain/order.ts';
import { decideCombo, decideLine, type Picked, type Tapped } from '@galley/shared/domain/pricing.ts';
import {
  type ChoiceId, type ComboId, type LineId, newId, type OrderId, type ProductId, type StaffId,
} from '@galley/shared/values/ids.ts'; // prettier-ignore
import type { Money } from '@galley/shared/values/money.ts';
import { must } from '@galley/shared/values/must.ts';
import { formatQuantity, type Quantity, quantity, sumQuantities } from '@galley/shared/values/quantity.ts';
import { type Refusal, type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { instant } from '@galley/shared/values/time.ts';
import type { GalleyDatabase } from '../db/database.ts';
import { leftTables, readLeft } from '../db/read-left.ts';
import type { OrderRow } from '../db/rows.ts';
import { refuseCardNumber } from './free-text.ts';
import { unpaidOrder } from './open-order.ts';
import { routeLines, routingTables } from './route-lines.ts';
import { type OrderPlace, startOrder } from './start-order.ts';
import type { Till } from './till.ts';

/** What a person picked of a product. */
export type LineWish = {
  readonly productId: ProductId;
  readonly choiceIds: readonly ChoiceId[];
  /** The parts of a combo, with the group that each was picked for. */
  readonly parts?: readonly PartWish[] | undefined;
  /** What it costs, where the product's price is open or a label says it. */
  readonly price?: Money | undefined;
  readonly quantity: Quantity;
  readonly note: string;
  readonly staffId: StaffId;
};
export type PartWish = {
  readonly group: number;
  readonly productId: ProductId;
  readonly choiceIds: readonly ChoiceId[];
};

/** What `addLine` reads and writes. */
export function lineTables(db: GalleyDatabase) {
  const menu = [db.categories, db.taxes, ...routingTables(db)];
  return [db.meta, db.shifts, db.outbox, db.customers, ...menu, ...leftTables(db)];
}

/**
 * A tap on a product. The same tap again makes the line's quantity grow as long as the kitchen does not have it; with
 * no order on screen it starts one to take away, so that one tap is enough. A combo is one line a part [M14]; the first
 * is answered.
 */
export async function addLine(
  till: Till,
  args: LineWish & { readonly orderId: OrderId | null },
): Promise<Result<OrderLine>> {
  const { db } = till;
  return db.transaction('rw', lineTables(db), async () => {
    const [asked, wished] = await Promise.all([
      args.orderId === null ? null : unpaidOrder(db, args.orderId),
      readWish(till, args),
    ]);
    if (asked && !asked.ok) return asked;
    if (!wished.ok) return wished;
    // Of what is paid in parts nothing is changed: more goes on a bill of its own at the same table [M10].
    const known = asked?.value.parts ? null : asked;
    const begun = asked?.value.parts ? placeBeside(asked.value) : emptyOrder;
    const decided = linesOf(till, args, wished.value, (known?.value ?? begun).type);
    if (!decided.ok) return decided;
    const [lines, short] = await Promise.all([
      routeLines(db, known?.value ?? begun, decided.value),
      shortage(db, decided.value),
    ]);
    if (short) return short;
    // Only now, so that a refused line leaves no empty order behind.
    const started = known ? ok(known.value) : await startOrder(till, { ...begun, staffId: args.staffId });
    if (!started.ok) return started;

    const order: OrderRow = known ? known.value : { ...started.value, revision: 0, version: 0 };
    const [line] = lines;
    const first = must(line, 'a tap that is not refused makes a line');
    const twin = order.lines.find((each) => isSameTap(each, first));
    const grown = twin && { ...twin, quantity: quantity(twin.quantity + first.quantity) };
    await db.orders.put({
      ...order,
      lines: grown ? order.lines.map((each) => (each === twin ? grown : each)) : [...order.lines, ...lines],
      ahead: true,
    });
    return ok(grown ?? first);
  });
}

/** What has been said to be sold out stays so, until somebody says otherwise; null: there is enough. */
async function shortage(db: GalleyDatabase, lines: readonly OrderLine[]): Promise<Refusal | null> {
  const left = await readLeft(db, [...new Set(lines.map(({ productId }) => productId))]);
  for (const { productId, name } of lines) {
    const wanted = sumQuantities(
      lines.filter((each) => each.productId === productId).map((each) => each.quantity),
    );
    const there = left.get(productId);
    if (there === undefined || wanted <= there) continue;
    return there === 0
      ? refuse('soldOut', `${name} is sold out.`)
      : refuse('soldOut', `Of ${name} only ${formatQuantity(there)} are left.`);
  }
  return null;
}

const emptyOrder: OrderPlace = { type: 'takeaway', table: null, guests: 0 };

/** Its guests are counted where they sat down. */
function placeBeside({ type, table, customer }: OrderRow): OrderPlace {
  return { type, table, guests: 0, ...(customer && { customer }) };
}

type Wished = {
  readonly picked: Picked;
  readonly parts: readonly (Picked & { readonly group: number })[];
  readonly taxes: Tapped['taxes'];
  readonly timeZone: string;
};

/** What the menu says of a wish. All that can be read at once is: a tap waits for each answer of the database. */
async function readWish(till: Till, wish: LineWish): Promise<Result<Wished>> {
  const { db } = till;
  if (wish.quantity <= 0) return refuse('badQuantity', 'A line has a quantity above zero.');
  const secret = refuseCardNumber(wish.note);
  if (secret) return secret;
  const [picked, taxes, branch] = await Promise.all([
    pickedOf(till, wish),
    db.taxes.toArray(),
    db.branches.toCollection().first(),
  ]);
  if (!picked.ok) return picked;
  const parts: Wished['parts'][number][] = [];
  for (const part of picked.value.product.combo ? (wish.parts ?? []) : []) {
    const one = await pickedOf(till, part);
    if (!one.ok) return one;
    parts.push({ ...one.value, group: part.group });
  }
  return ok({ picked: picked.value, parts, taxes, timeZone: branch?.timeZone ?? 'UTC' });
}

function linesOf(
  till: Till,
  wish: LineWish,
  { picked, parts, taxes, timeZone }: Wished,
  orderType: Tapped['orderType'],
): Result<OrderLine[]> {
  const { product } = picked;
  const tapped: Tapped = {
    taxes,
    orderType,
    quantity: wish.quantity,
    note: wish.note.trim(),
    by: wish.staffId,
    at: instant(till.now()),
    timeZone,
  };
  if (product.combo) return decideCombo({ ...tapped, id: newId<ComboId>(till.ids), product, parts });
  if (product.openPrice && (wish.price ?? 0) <= 0)
    return refuse('priceMissing', `Say what ${product.name} costs.`);
  const line = decideLine({ ...picked, ...tapped, price: wish.price ?? null });
  return line.ok ? ok([line.value]) : line;
}

async function pickedOf(
  { db, ids }: Till,
  wish: Pick<LineWish, 'productId' | 'choiceIds'>,
): Promise<Result<Picked>> {
  const product = await db.products.get(wish.productId);
  const category = product && (await db.categories.get(product.categoryId));
  if (!product || !category) return refuse('unknownProduct', 'This item is not on the menu any more.');
  if (!product.active) return refuse('notSold', `${product.name} is not sold at the moment.`);
  const choices = choicesOf(product, wish.choiceIds);
  if (choices.length < wish.choiceIds.length) {
    return refuse('unknownChoice', `${product.name} has changed. Choose its options again.`);
  }
  return ok({ id: newId<LineId>(ids), product, category, choices });
}

/** In the menu's order, whatever the order of the taps, so that equal choices are equal lines. */
function choicesOf(product: Product, ids: readonly ChoiceId[]): Choice[] {
  return product.options.flatMap((group) => group.choices).filter((choice) => ids.includes(choice.id));
}

function isSameTap(line: OrderLine, tap: OrderLine): boolean {
  return (
    line.kitchen.state === 'unsent' &&
    line.productId === tap.productId &&
    // What was weighed twice was two things, and a combo's parts belong to each other.
    tap.unit === undefined &&
    !line.combo &&
    !tap.combo &&
    line.unitPrice === tap.unitPrice &&
    line.discount === null &&
    line.course === undefined &&
    line.seat === undefined &&
    line.note === '' &&
    tap.note === '' &&
    line.options.length === tap.options.length &&
    line.options.every((option, index) => option.choiceId === tap.options[index]?.choiceId)
  );
}
