import type { JournalEntry } from '@galley/shared/domain/journal.ts';
import { Dexie, type Table } from 'dexie';
import { schemaVersion } from '../../schema-version.ts';
import type {
  Bucket, CountedRow, DamagedRow, IntentRow, Meta, MetaRow, OnlineOrderRow, OnlinePaper, OrderRow, OutboxRow, PayDraft, PrintJobRow, ShadowPage, StaffRow, Stored, Training,
} from './rows.ts'; // prettier-ignore
import { loadAnew } from './load-anew.ts';
import { upgradeToRefunds } from './upgrade-to-refunds.ts';
import { upgradeToVersions } from './upgrade-to-versions.ts';

/** All that a till knows. Every commit is on disk before it is told (`strict`), because a sale may hang on it [S2]. */
export class GalleyDatabase extends Dexie {
  declare readonly meta: Table<MetaRow, keyof Meta>;
  declare readonly outbox: Table<OutboxRow, [number, number]>;
  declare readonly printJobs: Table<PrintJobRow, string>;
  declare readonly damaged: Table<DamagedRow, string>;

  declare readonly branches: Table<Stored<'branch'>, string>;
  declare readonly tills: Table<Stored<'till'>, string>;
  declare readonly stations: Table<Stored<'station'>, string>;
  declare readonly printers: Table<Stored<'printer'>, string>;
  declare readonly staff: Table<StaffRow, string>;
  /** What the outbox has recorded, for good: see `journal/keep-journal.ts`. */
  declare readonly journal: Table<JournalEntry, [number, number]>;
  declare readonly rights: Table<Stored<'rights'>, string>;
  declare readonly categories: Table<Stored<'category'>, string>;
  declare readonly taxes: Table<Stored<'tax'>, string>;
  /** The floor plan; Dexie keeps the name `tables` for itself. */
  declare readonly floorTables: Table<Stored<'table'>, string>;
  declare readonly products: Table<Stored<'product'>, string>;
  declare readonly stock: Table<Stored<'stock'>, string>;
  declare readonly availability: Table<Stored<'availability'>, string>;
  declare readonly shifts: Table<Stored<'shift'>, string>;
  declare readonly orders: Table<OrderRow, string>;
  declare readonly onlineOrders: Table<OnlineOrderRow, string>;
  declare readonly onlinePapers: Table<OnlinePaper, string>;
  declare readonly customers: Table<Stored<'customer'>, string>;
  declare readonly payDrafts: Table<PayDraft, string>;
  declare readonly counted: Table<CountedRow, string>;
  declare readonly tickets: Table<Stored<'ticket'>, string>;
  declare readonly ticketStates: Table<Stored<'ticketState'>, string>;
  declare readonly sales: Table<Stored<'sale'>, string>;
  declare readonly refunds: Table<Stored<'refund'>, string>;
  declare readonly cashMovements: Table<Stored<'cashMovement'>, string>;
  declare readonly zReports: Table<Stored<'zReport'>, string>;
  declare readonly addenda: Table<Stored<'addendum'>, string>;
  declare readonly reconciliations: Table<Stored<'reconciliation'>, string>;
  declare readonly paymentIntents: Table<IntentRow, string>;
  declare readonly punches: Table<Stored<'punch'>, string>;
  /** What a manager has to look at. Only the office keeps it; a till's own settlements settle its outbox rows. */
  declare readonly settlements: Table<Stored<'settlement'>, string>;
  /** What of a snapshot has come so far; nothing reads it but the one who puts it in place [S21]. */
  declare readonly shadow: Table<ShadowPage, number>;

  /** What is done in it is practice: it is told to no server, takes no number of the real series, and its paper says so. */
  readonly training: Training | null;

  constructor(name: string, training: Training | null = null) {
    super(name, { chromeTransactionDurability: 'strict' });
    this.training = training;
    this.version(1).stores({
      meta: 'key',
      // The amount rides in an index so that the worth of what waits is summed without reading the bodies.
      outbox: '[incarnation+number], &id, state, [state+amount], verdict',
      printJobs: 'id, state, createdAt',
      damaged: 'id',
      branches: 'id',
      tills: 'id',
      stations: 'id',
      printers: 'id',
      staff: 'id',
      categories: 'id, position',
      taxes: 'id',
      products: 'id, categoryId, barcode',
      stock: 'productId',
      shifts: 'id, [tillId+openedAt]',
      orders: 'id, status',
      tickets: 'id, orderId',
      sales: 'id, paidAt, receiptNumber, shiftId',
      settlements: 'mutationId',
    });
    this.version(2).stores({ shadow: 'place' }).upgrade(upgradeToVersions);
    this.version(3).stores({ refunds: 'id, saleId' }).upgrade(upgradeToRefunds);
    this.version(4)
      .stores({
        rights: 'id',
        floorTables: 'id',
        payDrafts: 'orderId',
        refunds: 'id, saleId, refundedAt, shiftId',
        journal: '[incarnation+number]',
        cashMovements: 'id, shiftId',
        zReports: 'id, [shift.tillId+sequence], shift.id',
        addenda: 'id, zReportId',
        reconciliations: 'shiftId',
        punches: 'id, punchedAt',
        availability: 'productId',
        ticketStates: 'ticketId, orderId',
        products: 'id, categoryId, barcode, sku',
      })
      .upgrade(loadAnew);
    this.version(schemaVersion)
      .stores({
        // `trouble` and `backAt` are there only where there is any, so their indexes are short.
        paymentIntents: 'id, orderId, askedAt, [state+askedAt], trouble, backAt',
        orders: 'id, status, late, customer.id',
        onlineOrders: 'id, status',
        onlinePapers: 'orderId',
        counted: 'productId',
        customers: 'id',
      })
      .upgrade(loadAnew);
  }
}

/** The table that holds an entity of the feed. A settlement has none: it settles an outbox row. */
export function tableOf(db: GalleyDatabase, bucket: Bucket): Table<unknown, string> {
  return db.table(tableNames[bucket]);
}

const tableNames = {
  branch: 'branches', till: 'tills', station: 'stations', printer: 'printers', staff: 'staff', rights: 'rights',
  category: 'categories', tax: 'taxes', table: 'floorTables', product: 'products', stock: 'stock', availability: 'availability', shift: 'shifts', customer: 'customers', order: 'orders', onlineOrder: 'onlineOrders',
  ticket: 'tickets', ticketState: 'ticketStates', sale: 'sales', refund: 'refunds', cashMovement: 'cashMovements', zReport: 'zReports',
  addendum: 'addenda', reconciliation: 'reconciliations', paymentIntent: 'paymentIntents', punch: 'punches',
} as const satisfies Record<Bucket, string>; // prettier-ignore
export const buckets = Object.keys(tableNames) as Bucket[]; // the keys of this object are their names

export async function readMeta<K extends keyof Meta>(
  db: GalleyDatabase,
  key: K,
): Promise<Meta[K] | undefined> {
  const row = await db.meta.get(key);
  // The key of the row decides its value's type; TypeScript cannot follow that through the table.
  return row?.value as Meta[K] | undefined;
}

export async function writeMeta<K extends keyof Meta>(
  db: GalleyDatabase,
  key: K,
  value: Meta[K],
): Promise<void> {
  await db.meta.put({ key, value } as MetaRow); // as above: key and value belong together by the signature
}
