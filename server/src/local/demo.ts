import type { Branch, Station, Till } from '@galley/shared/domain/branch.ts';
import {
  type ComboGroup,
  orderTypes,
  type OptionGroup,
  type Product,
  type Tax,
} from '@galley/shared/domain/menu.ts';
import type { Recipe } from '@galley/shared/domain/recipe.ts';
import type { Role, Staff } from '@galley/shared/domain/staff.ts';
import { type IdSource, newId, type ProductId, uuidFrom } from '@galley/shared/values/ids.ts';
import { money } from '@galley/shared/values/money.ts';
import { pieces, quantity } from '@galley/shared/values/quantity.ts';
import { percent } from '@galley/shared/values/tax-rate.ts';
import { instant } from '@galley/shared/values/time.ts';
import type { SyncDatabase } from '../db/open.ts';
import { inTransaction } from '../db/transaction.ts';
import { usualReceiptLink } from '@galley/shared/wire/receipt-search.ts';
import type { StockItem } from '@galley/shared/wire/stock-requests.ts';
import { createBranch, createTill } from '../sync/create-branch.ts';
import { createEnrolmentCode } from '../sync/enrolment.ts';
import { createOfficeAccount } from '../accounts/sign-in.ts';
import { createPinVerifier } from '../sync/pin-verifier.ts';
import { type Put, putEntities } from '../sync/put-entities.ts';
import { askInventory } from '../sync/requests.ts';
import { demoIngredients, type DemoItem, demoMenu, demoOptions } from './demo-menu.ts';

/** Demo only, and printed at every start: nothing outside the demo has a default PIN or password. */
export const demoStaff = [
  { name: 'Rahim', role: 'cashier', pin: '1111' },
  { name: 'Karim', role: 'waiter', pin: '2222' },
  { name: 'Nusrat', role: 'manager', pin: '4321' },
] as const satisfies readonly { name: string; role: Role; pin: string }[];
export const demoOffice = { name: 'nusrat', password: 'taste-the-demo' } as const;

export type DemoPrinters = { readonly kitchen: string; readonly counter: string };
export type Demo = {
  readonly branchId: Branch['id'];
  readonly tills: readonly { readonly name: string; readonly code: string }[];
};

/** Every demo record has the id of its name, so a second start finds what the first has made. */
function idOf(name: string): IdSource {
  return () => uuidFrom(`galley demo ${name}`);
}
const branch: Branch = {
  id: newId(idOf('branch')),
  organisationId: newId(idOf('organisation')),
  name: 'Dhanmondi',
  receiptHead: ['Galley Kitchen', 'Road 27, Dhanmondi, Dhaka 1209', 'BIN 001234567-0101'],
  receiptFoot: ['Thank you. Come again!', 'Prices include VAT'],
  currency: 'BDT',
  cashStep: 100,
  timeZone: 'Asia/Dhaka',
  varianceLimit: money(5_000),
  charges: [{ name: 'Service charge', rate: percent(5), taxed: true, orderTypes: ['dineIn'], minGuests: 8 }],
  wallets: ['bKash', 'Nagad', 'Rocket'],
};

/** Fills an empty Galley with a branch to try, points its printers to where they listen now, and makes fresh codes. */
export async function seedDemo(
  db: SyncDatabase,
  printers: DemoPrinters,
  /** Of the server: receipts get a QR code that leads to their proof there. */
  address?: string,
): Promise<Demo> {
  const isNew = (await db.prisma.branch.count({ where: { id: branch.id } })) === 0;
  const receiptLink = address && usualReceiptLink(branch.id, address);
  await createBranch(db, 'Galley Demo', { ...branch, ...(receiptLink && { receiptLink }) });
  const tills = await putHardware(db, printers);
  if (isNew) {
    await putEntities(db.pool, branch.id, [...(await staff()), ...menu()]);
    await createOfficeAccount(db, branch.id, demoOffice.name, demoOffice.password);
    await receiveOpeningStock(db);
  }
  const codes = tills.map(async (till) => ({
    name: till.name,
    code: await createEnrolmentCode(db.pool, till.id, 24 * 60),
  }));
  return { branchId: branch.id, tills: await Promise.all(codes) };
}

/** A screen for the demo's kitchen, and a fresh code for it. */
export async function seedKitchenScreen(db: SyncDatabase): Promise<string> {
  const id = newId<Till['id']>(idOf('kitchen screen'));
  await createTill(db, branch.id, {
    id,
    code: 'K1',
    name: 'Kitchen screen',
    receiptPrinterId: null,
    kind: 'kitchen',
  });
  return createEnrolmentCode(db.pool, id, 24 * 60, 'kitchen');
}

async function putHardware(db: SyncDatabase, printers: DemoPrinters): Promise<Till[]> {
  const printer = (name: string, address: string) => ({
    id: newId<never>(idOf(`printer ${name}`)),
    name,
    address,
    profile: 'epson-80',
  });
  const kitchen = printer('Kitchen printer', printers.kitchen);
  const counter = printer('Counter printer', printers.counter);
  const stations: Station[] = [
    {
      id: newId(idOf('station Kitchen')),
      name: 'Kitchen',
      printerId: kitchen.id,
      backupPrinterIds: [counter.id],
    },
    { id: newId(idOf('station Bar')), name: 'Bar', printerId: counter.id, backupPrinterIds: [kitchen.id] },
  ];
  await putEntities(db.pool, branch.id, [
    { entity: 'printer', id: kitchen.id, data: kitchen },
    { entity: 'printer', id: counter.id, data: counter },
    ...stations.map((data): Put => ({ entity: 'station', id: data.id, data })),
  ]);
  const tills = [1, 2].map((n): Till => {
    return { id: newId(idOf(`till ${n}`)), code: `T${n}`, name: `Till ${n}`, receiptPrinterId: counter.id };
  });
  for (const till of tills) await createTill(db, branch.id, till);
  return tills;
}

