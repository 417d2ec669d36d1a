import type { Branch, Printer, Station, Till as TillRow } from '@galley/shared/domain/branch.ts';
import type { Category, Product, Tax } from '@galley/shared/domain/menu.ts';
import { pinScrypt, type Staff } from '@galley/shared/domain/staff.ts';
import { noHash } from '@galley/shared/values/hash.ts';
import { uuidFrom, uuidv7 } from '@galley/shared/values/ids.ts';
import { money } from '@galley/shared/values/money.ts';
import { must } from '@galley/shared/values/must.ts';
import { pieces, quantity } from '@galley/shared/values/quantity.ts';
import type { Result } from '@galley/shared/values/result.ts';
import { percent } from '@galley/shared/values/tax-rate.ts';
import { scrypt } from '@noble/hashes/scrypt.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { addLine } from '../src/renderer/actions/add-line.ts';
import { completeSale } from '../src/renderer/actions/complete-sale.ts';
import { openShift } from '../src/renderer/actions/open-shift.ts';
import { startOrder } from '../src/renderer/actions/start-order.ts';
import type { Till } from '../src/renderer/actions/till.ts';
import { GalleyDatabase, writeMeta } from '../src/renderer/db/database.ts';
import { createKeys } from '../src/renderer/sync/signer.ts';

/** An id of whatever kind is wanted, always the same for a name. */
function named<T extends string>(name: string): T {
  return uuidFrom(name) as T; // a UUID is a valid id of any kind
}

export const branch: Branch = {
  id: named('branch'),
  organisationId: named('organisation'),
  name: 'Bay Leaf',
  receiptHead: ['Bay Leaf'],
  receiptFoot: [],
  currency: 'BDT',
  cashStep: 1,
  timeZone: 'Asia/Dhaka',
};
export const grill: Printer = {
  id: named('grill'),
  name: 'Grill',
  address: 'tcp://localhost:9100',
  profile: 'x',
};
export const counter: Printer = {
  id: named('counter'),
  name: 'Counter',
  address: 'tcp://localhost:9101',
  profile: 'x',
};
export const kitchen: Station = { id: named('kitchen'), name: 'Kitchen', printerId: grill.id };
export const bar: Station = { id: named('bar'), name: 'Bar', printerId: counter.id };
export const till1: TillRow = {
  id: named('till 1'),
  code: 'T1',
  name: 'Till 1',
  receiptPrinterId: counter.id,
};
export const mains: Category = { id: named('mains'), name: 'Mains', position: 1 };
export const vat: Tax = {
  id: named('vat'),
  name: 'VAT',
  rate: percent(5),
  inclusive: false,
  orderTypes: ['dineIn'],
};

function product(name: string, price: number, rest: Partial<Product> = {}): Product {
  return {
    id: named(name),
    name,
    sku: null,
    barcode: null,
    categoryId: mains.id,
    price: money(price),
    taxIds: [vat.id],
    stationId: kitchen.id,
    options: [],
    glyph: null,
    stocked: false,
    active: true,
    ...rest,
  };
}
export const rare = {
  id: named<Product['options'][number]['choices'][number]['id']>('rare'),
  name: 'Rare',
  price: money(0),
};
export const large = { id: named<typeof rare.id>('large'), name: 'Large', price: money(5000) };
export const curry = product('Curry', 32000);
export const tea = product('Tea', 4000, { stationId: bar.id });
export const cola = product('Cola', 6000, { stationId: null, stocked: true });
export const steak = product('Steak', 90000, {
  options: [
    { name: 'Cooking', min: 1, max: 1, choices: [rare] },
    { name: 'Size', min: 0, max: 1, choices: [large] },
  ],
});

// What is asked for before it is sold; not on the fresh till's menu.
const heat = {
  name: 'Heat',
  min: 1,
  max: 1,
  choices: ['Mild', 'Hot'].map((name) => ({ id: named<never>(name), name, price: money(0) })),
};

