import type { Branch, Station } from '@galley/shared/domain/branch.ts';
import type { Ticket } from '@galley/shared/domain/ticket.ts';
import { instant } from '@galley/shared/values/time.ts';
import { type GalleyDatabase, readMeta } from '../db/database.ts';

/** Tickets are not bumped yet: one that is this old is on no cook's mind any more. */
const onScreenMs = 90 * 60_000;
/** The feed is asked at least every 25 seconds; after this long without an answer something is wrong. */
const silentMs = 70_000;

export type Board = {
  readonly branch: Branch;
  readonly stations: readonly Station[];
  /** Oldest first. */
  readonly tickets: readonly Ticket[];
  /** Since when nothing arrives; null while all is well. */
  readonly silentSince: number | null;
};

export async function readBoard(db: GalleyDatabase, nowMs: number): Promise<Board | null> {
  const branch = await db.branches.toCollection().first();
  if (!branch) return null;
  const since = instant(nowMs - onScreenMs);
  const [stations, tickets, fault, last] = await Promise.all([
    db.stations.toArray(),
    db.tickets.filter((ticket) => ticket.at > since).toArray(),
    readMeta(db, 'pullFault'),
    readMeta(db, 'lastSync'),
  ]);
  return {
    branch,
    stations: stations.sort((a, b) => a.name.localeCompare(b.name)),
    tickets: tickets.sort((a, b) => (a.at < b.at ? -1 : 1)),
    silentSince: silentSince(
      fault ? Date.parse(fault.since) : null,
      last ? Date.parse(last.at) : null,
      nowMs,
    ),
  };
}

function silentSince(faultAt: number | null, lastAt: number | null, nowMs: number): number | null {
  if (faultAt !== null) return faultAt;
  return lastAt !== null && nowMs - lastAt > silentMs ? lastAt : null;
}
