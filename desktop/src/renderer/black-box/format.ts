import { chain, type Hash, hashSchema, noHash } from '@galley/shared/values/hash.ts';
import { branchIdSchema } from '@galley/shared/values/ids.ts';
import { type Instant, instantSchema } from '@galley/shared/values/time.ts';
import { enrolAnswerSchema } from '@galley/shared/wire/session.ts';
import { z } from 'zod';
import { outboxRowSchema } from '../db/outbox-row.ts';
import type { Meta, OutboxRow } from '../db/rows.ts';

/**
 * The black box is text, one line a fact: the line's hash, a space, JSON. A hash chains the line to the one before it,
 * so a line that was torn, changed or swapped is seen, and those around it are still good. A person can read it.
 *
 *   9f2c… {"kind":"blackBox","format":1}
 *   41d0… {"kind":"place","identity":{…},"counters":{…}}     who this till is and how far it has counted
 *   08be… {"kind":"entry","entry":{"incarnation":1,"number":1,…,"body":"…"}}
 *   77aa… {"kind":"end","entries":1,"madeAt":"…"}           only in a backup, which is whole or worth nothing
 */
export const boxFormat = 1;

const entrySchema = outboxRowSchema.pick({
  incarnation: true, number: true, id: true, name: true, body: true, hash: true, recordedAt: true, amount: true,
}); // prettier-ignore
export type BoxEntry = Readonly<z.infer<typeof entrySchema>>;

const identitySchema = z.looseObject({
  serverUrl: z.string(),
  till: enrolAnswerSchema.shape.till,
  incarnation: z.int().min(1),
  branchId: branchIdSchema,
});
/** Loose: a later version counts more things, and an older one must not forget them. */
const countersSchema = z.looseObject({
  mutation: z.int().min(0),
  mutationHash: hashSchema,
  receipt: z.int().min(0),
  receiptHash: hashSchema,
  order: z.int().min(0),
  lastAt: z.number(),
});
const lineSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('blackBox'), format: z.int() }),
  z.object({ kind: z.literal('place'), identity: identitySchema, counters: countersSchema }),
  z.object({ kind: z.literal('entry'), entry: entrySchema }),
  z.object({ kind: z.literal('end'), entries: z.int().min(0), madeAt: instantSchema }),
]);
type Line = z.infer<typeof lineSchema>;

/** Where a till stands in its own log. */
export type BoxPlace = { readonly identity: Meta['identity']; readonly counters: Meta['counters'] };

export type BoxContent = {
  /** The highest format that was met; one above `boxFormat` was written by a newer Galley. */
  readonly format: number;
  readonly place: BoxPlace | null;
  readonly entries: readonly BoxEntry[];
  /** The last line of a backup: how many entries there must be. The box itself has no end. */
  readonly sealed: { readonly entries: number; readonly madeAt: Instant } | null;
  /** Lines that are not what was once written. */
  readonly damaged: number;
  /** What the next line chains to; null: the end is torn, or there are several segments, so begin a new one. */
  readonly end: Hash | null;
};

/** What to add behind a line with the hash `after`: where the till stands, and the entries that are new. */
export function encodeEntries(
  after: Hash,
  { identity, counters }: BoxPlace,
  rows: readonly OutboxRow[],
): { readonly text: string; readonly end: Hash } {
  const entries = rows.map((row) => ({ kind: 'entry', entry: entryOf(row) }));
  return encode(after, [{ kind: 'place', identity, counters }, ...entries]);
}

/** A backup: a segment that says where it ends, so that half of one is never taken for the whole. */
export function encodeBackup(place: BoxPlace, rows: readonly OutboxRow[], madeAt: Instant): string {
  const { text, end } = encodeSegment(place, rows);
  return text + encode(end, [{ kind: 'end', entries: rows.length, madeAt }]).text;
}

/** A segment from its first line on. */
export function encodeSegment(
  place: BoxPlace,
  rows: readonly OutboxRow[],
): { readonly text: string; readonly end: Hash } {
  const head = encode(noHash, [{ kind: 'blackBox', format: boxFormat }]);
  const rest = encodeEntries(head.end, place, rows);
  return { text: head.text + rest.text, end: rest.end };
}

function entryOf(row: OutboxRow): BoxEntry {
  const { incarnation, number, id, name, body, hash, recordedAt, amount } = row;
  return { incarnation, number, id, name, body, hash, recordedAt, amount };
}

function encode(after: Hash, lines: readonly unknown[]): { readonly text: string; readonly end: Hash } {
  let end = after;
  let text = '';
  for (const line of lines) {
    const json = JSON.stringify(line);
    end = chain(end, json);
    text += `${end} ${json}\n`;
  }
  return { text, end };
}

/**
 * Reads segments, oldest first, and keeps every line that is as it was written. The same entry twice is one: a crash
 * between two segments leaves both. `tail`: only the end of the last segment was read, from anywhere within a line.
 */
export function decodeBox(segments: readonly string[], part: 'whole' | 'tail' = 'whole'): BoxContent {
  let content: BoxContent = {
    format: 0, place: null, entries: [], sealed: null, damaged: 0, end: null,
  }; // prettier-ignore
  const entries = new Map<string, BoxEntry>();
  for (const segment of segments) {
    const lines = segment.split('\n');
    const torn = lines.pop() !== '';
    let previous: Hash | null = part === 'whole' ? noHash : null;
    for (const text of lines) {
      const { line, hash } = readLine(text, previous);
      previous = hash;
      if (line) content = { ...content, ...told(line, content) };
      else if (part === 'whole') content = { ...content, damaged: content.damaged + 1 };
      if (line?.kind === 'entry') entries.set(`${line.entry.incarnation}:${line.entry.number}`, line.entry);
    }
    content = {
      ...content,
      damaged: content.damaged + (torn ? 1 : 0),
      end: torn || lines.length === 0 ? null : previous,
    };
  }
  const end = segments.length === 1 && content.damaged === 0 ? content.end : null;
  return { ...content, entries: [...entries.values()], end };
}

function told(line: Line, { format }: BoxContent): Partial<BoxContent> {
  switch (line.kind) {
    case 'blackBox':
      return { format: Math.max(line.format, format) };
    case 'place':
      return { place: { identity: line.identity, counters: line.counters } };
    case 'end':
      return { sealed: { entries: line.entries, madeAt: line.madeAt } };
    case 'entry':
      return {};
  }
}

/** The hash is handed on as it stands, so that one damaged line does not spoil those behind it. */
function readLine(
  text: string,
  previous: Hash | null,
): { readonly line: Line | null; readonly hash: Hash | null } {
  const hash = hashSchema.safeParse(text.slice(0, 64)).data ?? null;
  const json = text.slice(65);
  if (hash === null || previous === null || text[64] !== ' ' || chain(previous, json) !== hash)
    return { line: null, hash };
  return { line: lineSchema.safeParse(readJson(json)).data ?? null, hash };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // of a format that this version does not know
  }
}
