import type { Branch } from '@galley/shared/domain/branch.ts';
import type { Refund } from '@galley/shared/domain/refund.ts';
import type { Sale } from '@galley/shared/domain/sale.ts';
import { formatAmount, parseMoney } from '@galley/shared/values/money.ts';
import { receiptIdIn } from '@galley/shared/wire/receipt-search.ts';
import type { Instant } from '@galley/shared/values/time.ts';
import { refundsOf } from '../../actions/refunds-of.ts';
import { tipChangesOf } from '../../actions/adjust-tip.ts';
import { type GalleyDatabase, readMeta } from '../../db/database.ts';
import { formatTime } from '../../ui/format-time.ts';
import { wordsOf } from '../menu/words-of.ts';

/** A paper of this branch: of a sale, with what was given back of it since, or of a refund. */
export type Entry =
  | { readonly kind: 'sale'; readonly at: Instant; readonly sale: Sale; readonly refunds: readonly Refund[] }
  | { readonly kind: 'refund'; readonly at: Instant; readonly refund: Refund };

/** How far back what is typed is looked for, beside its number, which is found however old it is. */
const searched = 4000;

/** The latest receipts that answer to what was typed, newest first: a number, an amount, a time, an item, a person. */
export async function findReceipts(
  db: GalleyDatabase,
  branch: Branch,
  typed: string,
  limit: number,
): Promise<Entry[]> {
  const wanted = typed.trim();
  const [byNumber, sales, refunds] = await Promise.all([
    findByNumber(db, wanted),
    db.sales
      .orderBy('paidAt')
      .reverse()
      .limit(searched)
      .filter((sale) => answers(sale, sale.paidAt, wanted, branch))
      .limit(limit)
      .toArray(),
    db.refunds
      .orderBy('refundedAt')
      .reverse()
      .limit(searched)
      .filter((refund) => answers(refund, refund.refundedAt, wanted, branch))
      .limit(limit)
      .toArray(),
  ]);
  const found = [...new Map([...byNumber, ...sales].map((sale) => [sale.id, sale])).values()];
  const entries = [
    ...(await Promise.all(found.map((sale) => entryOf(db, sale)))),
    ...refunds.map((refund): Entry => ({ kind: 'refund', at: refund.refundedAt, refund })),
  ];
  return entries.sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, limit);
}

export async function readEntry(db: GalleyDatabase, entry: Entry): Promise<Entry> {
  if (entry.kind === 'refund') return entry;
  return entryOf(db, (await db.sales.get(entry.sale.id)) ?? entry.sale);
}

async function entryOf(db: GalleyDatabase, sale: Sale): Promise<Entry> {
  return { kind: 'sale', at: sale.paidAt, sale, refunds: await refundsOf(db, sale) };
}

/** What the tips of a sale were set to since, and whether they still can be. */
export async function readTips(db: GalleyDatabase, sale: Sale) {
  const shift = await db.shifts.get(sale.shiftId);
  const identity = await readMeta(db, 'identity');
  const isOpen = shift !== undefined && shift.closedAt === undefined && sale.tillId === identity?.till.id;
  return { isOpen, changes: await tipChangesOf(db, sale) };
}

/** `T1-000042` as it stands on paper, or `42` of any till. */
async function findByNumber(db: GalleyDatabase, typed: string): Promise<Sale[]> {
  if (typed === '') return [];
  const id = receiptIdIn(typed);
  if (id !== null) return db.sales.where('id').equals(id).toArray();
  const numbers = [typed.toUpperCase()];
  if (/^\d{1,6}$/.test(typed)) {
    const tills = await db.tills.toArray();
    numbers.push(...tills.map(({ code }) => `${code}-${typed.padStart(6, '0')}`));
  }
  return db.sales.where('receiptNumber').anyOf(numbers).toArray();
}

type Paper = Pick<Sale, 'receiptNumber' | 'total' | 'currency' | 'staffName'> & {
  readonly lines: readonly { readonly name: string }[];
};

function answers(paper: Paper, at: Instant, typed: string, branch: Branch): boolean {
  if (typed === '') return true;
  if (typed.length > 2 && paper.receiptNumber.includes(typed.toUpperCase())) return true;
  if (typed.includes(':') && formatTime(at, branch.timeZone).startsWith(typed)) return true;
  const amount = parseMoney(typed, paper.currency);
  if (amount.ok) return amount.value === paper.total || formatAmount(paper.total, paper.currency) === typed;
  const words = wordsOf(typed);
  const known = wordsOf([paper.staffName, ...paper.lines.map((line) => line.name)].join(' '));
  return words.length > 0 && words.every((word) => known.some((each) => each.startsWith(word)));
}
