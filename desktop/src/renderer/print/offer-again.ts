import type { GalleyDatabase } from '../db/database.ts';

/**
 * The host's journal is new: it knows of none of our jobs. What it had not begun is offered again; of what it was
 * printing nobody can say any more whether it came out, so a person decides [P4].
 */
export async function offerAgain(db: GalleyDatabase): Promise<void> {
  await db.transaction('rw', [db.printJobs], async () => {
    const waiting = db.printJobs.where('state').anyOf('queued', 'blocked', 'failed');
    await waiting.filter((job) => job.handedOver).modify({ state: 'queued', handedOver: false });
    const begun = db.printJobs.where('state').anyOf('sending', 'awaiting');
    await begun.modify({
      state: 'unknown',
      cause: 'The printing program forgot it half way. Look at the printer.',
    });
  });
}
