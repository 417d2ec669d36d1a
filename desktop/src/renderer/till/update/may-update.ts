import { isInWindow, mayUpdate, type UpdateFacts } from '@galley/shared/domain/update-gate.ts';
import { localClock } from '@galley/shared/values/local-clock.ts';
import { instant } from '@galley/shared/values/time.ts';
import { currentShift } from '../../actions/open-shift.ts';
import { type GalleyDatabase, readMeta } from '../../db/database.ts';
import { countJobs } from '../../print/jobs-in.ts';
import { countState } from '../../sync/status.ts';

/** New files beside the old ones, and room for the records to grow meanwhile. */
const neededBytes = 50 * 1024 * 1024;
/** Jobs that are on their way to paper; one in doubt waits for a person, who may take days. */
const onTheirWay = ['queued', 'blocked', 'sending', 'awaiting'] as const;

/**
 * What this till knows of whether its version may change. The server's rings have spoken when it offers a version; the
 * branch's hours, and whether it wants none at all, come by its feed.
 */
export async function readUpdateFacts(db: GalleyDatabase, now = Date.now()): Promise<UpdateFacts> {
  const [identity, printing, waiting, box, storage] = await Promise.all([
    readMeta(db, 'identity'),
    countJobs(db, onTheirWay),
    countState(db, 'waiting'),
    readMeta(db, 'blackBox'),
    readMeta(db, 'storage'),
  ]);
  const branch = identity && (await db.branches.get(identity.branchId));
  // Other tills' orders are none of this one's business.
  const openOrders = await db.orders
    .where('status')
    .equals('open')
    .filter((order) => order.tillId === identity?.till.id)
    .count();
  return {
    shiftOpen: await readShiftOpen(db),
    zDone: true, // closing a shift makes its Z report, in one transaction
    openOrders,
    pendingPayments: 0, // an order is paid in one transaction, or open
    printing,
    unconfirmed: waiting,
    exported: await isExported(db),
    backupVerified: box === undefined || box.fault === null,
    freeBytes: storage?.freeBytes ?? null,
    neededBytes,
    inWindow: !branch || isInWindow(localClock(instant(now), branch.timeZone).time, branch.updates?.window),
    inRing: true,
    frozen: branch?.updates?.frozen ?? false,
  };
}

/** Whether a shift is open at this till. */
export async function readShiftOpen(db: GalleyDatabase): Promise<boolean> {
  const identity = await readMeta(db, 'identity');
  return identity !== undefined && (await currentShift(db, identity.till.id)) !== undefined;
}

/** Whether a person has a backup file of everything that waits. */
async function isExported(db: GalleyDatabase): Promise<boolean> {
  const backup = await readMeta(db, 'backup');
  if (!backup || backup.fault !== null) return false;
  const later = await db.outbox
    .where('state')
    .equals('waiting')
    .filter((row) => row.recordedAt > backup.at)
    .count();
  return later === 0;
}

export async function mayUpdateTill(db: GalleyDatabase): Promise<boolean> {
  return mayUpdate(await readUpdateFacts(db)).ok;
}