export const tikka = product('Chicken tikka', 32_000, { options: [heat] });
export const borhani = product('Borhani', 9_000, { stationId: bar.id });
export const sweets = product('Sweets by weight', 60_000, { unit: 'kg', sku: '04711' });
export const cake = product('Cake to order', 0, { openPrice: true, sku: 'CAKE' });
/** Its parts are made at two stations. */
export const lunch = product('Lunch set', 35_000, {
  stationId: null,
  combo: [
    { name: 'Main', min: 1, max: 1, parts: [{ productId: tikka.id, price: money(4_000) }] },
    { name: 'Drink', min: 1, max: 1, parts: [{ productId: borhani.id, price: money(0) }] },
  ],
});

const salt = '00112233445566778899aabbccddeeff';
export const rahim: Staff = {
  id: named('Rahim'),
  name: 'Rahim',
  role: 'cashier',
  pin: { salt, hash: bytesToHex(scrypt(utf8ToBytes('1234'), hexToBytes(salt), pinScrypt)) },
  active: true,
};
export const salma: Staff = { ...rahim, id: named('Salma'), name: 'Salma', role: 'manager' };

/** The state of the feed's entities as a fresh till gets them. */
export const entities = {
  branches: [branch],
  tills: [till1],
  stations: [kitchen, bar],
  printers: [grill, counter],
  staff: [rahim, salma],
  categories: [mains],
  taxes: [vat],
  products: [curry, tea, cola, steak],
  stock: [{ productId: cola.id, onHand: pieces(3), shortage: quantity(0) }],
} as const;

export type World = Till & { readonly clock: { ms: number }; readonly staffId: Staff['id'] };

/** A till that was enrolled and has pulled its branch; `window` is another window on the same database. */
export async function setup(options: { readonly shift?: boolean } = {}): Promise<World> {
  const db = new GalleyDatabase(`till ${uuidv7()}`);
  const clock = { ms: Date.parse('2026-11-21T08:00:00.000Z') };
  const till = { db, clock, now: () => clock.ms, ids: () => uuidv7(), staffId: rahim.id };
  const { privateKey } = await createKeys();
  await writeMeta(db, 'identity', {
    serverUrl: 'http://galley.test',
    till: till1,
    incarnation: 1,
    branchId: branch.id,
  });
  await writeMeta(db, 'signingKey', privateKey);
  await writeMeta(db, 'counters', {
    mutation: 0, mutationHash: noHash, receipt: 0, receiptHash: noHash, order: 0, lastAt: 0,
  }); // prettier-ignore
  for (const [table, rows] of Object.entries(entities)) {
    await db.table(table).bulkAdd(rows.map((row) => ({ ...row, revision: 1, version: 1 })));
  }
  if (options.shift !== false) value(await openShift(till, { staffId: rahim.id, float: money(0) }));
  return till;
}

export function window(till: World): World {
  return { ...till, db: new GalleyDatabase(till.db.name) };
}

/** Rings up and pays in cash. */
export async function sell(till: World, items: readonly Product[] = [curry]) {
  const order = value(
    await startOrder(till, { staffId: rahim.id, type: 'takeaway', table: null, guests: 0 }),
  );
  for (const item of items) await tap(till, order.id, item);
  return value(await pay(till, order.id, 10_000_000));
}

export function tap(till: World, orderId: Parameters<typeof addLine>[1]['orderId'], item: Product) {
  return addLine(till, {
    orderId, productId: item.id, choiceIds: [], quantity: pieces(1), note: '', staffId: rahim.id,
  }); // prettier-ignore
}

export function pay(till: World, orderId: Parameters<typeof completeSale>[1]['orderId'], cash: number) {
  return completeSale(till, {
    orderId,
    tenders: [{ kind: 'cash', amount: money(cash), reference: null }],
    staffId: rahim.id,
  });
}

/** The value of an answer that must not be a refusal. */
export function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${result.code}: ${result.message}`);
  return result.value;
}

export function codeOf(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.code;
}

export async function outbox(till: Pick<Till, 'db'>) {
  return till.db.outbox.orderBy('[incarnation+number]').toArray();
}

export function present<T>(found: T | undefined): T {
  return must(found, 'the test put it there');
}
