import { chain, type Hash, hashSchema, noHash } from '@galley/shared/values/hash.ts';
import { mutationIdSchema, uuidFrom } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import { instant } from '@galley/shared/values/time.ts';
import { mutationSchema } from '@galley/shared/wire/mutations.ts';
import { Dexie } from 'dexie';
import { type GalleyDatabase, readMeta, writeMeta } from './database.ts';
import { outboxRowSchema } from './outbox-row.ts';
import type { OutboxRow } from './rows.ts';

/**
 * An outbox row that waits and cannot be read any more is kept as it was found in `damaged`. Its number must not become
 * a hole, or everything after it would wait for ever: if its body is still there the row is made anew from it, else a
 * `damagedEntry` takes its place, which the server keeps and shows to a person. The rows behind it have not been sent
 * yet; their links are made anew, their bodies stay as they are [S4].
 */
export async function replaceDamaged(db: GalleyDatabase, damaged: OutboxRow): Promise<void> {
  await db.transaction('rw', [db.outbox, db.damaged, db.meta], async () => {
    const { incarnation, number } = damaged; // the key of the row, so they are sound
    const previous = number === 1 ? null : await db.outbox.get([incarnation, number - 1]);
    const row = rowFromBody(damaged) ?? (await placeholder(db, damaged));
    const behind = await db.outbox
      .where('[incarnation+number]')
      .between([incarnation, number], [incarnation, Dexie.maxKey], false)
      .toArray();
    let hash: Hash = hashSchema.safeParse(previous?.hash).data ?? noHash;
    const relinked = [row, ...behind].map((each): OutboxRow => {
      hash = chain(hash, String(each.body));
      return { ...each, hash };
    });
    const raw = JSON.stringify(damaged);
    await db.damaged.put({
      id: `outbox:${incarnation}:${number}`,
      table: 'outbox',
      key: `${incarnation}:${number}`,
      raw,
      cause: outboxRowSchema.safeParse(damaged).error?.message ?? 'unreadable',
    });
    await db.outbox.delete([incarnation, number]);
    await db.outbox.bulkPut(relinked);
    const identity = await readMeta(db, 'identity');
    const counters = await readMeta(db, 'counters');
    if (counters && identity?.incarnation === incarnation) {
      await writeMeta(db, 'counters', { ...counters, mutationHash: hash });
    }
  });
}

/** Whatever else was lost: what was recorded stands whole in the body. */
function rowFromBody(damaged: OutboxRow): OutboxRow | null {
  const body = mutationSchema.safeParse(readJson(damaged.body));
  if (!body.success || body.data.number !== damaged.number) return null;
  const { id, type, occurredAt } = body.data;
  const hash = noHash; // linked by the caller
  const { incarnation, number } = damaged;
  const amount = Number.isSafeInteger(damaged.amount) ? damaged.amount : null;
  return {
    incarnation,
    number,
    id,
    name: type,
    body: damaged.body,
    hash,
    recordedAt: occurredAt,
    amount,
    ...fresh,
  };
}

const fresh: Pick<OutboxRow, 'state' | 'verdict' | 'flags' | 'cause'> = {
  state: 'waiting',
  verdict: null,
  flags: [],
  cause: '',
};

async function placeholder(db: GalleyDatabase, damaged: OutboxRow): Promise<OutboxRow> {
  const identity = must(await readMeta(db, 'identity'), 'a till that recorded something is enrolled');
  const { incarnation, number } = damaged;
  // Always the same id, so that a second try is the same entry.
  const id = mutationIdSchema.parse(uuidFrom(`damaged:${identity.till.id}:${incarnation}:${number}`));
  const time = Date.parse(damaged.recordedAt);
  const recordedAt = instant(Number.isFinite(time) ? time : 0);
  const body = JSON.stringify({
    id,
    type: 'damagedEntry',
    version: 1,
    occurredAt: recordedAt,
    correlationId: id,
    causationId: null,
    branchId: identity.branchId,
    tillId: identity.till.id,
    incarnation,
    number,
    data: { raw: JSON.stringify(damaged) },
  });
  return {
    incarnation,
    number,
    id,
    name: 'damagedEntry',
    body,
    hash: noHash,
    recordedAt,
    amount: null,
    ...fresh,
  };
}

function readJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return null;
  }
}