function staff(): Promise<Put[]> {
  return Promise.all(
    demoStaff.map(async ({ name, role, pin }): Promise<Put> => {
      const data: Staff = {
        id: newId(idOf(`staff ${name}`)),
        name,
        role,
        pin: await createPinVerifier(pin),
        active: true,
      };
      return { entity: 'staff', id: data.id, data };
    }),
  );
}

function menu(): Put[] {
  const vat: Tax = {
    id: newId(idOf('tax VAT')),
    name: 'VAT',
    rate: percent(5),
    inclusive: true,
    orderTypes: [...orderTypes],
  };
  const puts: Put[] = [{ entity: 'tax', id: vat.id, data: vat }];
  for (const [position, [name, { station, items }]] of Object.entries(demoMenu).entries()) {
    const category = { id: newId<Product['categoryId']>(idOf(`category ${name}`)), name, position };
    puts.push({ entity: 'category', id: category.id, data: category });
    for (const item of items) {
      const product: Product = {
        id: productId(item.name),
        name: item.name,
        sku: item.perKg ?? null,
        barcode: item.barcode ?? null,
        categoryId: category.id,
        price: money(item.price * 100),
        taxIds: [vat.id],
        stationId: newId(idOf(`station ${station}`)),
        options: (item.options ?? []).map((key) => optionGroup(item.name, key)),
        glyph: item.glyph,
        stocked: item.stock !== undefined,
        active: true,
        ...(item.perKg && { unit: 'kg', tare: quantity(15) }),
        ...(item.openPrice && { openPrice: true }),
        ...(item.recipe && { recipe: { lines: linesOf(item.recipe) } }),
        ...(item.courses && { combo: coursesOf(item.courses) }),
      };
      puts.push({ entity: 'product', id: product.id, data: product });
    }
  }
  return puts;
}

function optionGroup(item: string, key: keyof typeof demoOptions): OptionGroup {
  const { name, min, max, choices } = demoOptions[key];
  return {
    name,
    min,
    max,
    choices: choices.map(([choice, price]) => ({
      id: newId(idOf(`choice ${item} ${name} ${choice}`)),
      name: choice,
      price: money(price * 100),
    })),
  };
}

function linesOf(recipe: NonNullable<DemoItem['recipe']>): Recipe['lines'] {
  return Object.entries(recipe).map(([name, amount]) => ({
    productId: ingredientId(name),
    quantity: quantity(Math.round(amount * 1000)),
  }));
}

function ingredientId(name: string): ProductId {
  return newId(idOf(`ingredient ${name}`));
}

function coursesOf(courses: NonNullable<DemoItem['courses']>): ComboGroup[] {
  return Object.entries(courses).map(([name, parts]) => ({
    name,
    min: 1,
    max: 1,
    parts: Object.entries(parts).map(([part, extra]) => ({
      productId: productId(part),
      price: money(extra * 100),
    })),
  }));
}

/** The first delivery of the shop. */
async function receiveOpeningStock({ pool }: SyncDatabase): Promise<void> {
  const stocked = Object.values(demoMenu).flatMap(({ items }) =>
    items.flatMap(({ name, stock }) =>
      stock === undefined ? [] : [{ productId: productId(name), quantity: pieces(stock) }],
    ),
  );
  const id = uuidFrom('galley demo opening stock');
  const now = Date.now();
  const ingredients = Object.entries(demoIngredients).map(([name, { stock, cost, days }]) => ({
    productId: ingredientId(name),
    quantity: quantity(stock * 1000),
    cost: money(cost * 100),
    expiresOn: days === null ? null : instant(now + days * 24 * 3600_000).slice(0, 10),
  }));
  const lines = [...stocked.map((line) => ({ ...line, cost: null, expiresOn: null })), ...ingredients];
  const items = Object.entries(demoIngredients).map(([name, { lowAt }]): StockItem => {
    const kept = { stocked: true, recipe: null, active: true, revision: 1, since: instant(now) };
    const words = { kind: 'ingredient', name, unit: 'kg' } as const;
    return { id: ingredientId(name), ...words, lowAt: quantity(lowAt * 1000), ...kept };
  });
  const receipt = { id, at: instant(Date.now()), by: 'Galley', note: '', supplier: '', lines };
  const told = { id: uuidFrom('galley demo ingredients'), branchId: branch.id, by: receipt.by };
  await inTransaction(pool, (tx) => askInventory(tx, told, 'setItems', { items }));
  await inTransaction(pool, (tx) =>
    askInventory(tx, { id, branchId: branch.id, by: receipt.by }, 'receiveGoods', receipt),
  );
}

function productId(name: string): ProductId {
  return newId(idOf(`product ${name}`));
}
