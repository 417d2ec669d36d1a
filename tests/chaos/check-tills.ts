import { type GalleyDatabase, readMeta, tableOf } from '@galley/desktop/renderer/db/database.ts';
import { entities, type EntityName } from '@galley/shared/wire/changes.ts';
import type { Holdings } from './gather.ts';
import type { Device, Shop } from './shop.ts';
import { type Violation, violation } from './violation.ts';

const feedEntities = (Object.keys(entities) as EntityName[]) // the keys of this object are its names
  .filter((name) => name !== 'settlement');

const history: ReadonlySet<EntityName> = new Set([
  'sale',
  'refund',
  'order',
  'ticket',
  'ticketState',
  'shift',
  'cashMovement',
  'punch',
]);

/** [I13] At rest every till holds the feed, byte for byte; what it has beside it is its own drafts and nothing else. */
export async function checkTills(shop: Shop, holdings: Holdings): Promise<Violation[]> {
  const found = await Promise.all(
    shop.devices.filter(({ retired }) => !retired).map((device) => checkTill(device, holdings)),
  );
  return found.flat();
}

async function checkTill(device: Device, { feed, log }: Holdings): Promise<Violation[]> {
  const { till, name } = device;
  // Below this version of the feed a till may have forgotten what is over.
  const floor = (await readMeta(till.db, 'floor'))?.version ?? 0;
  const states = new Map(log.map((row) => [row.id, row]));
  const found: Violation[] = [];
  for (const entity of feedEntities) {
    const mine = new Map<string, Row>();
    for (const row of await rowsOf(till.db, entity))
      mine.set(row.id ?? row.productId ?? row.shiftId ?? '', row);
    for (const change of feed.values()) {
      if (change.entity !== entity) continue;
      const row = mine.get(change.id);
      mine.delete(change.id);
      if (comparable(entity, textOf(row)) === comparable(entity, change.data) || isAhead(row, change.data))
        continue;
      if (!row && history.has(entity) && change.version <= floor) continue;
      const words = `${name} has of ${entity} ${change.id}: ${textOf(row)} at ${row?.revision}, the feed has ${change.data} at ${change.revision}`;
      found.push(violation('I13', words));
    }
    for (const [id, row] of mine) {
      if (row.revision > 0)
        found.push(violation('I13', `${name} has ${entity} ${id}, which the feed has not`));
    }
  }
  for (const row of await till.outbox()) {
    const there = states.get(row.id);
    if (row.state === 'settled' && row.verdict !== 'quarantined' && there?.state !== 'settled')
      found.push(violation('I12', `${name} takes ${row.id} for settled; the server says ${there?.state}`));
  }
  return found;
}

/**
 * What holds at every moment at a till, whatever is under way; one transaction, so that it is one moment. On the way the
 * `newest` entries are looked at, in the end all.
 */
export function checkNow(
  { till, name }: Device,
  { backup }: Pick<Shop, 'backup'>,
  newest = 1_000_000,
): Promise<Violation[]> {
  const { db } = till;
  return db.transaction('r', db.tables, async () => {
    const found: Violation[] = [];
    const outbox = (await db.outbox.reverse().limit(newest).toArray()).toReversed();
    const counters = await readMeta(db, 'counters');
    const identity = await readMeta(db, 'identity');
    const own = outbox.filter((row) => row.incarnation === identity?.incarnation);
    const last = own.at(-1);
    // [I8] at the till: the numbers are dense, and the counter is where the log ends.
    own.forEach(({ number }, index) => {
      const place = (own[index - 1]?.number ?? (outbox.length < newest ? 0 : number - 1)) + 1;
      if (number !== place) found.push(violation('I3', `${name} has ${number} in place ${place}`));
    });
    if ((last?.number ?? 0) !== counters?.mutation) {
      found.push(
        violation('I3', `${name} counts ${counters?.mutation}, and its log ends with ${last?.number}`),
      );
    }
    const sold = new Set<string>();
    for (const row of outbox) {
      if (row.name !== 'completeSale') continue;
      const { data } = JSON.parse(row.body) as { data: { sale: { id: string } } };
      sold.add(data.sale.id);
      // [I12] A verdict is never there without what it is about. A restored server has its own to tell once more.
      const sale = await db.sales.get(data.sale.id);
      if (!backup && row.state === 'settled' && row.verdict !== 'quarantined' && sale?.revision === 0) {
        found.push(violation('I12', `${name} has the verdict of ${row.id} without its sale`));
      }
      // What is settled and old a till may forget; the server has it for ever [S5].
      if (!sale && row.state !== 'settled')
        found.push(violation('I9', `${name} has ${row.id} in its outbox without its sale`));
    }
    for (const job of await db.printJobs
      .orderBy('createdAt')
      .reverse()
      .limit(newest / 4)
      .toArray()) {
      const { content } = job;
      if (content.kind === 'receipt' && !sold.has(content.sale.id)) {
        found.push(violation('I9', `${name} prints ${content.sale.receiptNumber}, which is not recorded`));
      }
    }
    return found;
  });
}

type Row = {
  readonly id?: string;
  readonly shiftId?: string;
  readonly productId?: string;
  readonly revision: number;
  readonly version?: number;
  readonly ahead?: boolean;
  readonly late?: 1;
};

async function rowsOf(db: GalleyDatabase, entity: Exclude<EntityName, 'settlement'>): Promise<Row[]> {
  // Every table of the feed holds rows with an id, or of a product, and a revision.
  return (await tableOf(db, entity).toArray()) as Row[];
}

/** A till keeps verifiers of PINs under a key of its own, so of them only the salt is as the feed has it. */
function comparable(entity: EntityName, text: string | null): string | null {
  if (entity !== 'staff' || text === null) return text;
  return JSON.stringify(JSON.parse(text), (key, value: unknown) =>
    key === 'hash' || key === 'peppered' ? undefined : value,
  );
}

function textOf(row: Row | undefined): string | null {
  if (!row) return null;
  // Beside what the feed says: a till's own marks, by which it finds rows.
  const { revision: _revision, version: _version, ahead: _ahead, late: _late, ...data } = row;
  return JSON.stringify(data);
}

/** An order with lines that nobody has told of yet differs, and rightly: its till is still at it. */
function isAhead(row: Row | undefined, data: string | null): boolean {
  if (!row?.ahead || data === null) return false;
  const { lines } = row as Row & { lines: readonly { id: string; kitchen: { state: string } }[] };
  return lines.some((line) => line.kitchen.state === 'unsent' && !data.includes(line.id));
}
