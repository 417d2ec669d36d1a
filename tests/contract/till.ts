// Dexie looks for IndexedDB when it is loaded, so this comes first.
import 'fake-indexeddb/auto';
import { setTimeout as wait } from 'node:timers/promises';
import type { CashMovement, DrawerKind } from '@galley/shared/domain/cash-movement.ts';
import type { ZReport } from '@galley/shared/domain/z-report.ts';
import { closeShift } from '@galley/desktop/renderer/actions/close-shift.ts';
import { countStock } from '@galley/desktop/renderer/actions/count-stock.ts';
import { noteCount } from '@galley/desktop/renderer/actions/note-count.ts';
import { recordWaste } from '@galley/desktop/renderer/actions/record-waste.ts';
import { moveCash } from '@galley/desktop/renderer/actions/move-cash.ts';
import { readX } from '@galley/desktop/renderer/actions/print-shift.ts';
import type { Customer } from '@galley/shared/domain/customer.ts';
import type { OrderType, Product } from '@galley/shared/domain/menu.ts';
import type { Order, OrderLine } from '@galley/shared/domain/order.ts';
import type { Tender } from '@galley/shared/domain/payment.ts';
import { allThatIsLeft, type Refund } from '@galley/shared/domain/refund.ts';
import { remainderOf, type WantedLine } from '@galley/shared/domain/remainder.ts';
import type { Sale } from '@galley/shared/domain/sale.ts';
import type { TicketProgress } from '@galley/shared/domain/ticket-state.ts';
import { totalsOf } from '@galley/shared/domain/totals.ts';
import { liveLines } from '@galley/shared/domain/order.ts';
import {
  type IdSource,
  type LineId,
  type OrderId,
  type TicketId,
  uuidv7,
} from '@galley/shared/values/ids.ts';
import { money, noMoney } from '@galley/shared/values/money.ts';
import { must } from '@galley/shared/values/must.ts';
import { pieces, type Quantity } from '@galley/shared/values/quantity.ts';
import type { Result } from '@galley/shared/values/result.ts';
import type { Clock } from '@galley/shared/values/time.ts';
import { addLine } from '@galley/desktop/renderer/actions/add-line.ts';
import { changeNote } from '@galley/desktop/renderer/actions/change-note.ts';
import { changeOrder } from '@galley/desktop/renderer/actions/change-order.ts';
import { changeQuantity } from '@galley/desktop/renderer/actions/change-quantity.ts';
import { closeOrder } from '@galley/desktop/renderer/actions/close-order.ts';
import { completeSale } from '@galley/desktop/renderer/actions/complete-sale.ts';
import { enrol } from '@galley/desktop/renderer/sync/enrol.ts';
import { fireCourse } from '@galley/desktop/renderer/actions/fire-course.ts';
import { markTicket } from '@galley/desktop/renderer/actions/mark-ticket.ts';
import { moveLines } from '@galley/desktop/renderer/actions/move-lines.ts';
import { printBill } from '@galley/desktop/renderer/actions/print-bill.ts';
import { openShift } from '@galley/desktop/renderer/actions/open-shift.ts';
import { refundSale } from '@galley/desktop/renderer/actions/refund-sale.ts';
import { removeLine } from '@galley/desktop/renderer/actions/remove-line.ts';
import { sendToKitchen } from '@galley/desktop/renderer/actions/send-to-kitchen.ts';
import { startOrder } from '@galley/desktop/renderer/actions/start-order.ts';
import type { Till as ActionTill } from '@galley/desktop/renderer/actions/till.ts';
import { voidLine } from '@galley/desktop/renderer/actions/void-line.ts';
import { type GalleyDatabase, readMeta } from '@galley/desktop/renderer/db/database.ts';
import { openTill } from '@galley/desktop/renderer/db/open-database.ts';
import type { OutboxRow } from '@galley/desktop/renderer/db/rows.ts';
import type { Sleep } from '@galley/desktop/renderer/sync/loop.ts';
import { startSync, type Sync } from '@galley/desktop/renderer/sync/start-sync.ts';
import { createNetwork, type Network } from './network.ts';
import { cutPower, type StoreImage, writeImage } from './store.ts';

