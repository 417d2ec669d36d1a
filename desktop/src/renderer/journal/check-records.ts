import { faultsOfJournal, type JournalFault } from '@galley/shared/domain/journal.ts';
import { type Refund, refundHashOf } from '@galley/shared/domain/refund.ts';
import { hashOf, type Sale } from '@galley/shared/domain/sale.ts';
import { chain, type Hash, noHash } from '@galley/shared/values/hash.ts';
import { type GalleyDatabase, readMeta } from '../db/database.ts';
import { keepJournal } from './keep-journal.ts';

export type RecordsCheck = {
  readonly entries: number;
  readonly receipts: number;
  readonly faults: readonly JournalFault[];
};

/** The newest receipts are looked at one by one; older ones are on the server and were checked when they came. */
const receiptsChecked = 3000;

/**
 * Proves that this till's records are as they were written: the journal's chain, the bytes in the outbox against it, and
 * every receipt and refund of its own against its hash and the one before [S3].
 */
export async function checkRecords(db: GalleyDatabase): Promise<RecordsCheck> {
  await keepJournal(db);
  const [journal, outbox] = await db.transaction('r', [db.journal, db.outbox], async () => [
    await db.journal.orderBy('[incarnation+number]').toArray(),
    await db.outbox.orderBy('[incarnation+number]').toArray(),
  ]);
  const links = new Map(journal.map((entry) => [`${entry.incarnation}.${entry.number}`, entry.entryHash]));
  const faults = faultsOfJournal(journal);
  for (const { incarnation, number, body, hash } of outbox) {
    const what = `${incarnation}.${number}`;
    const before = number === 1 ? noHash : links.get(`${incarnation}.${number - 1}`);
    if (links.get(what) !== hash || (before && chain(before, body) !== hash))
      faults.push({ kind: 'changed', what });
  }
  const receipts = await readOwnReceipts(db);
  faults.push(...faultsOfReceipts(receipts));
  return { entries: journal.length, receipts: receipts.length, faults };
}

type Receipt = {
  readonly number: string;
  readonly previousHash: Hash;
  readonly hash: Hash;
  readonly remade: Hash;
};

async function readOwnReceipts(db: GalleyDatabase): Promise<Receipt[]> {
  const identity = await readMeta(db, 'identity');
  const own = ({ tillId }: Pick<Sale, 'tillId'>) => tillId === identity?.till.id;
  const sales = await db.sales.orderBy('paidAt').reverse().filter(own).limit(receiptsChecked).toArray();
  const oldest = sales.at(-1)?.paidAt ?? '';
  const refunds = await db.refunds.where('refundedAt').aboveOrEqual(oldest).filter(own).toArray();
  return [
    ...sales.map((sale) => receiptOf(sale, hashOf(sale))),
    ...refunds.map((refund) => receiptOf(refund, refundHashOf(refund))),
  ].sort((a, b) => (a.number < b.number ? -1 : 1));
}

function receiptOf({ receiptNumber, previousHash, hash }: Sale | Refund, remade: Hash): Receipt {
  return { number: receiptNumber, previousHash, hash, remade };
}

function faultsOfReceipts(receipts: readonly Receipt[]): JournalFault[] {
  return receipts.flatMap((receipt, index): JournalFault[] => {
    const before = receipts[index - 1];
    if (receipt.hash !== receipt.remade) return [{ kind: 'receiptChanged', what: receipt.number }];
    // Another enrolment begins a chain of its own.
    const follows = before && seriesOf(before.number) === seriesOf(receipt.number);
    return follows && receipt.previousHash !== before.hash
      ? [{ kind: 'receiptMissing', what: receipt.number }]
      : [];
  });
}

function seriesOf(receiptNumber: string): string {
  return receiptNumber.slice(0, receiptNumber.lastIndexOf('-'));
}
