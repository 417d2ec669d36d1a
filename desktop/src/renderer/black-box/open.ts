import { type GalleyDatabase, readMeta } from '../db/database.ts';
import { sleepFor } from '../sync/loop.ts';
import { boxFormat, type BoxContent, decodeBox } from './format.ts';
import { keepBlackBox } from './keep.ts';
import { type Restored, restore } from './restore.ts';
import type { BoxStore } from './store.ts';

export type BlackBox = {
  /** Whether it remembers a till, so that a database that is gone can be made anew from it. */
  knowsTill(): Promise<boolean>;
  /** Gives the database back what only the box knows, and from then on writes down whatever is recorded. */
  attach(db: GalleyDatabase, signal: AbortSignal): Promise<Restored>;
};

/** Enough of its end to see whether the database is behind; the whole is only read when it is. */
const tailBytes = 2 * 1024 * 1024;

/** A till opens without its box rather than not at all. */
const patienceMs = 5000;

/** The black box of this device, for the one window that holds it. */
export function createBlackBox(store: BoxStore, report: (fault: unknown) => void): BlackBox {
  const tail = Promise.race([readTail(), late()]).catch((fault: unknown) => {
    report(fault);
    return null;
  });

  async function readTail(): Promise<BoxContent> {
    const { segments, bytes } = await store.read(tailBytes);
    // Two segments: a crash came between the new one and the end of the old one.
    if (segments.length > 1) return readWhole();
    const content = decodeBox(segments, bytes > tailBytes ? 'tail' : 'whole');
    return bytes > tailBytes && !content.place ? readWhole() : content;
  }

  async function readWhole(): Promise<BoxContent> {
    return decodeBox((await store.read(null)).segments);
  }

  return {
    async knowsTill() {
      return Boolean((await tail)?.place);
    },
    async attach(db, signal) {
      const content = await tail;
      // Written by a newer Galley: what this one cannot read it must not write over.
      if (!content || content.format > boxFormat) return { kind: 'nothing', entries: 0 };
      const isBehind = await knowsLess(db, content);
      const restored = isBehind
        ? await restore(db, await readWhole())
        : ({ kind: 'nothing', entries: 0 } as const);
      const found = isBehind ? null : content;
      keepBlackBox({ db, store, content: found, sleep: sleepFor, signal }).catch(report);
      return restored;
    },
  };
}

async function late(): Promise<never> {
  await sleepFor(patienceMs, new AbortController().signal);
  throw new Error('The black box does not answer.');
}

async function knowsLess(db: GalleyDatabase, { place, entries }: BoxContent): Promise<boolean> {
  if (!place) return false;
  const [identity, counters] = await Promise.all([readMeta(db, 'identity'), readMeta(db, 'counters')]);
  const last = entries.at(-1)?.number ?? 0;
  const { incarnation } = place.identity;
  return (
    identity?.incarnation !== incarnation ||
    Math.max(last, place.counters.mutation) > (counters?.mutation ?? 0)
  );
}
