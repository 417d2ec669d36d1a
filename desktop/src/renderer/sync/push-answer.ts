import type { PushAnswer } from '@galley/shared/wire/push.ts';
import { Dexie } from 'dexie';
import { type GalleyDatabase, readMeta, writeMeta } from '../db/database.ts';
import { outboxRowSchema } from '../db/outbox-row.ts';
import { replaceDamaged } from '../db/replace-damaged.ts';
import type { OutboxRow } from '../db/rows.ts';
import { Stuck } from './faults.ts';

/** A measure of the clock that differs by less is the time that the answer took. */
const clockToleranceMs = 30_000;

/** The newest measure of the server's time, for signatures and for whoever has to put the clock right [S18]. */
export async function noteClock(db: GalleyDatabase, offset: number): Promise<void> {
  const known = await readMeta(db, 'clockOffset');
  if (known !== undefined && Math.abs(offset - known) < clockToleranceMs) return;
  await writeMeta(db, 'clockOffset', offset);
}

/** What the server holds by now; what it says of each entry, unless the feed was faster. */
export async function applyAnswer(
  db: GalleyDatabase,
  incarnation: number,
  answer: PushAnswer,
): Promise<void> {
  await db.transaction('rw', [db.outbox, db.meta], async () => {
    const covered = (await readMeta(db, 'coveredUpTo')) ?? {};
    if (covered[incarnation] !== answer.coveredUpTo) {
      await writeMeta(db, 'coveredUpTo', { ...covered, [incarnation]: answer.coveredUpTo });
    }
    const identity = await readMeta(db, 'identity');
    const rows = await db.outbox.bulkGet(answer.results.map(({ number }) => [incarnation, number]));
    const changed = answer.results.flatMap((result, index): OutboxRow[] => {
      const row = rows[index];
      // The feed may have been faster than this answer.
      if (row?.state !== 'waiting') return [];
      const cause = result.cause ?? '';
      if (result.state === 'fork') return [{ ...row, state: 'fork', cause }];
      if (result.state === 'quarantined') return [{ ...row, state: 'stored', verdict: 'quarantined', cause }];
      // Settlements speak of money, so a kitchen's screen gets none: what the server has is done with.
      if (identity?.role === 'kitchen') return [{ ...row, state: 'settled', verdict: 'applied' }];
      return [{ ...row, state: 'stored' }];
    });
    await db.outbox.bulkPut(changed);
  });
  await noteAge(db, answer);
  await checkMemory(db, incarnation, answer.storedUpTo);
}

/** A till that knows less of its own log than the server was put back to an older state, or has a double [S10]. */
async function checkMemory(db: GalleyDatabase, incarnation: number, storedUpTo: number): Promise<void> {
  const [identity, counters] = await Promise.all([readMeta(db, 'identity'), readMeta(db, 'counters')]);
  if (identity?.incarnation !== incarnation || !counters || storedUpTo <= counters.mutation) return;
  throw new Stuck(
    `The server has ${storedUpTo - counters.mutation} entries of this till that are not on this device: it was put back to an older state, or another device uses its name. Enrol it again; nothing is lost.`,
  );
}

/** A server that has gone far ahead of this version says so; it is told on screen and changes nothing else. */
async function noteAge(db: GalleyDatabase, { supportedFrom }: PushAnswer): Promise<void> {
  const known = await readMeta(db, 'supportedFrom');
  if (known === supportedFrom) return;
  if (supportedFrom === undefined) await db.meta.delete('supportedFrom');
  else await writeMeta(db, 'supportedFrom', supportedFrom);
}

/** The server lacks entries that this till counted as stored: back to where it stands [S8]. */
export async function rewind(db: GalleyDatabase, first: OutboxRow, expected: number): Promise<void> {
  const missing = await db.outbox.get([first.incarnation, expected]);
  if (missing && !outboxRowSchema.safeParse(missing).success) return replaceDamaged(db, missing);
  const again = expected < first.number ? await sendAgain(db, first.incarnation, expected) : 0;
  if (again > 0 && missing?.state !== 'fork') return;
  throw new Stuck(
    `The server waits for entry ${expected} of this till, which cannot be sent from here. Enrol the till again; its sales stay on it.`,
  );
}

export async function sendAgain(db: GalleyDatabase, incarnation: number, from: number): Promise<number> {
  return db.outbox
    .where('[incarnation+number]')
    .between([incarnation, from], [incarnation, Dexie.maxKey])
    .filter((row) => row.state === 'stored' || row.state === 'settled')
    .modify({ state: 'waiting' });
}

/** The enrolments that this device still holds entries of, oldest first. */
export async function incarnationsOf(db: GalleyDatabase): Promise<number[]> {
  const found: number[] = [];
  let row = await db.outbox.orderBy('[incarnation+number]').first();
  while (row) {
    found.push(row.incarnation);
    row = await db.outbox.where('[incarnation+number]').above([row.incarnation, Dexie.maxKey]).first();
  }
  return found;
}
