import type { Hash } from '@galley/shared/values/hash.ts';
import { Dexie } from 'dexie';
import { type GalleyDatabase, readMeta, writeMeta } from '../db/database.ts';
import type { OutboxRow } from '../db/rows.ts';
import { watchTable } from '../db/watch-table.ts';
import { type Sleep, startLoop } from '../sync/loop.ts';
import { type BoxContent, encodeEntries, encodeSegment } from './format.ts';
import type { BoxStore } from './store.ts';

/** Where the next entry belongs; null: nobody knows, so all is written anew. */
type End = {
  readonly till: string;
  readonly incarnation: number;
  readonly number: number;
  readonly hash: Hash;
} | null;

/** The box is written without what the server holds for good once it has grown to this, and to twice what it kept. */
const roomBytes = 1024 * 1024;
/** A box that cannot be written is tried again, and the disk may have room by then. */
const againMs = 10_000;
const lookMs = 60_000;

/**
 * The loop of the black box: whatever is in the outbox is a moment later in the box too, on disk. It comes after the
 * commit, so it never holds a sale up; what a crash leaves between the two is made up for at the next start.
 */
export function keepBlackBox(options: {
  readonly db: GalleyDatabase;
  readonly store: BoxStore;
  /** What was found in it; null: write it anew. */
  readonly content: BoxContent | null;
  readonly sleep: Sleep;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { db, store, content, sleep, signal } = options;
  let end = endOf(content);
  let keptBytes: number | null = null;
  const loop = startLoop({
    sleep,
    signal,
    async step() {
      try {
        const wrote = await write();
        await note(db, { place: store.place, fault: null });
        return { ms: wrote ? 0 : lookMs, patient: false };
      } catch (fault) {
        // Half a line may be there. A full disk, or a folder that is gone: selling goes on, and the status says it.
        end = null;
        await note(db, { place: store.place, fault: fault instanceof Error ? fault.message : String(fault) });
        return { ms: againMs, patient: true };
      }
    },
  });
  const unwatch = watchTable(db, 'outbox', () => loop.wake());
  return loop.done.finally(unwatch);

  async function write(): Promise<boolean> {
    const news = await readNews(db, end);
    if (!news) return false;
    const { identity, counters, rows } = news;
    if (news.whole) {
      const { text, end: hash } = encodeSegment(news, rows);
      keptBytes = await store.replace(text);
      end = { till: identity.till.id, incarnation: identity.incarnation, number: counters.mutation, hash };
      return false;
    }
    const { text, end: hash } = encodeEntries(news.after, news, rows);
    const bytes = await store.append(text);
    end = { till: identity.till.id, incarnation: identity.incarnation, number: counters.mutation, hash };
    // What it kept last time is not known yet: the first time it has grown is the time to find out.
    if (bytes > Math.max(roomBytes, 2 * (keptBytes ?? 0))) end = null;
    return end === null;
  }
}

function endOf(content: BoxContent | null): End {
  const last = content?.entries.at(-1);
  if (!content?.end || !content.place) return null;
  const { incarnation, till } = content.place.identity;
  const number = last?.incarnation === incarnation ? last.number : 0;
  // What was counted and is not there was pruned: the outbox has only what follows.
  return { till: till.id, incarnation, number, hash: content.end };
}

/** What the box does not have yet, as one moment of the database; null: nothing. */
export async function readNews(db: GalleyDatabase, end: End) {
  return db.transaction('r', [db.outbox, db.meta], async () => {
    const [identity, counters, covered] = await Promise.all([
      readMeta(db, 'identity'),
      readMeta(db, 'counters'),
      readMeta(db, 'coveredUpTo'),
    ]);
    if (!identity || !counters) return null;
    const { incarnation, till } = identity;
    if (end?.till !== till.id || end.incarnation !== incarnation) {
      const rows = await db.outbox.filter((row) => isNeeded(row, covered ?? {})).toArray();
      return { whole: true, identity, counters, rows } as const;
    }
    if (counters.mutation <= end.number) return null;
    const rows = await db.outbox
      .where('[incarnation+number]')
      .between([incarnation, end.number], [incarnation, Dexie.maxKey], false)
      .toArray();
    return { whole: false, identity, counters, rows, after: end.hash } as const;
  });
}

/** Until the feed has settled it and a verified backup of the server holds it, this device is where it is safe [S5]. */
export function isNeeded(row: OutboxRow, covered: { readonly [incarnation: number]: number }): boolean {
  return row.state !== 'settled' || row.number > (covered[row.incarnation] ?? 0);
}

async function note(db: GalleyDatabase, now: { place: BoxStore['place']; fault: string | null }) {
  const known = await readMeta(db, 'blackBox');
  if (known?.place !== now.place || known.fault !== now.fault) await writeMeta(db, 'blackBox', now);
}