/** A real till without its screens: the database, the actions, the loops, and a network that can be spoilt. */
export type Till = {
  readonly network: Network;
  readonly db: GalleyDatabase;
  readonly sync: Sync;
  openShift(): Promise<void>;
  /** Counted to the unit, unless so many minor units are missing. */
  closeShift(missing?: number): Promise<ZReport>;
  moveCash(kind: DrawerKind, amount: number): Promise<CashMovement>;
  throwAway(product: string, count: number): Promise<void>;
  countStock(product: string, count: number): Promise<void>;
  order(place?: Place): Promise<Order>;
  add(order: OrderRef, product: string, how?: Tap): Promise<OrderLine>;
  changeQuantity(order: OrderRef, line: { readonly id: LineId }, quantity: Quantity): Promise<void>;
  changeNote(order: OrderRef, line: { readonly id: LineId }, note: string): Promise<void>;
  changeOrder(order: OrderRef, place: Partial<Place>): Promise<void>;
  /** To an order that is open, or to a new one; `all` makes one of two tables. */
  move(
    from: OrderRef,
    lines: readonly { readonly id: LineId }[] | 'all',
    to: OrderRef | Place,
  ): Promise<Order>;
  closeOrder(order: OrderRef): Promise<void>;
  printBill(order: OrderRef): Promise<void>;
  markTicket(ticketId: TicketId, progress: TicketProgress): Promise<void>;
  fireCourse(order: OrderRef, course: number): Promise<void>;
  remove(order: OrderRef, line: { readonly id: LineId }): Promise<void>;
  send(order: OrderRef): Promise<void>;
  void(order: OrderRef, line: { readonly id: LineId }, reason: string): Promise<void>;
  /** In exact cash unless it is told otherwise. */
  pay(order: OrderRef, tenders?: readonly Omit<Tender, 'id'>[]): Promise<Sale>;
  /** A whole order of one tap a product, paid in cash. */
  sell(...products: readonly string[]): Promise<Sale>;
  /** All that this till knows to be left of a sale, unless it is told otherwise. */
  refund(sale: Sale, lines?: readonly WantedLine[]): Promise<Refund>;
  outbox(): Promise<OutboxRow[]>;
  /** What keeps it from sending, if anything. */
  pushFault(): Promise<string | undefined>;
  product(name: string): Promise<Product>;
  cut(): void;
  spoil(random: () => number): void;
  /** Mends the network and lets no wait stand in the way. */
  mend(): void;
  /** Closes the program in good order and opens it again. */
  reopen(): Promise<void>;
  /** What a power cut does: everything in memory is gone, unfinished transactions too; the database is opened again. */
  crash(): Promise<void>;
  /** The disk is replaced by one with this image. */
  restore(image: StoreImage): Promise<void>;
  /** One more window of the same profile, with loops of its own; whoever opens it stops it. */
  window(): Promise<Till>;
  enrolAgain(code: string): Promise<void>;
  stop(): Promise<void>;
};
export type OrderRef = { readonly id: OrderId };
export type Place = {
  readonly type: OrderType;
  readonly table: string | null;
  readonly guests: number;
  readonly customer?: Customer;
};
type Tap = { readonly choices?: readonly string[]; readonly count?: number; readonly note?: string };

/** What a simulator holds in its hand; a test of the contract leaves it to the machine. */
export type TillParts = {
  readonly network?: Network;
  readonly now?: Clock;
  readonly sleep?: Sleep;
  readonly random?: () => number;
  readonly ids?: IdSource;
  /** Told of every database before anything is written to it. */
  readonly opened?: (db: GalleyDatabase) => void;
  /** Told of a bug that ended the loops. */
  readonly crashed?: (bug: unknown) => void;
};

