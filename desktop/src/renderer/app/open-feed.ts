import { serverUrl } from '../host/bridge.ts';
import type { BranchId } from '@galley/shared/values/ids.ts';
import type { GalleyDatabase } from '../db/database.ts';
import { openTill } from '../db/open-database.ts';
import { startOfficeSync, type Sync } from '../sync/start-sync.ts';
import { chooseBranch } from './chosen-branch.ts';
import { wakeWithNetwork } from './wake-with-network.ts';

export type Feed = { readonly db: GalleyDatabase; readonly sync: Sync };

const feeds = new Map<BranchId, Promise<Feed>>();

/** The office's own copy of a branch: opened once a page, kept up to date from then on, readable without a network. */
export function openFeed(branchId: BranchId): Promise<Feed> {
  const known = feeds.get(branchId);
  if (known) return known;
  const opening = open(branchId);
  feeds.set(branchId, opening);
  chooseBranch(branchId);
  return opening;
}

async function open(branchId: BranchId): Promise<Feed> {
  // All that is in it came from the server, so what was cleared is simply fetched again.
  const opened = await openTill(`galley-office-${branchId}`, { startEmpty: true });
  if (!opened.ok) throw new Error(opened.message);
  const db = opened.value;
  const sync = startOfficeSync({ db, now: Date.now, serverUrl: serverUrl(), branchId });
  wakeWithNetwork(sync);
  return { db, sync };
}
