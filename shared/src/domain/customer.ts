import { z } from 'zod';
import { type CustomerId, customerIdSchema } from '../values/ids.ts';
import { instantSchema } from '../values/time.ts';

/** Whom an order is for, as they said it. It is of the order and never of its sale: what is chained for ever names no guest. */
export const customerSchema = z.object({
  name: z.string().trim().min(1).max(80),
  /** As it was typed; `phoneKey` compares. */
  phone: z.string().trim().max(24),
  /** Where it is brought to; empty: they come for it. */
  address: z.string().trim().max(200),
  /** Their record; missing: the branch remembers nobody by it. */
  id: customerIdSchema.optional(),
});
export type Customer = z.infer<typeof customerSchema>;

/** A guest as all tills of a branch remember them. */
export const customerRecordSchema = customerSchema.extend({
  id: customerIdSchema,
  createdAt: instantSchema,
  /** How often something was said of them; the newest word wins where two tills meet [S15]. */
  edits: z.int().min(1),
  /** The older record of the same guest, which counts instead of this one; missing: this one counts. */
  same: customerIdSchema.optional(),
});
export type CustomerRecord = z.infer<typeof customerRecordSchema>;

/**
 * What two ways to write one number have in common: its last nine digits, because a country's code and the zero before a
 * number come and go. Null: too short to be told from another.
 */
export function phoneKey(phone: string): string | null {
  const digits = phone.normalize('NFKD').replaceAll(/\D/g, '');
  return digits.length < 6 ? null : digits.slice(-9);
}

/** The record that counts for this one: both ids of a guest whom two tills have written down lead to it. */
export function countedCustomer(
  known: ReadonlyMap<CustomerId, CustomerRecord>,
  record: CustomerRecord,
): CustomerRecord {
  let counted = record;
  // The other one is always older, so this ends.
  for (let next = counted.same; next; next = counted.same) {
    const older = known.get(next);
    if (!older) break;
    counted = older;
  }
  return counted;
}

/**
 * What becomes of the known records by what a till says of one guest: the newest word counts, and records with one phone
 * become one, the oldest (ids begin with their time), with the newest words of all. Answers what has changed. `known` holds
 * the record, those that lead from it, and those with its phone; in whatever order records come, the same one counts.
 */
export function joinCustomer(
  known: ReadonlyMap<CustomerId, CustomerRecord>,
  news: CustomerRecord,
): CustomerRecord[] {
  const home = countedCustomer(known, known.get(news.id) ?? news);
  const said = laterCustomer(home, news);
  const key = phoneKey(said.phone);
  const heads = new Map([[home.id, home]]);
  for (const record of known.values()) {
    if (record.same === undefined && key !== null && phoneKey(record.phone) === key)
      heads.set(record.id, record);
  }
  const words = [...heads.values()].reduce(laterCustomer, said);
  const first = [...heads.keys()].reduce((one, other) => (other < one ? other : one));
  return [...heads.values()].flatMap(({ id, createdAt }) => {
    const { name, phone, address, edits } = words;
    const record = { id, name, phone, address, edits, createdAt, ...(id !== first && { same: first }) };
    return textOf(known.get(id)) === textOf(record) ? [] : [record];
  });
}

/** The newer of two words about one guest; where two tills did not know of each other the text decides, on every side the same. */
export function laterCustomer(one: CustomerRecord, other: CustomerRecord): CustomerRecord {
  if (one.edits !== other.edits) return one.edits > other.edits ? one : other;
  return wordsOf(one) > wordsOf(other) ? one : other;
}

function wordsOf({ name, phone, address }: CustomerRecord): string {
  return JSON.stringify([name, phone, address]);
}

function textOf(record: CustomerRecord | undefined): string {
  return record ? wordsOf(record) + JSON.stringify([record.edits, record.same]) : '';
}