/** Enrols a new till and waits until it has the menu. */
export async function startTill(server: () => string, code: string, parts: TillParts = {}): Promise<Till> {
  const till = await openProfile(`contract ${uuidv7()}`, server, parts);
  await till.enrolAgain(code);
  till.sync.wake();
  // Its loops fetch the menu, over whatever network there is.
  while ((await readMeta(till.db, 'lastSync')) === undefined) await wait(5);
  return till;
}

/** A device that begins with what another one's disk held: the same till twice, or one that was set back. */
export async function startCopy(
  server: () => string,
  image: StoreImage,
  parts: TillParts = {},
): Promise<Till> {
  const name = `contract ${uuidv7()}`;
  await writeImage(name, image);
  return openProfile(name, server, parts);
}

async function openProfile(name: string, server: () => string, parts: TillParts): Promise<Till> {
  const { network = createNetwork(server), now = Date.now, ids = () => uuidv7() } = parts;
  let db = await open(name, parts);
  let sync = start();
  const at = (): ActionTill => ({ db, now, ids });
  const staff = async () =>
    must(await db.staff.filter(({ role }) => role === 'manager').first(), 'the demo has a manager').id;

  const till: Till = {
    network,
    get db() {
      return db;
    },
    get sync() {
      return sync;
    },
    openShift: async () =>
      void value(
        await openShift(at(), {
          staffId: await staff(),
          float: money(100_000),
          floatReason: 'from the safe',
        }),
      ),
    async closeShift(missing = 0) {
      const staffId = await staff();
      const page = await readX(at(), { staffId, blind: false });
      if (!page) throw new TillRefused('noShift: nothing is open that could be closed');
      const counted = money(must(page.expectedCash, 'a manager sees it') - missing);
      const args = { earlierCounts: [], varianceReason: 'counted', leftInDrawer: noMoney, staffId };
      return value(await closeShift(at(), { ...args, count: [{ value: money(1), pieces: counted }] }));
    },
    async throwAway(name, count) {
      const { id: productId } = await till.product(name);
      const waste = { productId, quantity: pieces(count), reason: 'fell', staffId: await staff() };
      value(await recordWaste(at(), waste));
    },
    async countStock(name, count) {
      const { id: productId } = await till.product(name);
      value(await noteCount(at(), { productId, counted: pieces(count) }));
      value(await countStock(at(), { staffId: await staff() }));
    },
    moveCash: async (kind, amount) =>
      value(await moveCash(at(), { kind, amount: money(amount), reason: 'ice', staffId: await staff() })),
    order: async (place = { type: 'takeaway', table: null, guests: 0 }) =>
      value(await startOrder(at(), { ...place, staffId: await staff() })),
    async add(order, name, { choices = [], count = 1, note = '' } = {}) {
      const product = await till.product(name);
      const offered = product.options.flatMap((group) => group.choices);
      const choiceIds = choices.map(
        (choice) => must(offered.find((each) => each.name === choice), `${name} has ${choice}`).id, // prettier-ignore
      );
      const tap = { orderId: order.id, productId: product.id, choiceIds, quantity: pieces(count), note };
      return value(await addLine(at(), { ...tap, staffId: await staff() }));
    },
    changeQuantity: async ({ id: orderId }, { id: lineId }, quantity) =>
      void value(await changeQuantity(at(), { orderId, lineId, quantity })),
    changeNote: async ({ id: orderId }, { id: lineId }, note) =>
      void value(await changeNote(at(), { orderId, lineId, note })),
    changeOrder: async ({ id: orderId }, place) =>
      void value(await changeOrder(at(), { orderId, ...place, staffId: await staff() })),
    move: async ({ id: fromId }, lines, to) =>
      value(
        await moveLines(at(), {
          fromId,
          lineIds: lines === 'all' ? 'all' : lines.map(({ id }) => id),
          to: 'id' in to ? { orderId: to.id } : to,
          staffId: await staff(),
        }),
      ),
    closeOrder: async ({ id: orderId }) =>
      void value(await closeOrder(at(), { orderId, reason: 'guests left', staffId: await staff() })),
    printBill: async ({ id: orderId }) =>
      void value(await printBill(at(), { orderId, staffId: await staff() })),
    markTicket: async (ticketId, progress) =>
      void value(await markTicket(at(), { ticketId, progress, staffId: await staff() })),
    fireCourse: async ({ id: orderId }, course) =>
      void value(await fireCourse(at(), { orderId, course, staffId: await staff() })),
    remove: async ({ id: orderId }, { id: lineId }) =>
      void value(await removeLine(at(), { orderId, lineId })),
    send: async ({ id: orderId }) =>
      void value(await sendToKitchen(at(), { orderId, staffId: await staff() })),
    void: async ({ id: orderId }, { id: lineId }, reason) =>
      void value(await voidLine(at(), { orderId, lineId, reason, staffId: await staff() })),
    async pay({ id: orderId }, tenders) {
      const order = must(await db.orders.get(orderId), 'the test pays an order that is there');
      const { total } = totalsOf(liveLines(order));
      const exact = total > 0 ? [{ kind: 'cash' as const, amount: total, reference: null }] : [];
      return value(await completeSale(at(), { orderId, tenders: tenders ?? exact, staffId: await staff() }));
    },
    async sell(...products) {
      const order = await till.order();
      for (const product of products) await till.add(order, product);
      return till.pay(order);
    },
    async refund(sale, lines) {
      const earlier = await db.refunds.where('saleId').equals(sale.id).toArray();
      const wanted = lines ?? allThatIsLeft(remainderOf(sale, earlier), true);
      const what = { saleId: sale.id, lines: wanted, reason: 'too salty', staffId: await staff() };
      return value(await refundSale(at(), what));
    },
    outbox: () => db.outbox.orderBy('[incarnation+number]').toArray(),
    pushFault: async () => (await readMeta(db, 'pushFault'))?.code,
    product: async (wanted) =>
      must(await db.products.filter(({ name }) => name === wanted).first(), `${wanted} is on the menu`),
    cut: () => network.cut(),
    spoil: (random) => network.spoil(random),
    mend() {
      network.mend();
      sync.wake();
    },
    async reopen() {
      await sync.stop();
      db.close();
      await comeBack();
    },
    async crash() {
      void sync.stop();
      cutPower(db);
      await comeBack();
    },
    async restore(image) {
      void sync.stop();
      cutPower(db);
      await writeImage(name, image);
      await comeBack();
    },
    window: () => openProfile(name, server, { ...parts, network }),
    // Each request asks for the server's address anew, so the address in the database only has to be one.
    enrolAgain: async (code) =>
      void value(await enrol(db, { serverUrl: 'http://galley.test', code, now, fetch: network.fetch })),
    async stop() {
      await sync.stop();
      await db.delete();
    },
  };
  return till;

  async function comeBack(): Promise<void> {
    db = await open(name, parts);
    sync = start();
  }

  /** Short waits after a fault, so that a test of many faults is over soon; the doubling stays. */
  function start(): Sync {
    const { sleep, random = () => 0.02, crashed } = parts;
    return startSync({
      db,
      now,
      fetch: network.fetch,
      random,
      appVersion: 'contract',
      ...(sleep && { sleep }),
      ...(crashed && { crashed }),
    });
  }
}

async function open(name: string, { opened }: TillParts): Promise<GalleyDatabase> {
  const db = value(await openTill(name));
  opened?.(db);
  return db;
}

/** The till said no. */
export class TillRefused extends Error {
  override name = 'TillRefused';
}

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new TillRefused(`${result.code}: ${result.message}`);
  return result.value;
}
