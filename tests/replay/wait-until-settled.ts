import { setTimeout as wait } from 'node:timers/promises';
import type { GalleyDatabase } from '@galley/desktop/renderer/db/database.ts';
import { countUnsettled, syncStatus } from '@galley/desktop/renderer/sync/status.ts';

const lookEveryMs = 200;
const patienceMs = 60_000;

/** Waits until the feed has settled all that a till recorded; gives up, in words, when nothing moves any more. */
export async function waitUntilSettled(db: GalleyDatabase): Promise<void> {
  let before = Infinity;
  let movedAt = performance.now();
  for (;;) {
    const open = await countUnsettled(db);
    if (open === 0) break;
    if (open < before) movedAt = performance.now();
    before = open;
    if (performance.now() - movedAt > patienceMs) {
      throw new Error(
        `${open} entries are not confirmed, and nothing has moved for a minute. ${await why(db)}`,
      );
    }
    await wait(lookEveryMs);
  }
  const { problems } = await syncStatus(db);
  if (problems.length > 0) throw new Error(problems.map((problem) => problem.message).join(' '));
}

async function why(db: GalleyDatabase): Promise<string> {
  const { problems, fault } = await syncStatus(db);
  const words = [...problems.map((problem) => problem.message), ...(fault ? [fault.message] : [])];
  return words.join(' ') || 'The server answers and takes them; its workers do not.';
}
