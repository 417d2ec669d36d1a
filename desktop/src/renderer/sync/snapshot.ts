import type { Clock } from '@galley/shared/values/time.ts';
import { type GalleyDatabase, readMeta } from '../db/database.ts';
import type { Client } from './client.ts';
import { flipSnapshot } from './flip-snapshot.ts';
import { Overtaken, stageFeed, stageSnapshot } from './stage-snapshot.ts';
import { wantSnapshot } from './want-snapshot.ts';

/**
 * Takes the branch's state at one version in place of what the feed told before [S21]:
 *
 * 1. its pages are staged in `shadow` as they arrive; after a cut or a crash it goes on from the last one;
 * 2. the feed from the snapshot's version on is staged too, so that nothing lacks that changed meanwhile;
 * 3. one transaction puts all in place, with the cursor. Until then the till sells from what it had.
 */
export async function loadSnapshot(client: Client, db: GalleyDatabase, now: Clock): Promise<void> {
  if (!(await readMeta(db, 'snapshot'))) await wantSnapshot(db);
  try {
    await stageSnapshot(client, db);
    if (await stageFeed(client, db)) await flipSnapshot(db, now);
    else await wantSnapshot(db);
  } catch (fault) {
    if (!(fault instanceof Overtaken)) throw fault; // else the next pull goes on from where the other one is
  }
}
