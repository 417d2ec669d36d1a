import type { Branch } from '@galley/shared/domain/branch.ts';
import { paymentsOf, type Payment } from '@galley/shared/domain/payment.ts';
import { type Refund, refundPaymentsOf } from '@galley/shared/domain/refund.ts';
import type { Sale } from '@galley/shared/domain/sale.ts';
import type { StockLevel } from '@galley/shared/domain/stock.ts';
import { type Money, money, noMoney, subtract, sum } from '@galley/shared/values/money.ts';
import { type BusinessDay, businessDayOf, instant } from '@galley/shared/values/time.ts';
import type { Settlement } from '@galley/shared/wire/changes.ts';
import { type GalleyDatabase, readMeta } from '../db/database.ts';
import type { LoopFault } from '../db/rows.ts';

const hourMs = 3_600_000;
/** A business day began at most this long ago, however late the shift was opened. */
const longestDayMs = 48 * hourMs;

export type Today = {
  readonly branch: Branch;
  readonly day: BusinessDay;
  /** What was sold, less what was given back. */
  readonly total: Money;
  readonly givenBack: Money;
  readonly count: number;
  readonly average: Money;
  /** Twenty-four, on the branch's clock. */
  readonly byHour: readonly { readonly hour: number; readonly total: Money; readonly count: number }[];
  readonly byKind: readonly {
    readonly kind: Payment['kind'];
    readonly amount: Money;
    readonly count: number;
  }[];
  /** Newest first. */
  readonly latest: readonly Sale[];
};

/** What was sold on the branch's day so far, as far as it is known here; null until the first snapshot has come. */
export async function readToday(db: GalleyDatabase, nowMs: number): Promise<Today | null> {
  const branch = await db.branches.toCollection().first();
  if (!branch) return null;
  const day = businessDayOf(instant(nowMs), branch.timeZone);
  const recent = await db.sales
    .where('paidAt')
    .above(instant(nowMs - longestDayMs))
    .reverse()
    .toArray();
  const sales = recent.filter((sale) => sale.businessDay === day);
  const refunds = (
    await db.refunds
      .where('refundedAt')
      .above(instant(nowMs - longestDayMs))
      .toArray()
  ).filter((refund) => refund.businessDay === day);
  const sold = sum(sales.map((sale) => sale.total));
  const givenBack = sum(refunds.map((refund) => refund.total));
  return {
    branch,
    day,
    total: subtract(sold, givenBack),
    givenBack,
    count: sales.length,
    average: sales.length === 0 ? noMoney : money(Math.round(sold / sales.length)),
    byHour: byHour(sales, branch.timeZone),
    byKind: byKind(sales, refunds),
    latest: sales.slice(0, 12),
  };
}

function byHour(sales: readonly Sale[], timeZone: string): Today['byHour'] {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' });
  const hours = Array.from({ length: 24 }, (_, hour) => ({ hour, total: noMoney, count: 0 }));
  for (const sale of sales) {
    const hour = Number(clock.format(new Date(sale.paidAt)));
    const known = hours[hour];
    if (known) hours[hour] = { hour, total: money(known.total + sale.total), count: known.count + 1 };
  }
  return hours;
}

const kinds = ['cash', 'card', 'wallet', 'gateway'] as const;

/** What stayed in the drawer or came in, less what was given back; not what was handed over. */
function byKind(sales: readonly Sale[], refunds: readonly Refund[]): Today['byKind'] {
  const payments = [...sales.flatMap(paymentsOf), ...refunds.flatMap(refundPaymentsOf)];
  return kinds.map((kind) => {
    const own = payments.filter((payment) => payment.kind === kind);
    return { kind, amount: sum(own.map((payment) => payment.amount)), count: own.length };
  });
}

export type StockRow = {
  readonly id: string;
  readonly name: string;
  readonly glyph: string | null;
  readonly level: StockLevel;
};

/** What is kept in stock, the scarcest first. */
export async function readStockRows(db: GalleyDatabase): Promise<StockRow[]> {
  const [levels, products] = await Promise.all([db.stock.toArray(), db.products.toArray()]);
  const byId = new Map(products.map((product) => [product.id, product]));
  return levels
    .flatMap((level): StockRow[] => {
      const product = byId.get(level.productId);
      return product?.stocked ? [{ id: product.id, name: product.name, glyph: product.glyph, level }] : [];
    })
    .sort((a, b) => b.level.shortage - a.level.shortage || a.level.onHand - b.level.onHand);
}

export type Review = Settlement & {
  readonly till: string;
  /** Who has decided about it last. */
  readonly decidedBy: string | null;
  /** Nobody has to look any more: how it ended is what there is to see. */
  readonly closed: boolean;
};

/** How many of those that are closed stay in sight. */
const closedShown = 10;

/** What tills sent and a manager should look at, the newest first; then how the last ones were resolved. */
export async function readReviews(db: GalleyDatabase): Promise<Review[]> {
  const [settlements, tills, staff] = await Promise.all([
    db.settlements.toArray(),
    db.tills.toArray(),
    db.staff.toArray(),
  ]);
  const names = new Map<string, string>([...tills, ...staff].map(({ id, name }) => [id, name]));
  const reviews = settlements
    .map((settlement): Review => {
      const { resolution, verdict } = settlement;
      return {
        ...settlement,
        till: names.get(settlement.tillId) ?? '',
        decidedBy: resolution && (resolution.account ?? names.get(resolution.by) ?? ''),
        closed: verdict === 'applied' || resolution?.how === 'setAside',
      };
    })
    // Ids are made in the order of time, so the newest has the last one.
    .sort((a, b) => (a.mutationId < b.mutationId ? 1 : -1));
  const open = reviews.filter((review) => !review.closed);
  return [...open, ...reviews.filter((review) => review.closed).slice(0, closedShown)];
}

export type Completeness = { readonly until: number | null; readonly fault: LoopFault | null };

export async function readCompleteness(db: GalleyDatabase): Promise<Completeness> {
  const [last, fault] = await Promise.all([readMeta(db, 'lastSync'), readMeta(db, 'pullFault')]);
  return { until: last ? Date.parse(last.at) : null, fault: fault ?? null };
}
