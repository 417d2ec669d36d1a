import { z } from 'zod';
import { chain, type Hash, hashSchema, noHash } from '../values/hash.ts';
import { mutationIdSchema } from '../values/ids.ts';
import { moneySchema } from '../values/money.ts';
import { instantSchema } from '../values/time.ts';

/**
 * One entry of a till's journal: that it recorded this, then. `entryHash` is the link of the mutation in the chain of its
 * log [S3], so it stands for every byte of it; the journal's own chain holds when the bytes are long gone [S5].
 */
export const journalEntrySchema = z.object({
  /** How `hash` is made; another formula gets another number, and the old ones stay as they are. */
  formula: z.literal(1),
  incarnation: z.int().min(1),
  number: z.int().min(1),
  id: mutationIdSchema,
  name: z.string(),
  recordedAt: instantSchema,
  /** Who recorded it; null: its text does not say. */
  staffId: z.uuid().nullable(),
  amount: moneySchema.nullable(),
  entryHash: hashSchema,
  previousHash: hashSchema,
  hash: hashSchema,
});
export type JournalEntry = z.infer<typeof journalEntrySchema>;
const withoutHash = journalEntrySchema.omit({ hash: true });

/** The next entry: hash of the hash before and the entry's JSON in the schema's key order. */
export function nextEntry(
  previous: JournalEntry | undefined,
  entry: Omit<JournalEntry, 'formula' | 'previousHash' | 'hash'>,
): JournalEntry {
  const linked = { formula: 1 as const, ...entry, previousHash: previous?.hash ?? noHash };
  return { ...linked, hash: journalHashOf(linked) };
}

export function journalHashOf(entry: Omit<JournalEntry, 'hash'>): Hash {
  return chain(entry.previousHash, JSON.stringify(withoutHash.parse(entry)));
}

/** What is wrong with a till's records: which entry or receipt, and how. */
export type JournalFault = {
  readonly kind: 'changed' | 'missing' | 'receiptChanged' | 'receiptMissing';
  readonly what: string;
};

/** Goes through the journal from its beginning: every link must be the one that its entry makes, and none may be missing. */
export function faultsOfJournal(entries: readonly JournalEntry[]): JournalFault[] {
  return entries.flatMap((entry, index): JournalFault[] => {
    const before = entries[index - 1];
    const what = `${entry.incarnation}.${entry.number}`;
    if (entry.hash !== journalHashOf(entry)) return [{ kind: 'changed', what }];
    if (!before) return [];
    const follows =
      entry.incarnation === before.incarnation
        ? entry.number === before.number + 1
        : entry.incarnation > before.incarnation && entry.number === 1;
    return follows && entry.previousHash === before.hash ? [] : [{ kind: 'missing', what }];
  });
}
