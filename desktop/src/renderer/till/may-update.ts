import { mayUpdate, type UpdateFacts } from '@galley/shared/domain/update-gate.ts';
import { currentShift } from '../actions/open-shift.ts';
import { type GalleyDatabase, readMeta } from '../db/database.ts';
import { countState } from '../sync/status.ts';

/** New files beside the old ones, and room for the records to grow meanwhile. */
const neededBytes = 50 * 1024 * 1024;
/** Jobs that are on their way to paper; one in doubt waits for a person, who may take days. */
const onTheirWay = ['queued', 'blocked', 'sending', 'awaiting'];

/**
 * What this till knows of whether its version may change. A page is one with its server, so the server's window and rings
 * have spoken when it offers a version; nothing is converted before the black box has a copy of what waits.
 */
export async function readUpdateFacts(db: GalleyDatabase): Promise<UpdateFacts> {
  const [identity, printing, waiting, box, storage] = await Promise.all([
    readMeta(db, 'identity'),
    db.printJobs.where('state').anyOf(onTheirWay).count(),
    countState(db, 'waiting'),
    readMeta(db, 'blackBox'),
    readMeta(db, 'storage'),
  ]);
  const shift = identity && (await currentShift(db, identity.till.id));
  // Other tills' orders are none of this one's business.
  const openOrders = await db.orders
    .where('status')
    .notEqual('paid')
    .filter((order) => order.tillId === identity?.till.id)
    .count();
  return {
    shiftOpen: Boolean(shift),
    zDone: true, // closing a shift makes its Z report, in one transaction
    openOrders,
    pendingPayments: 0, // an order is paid in one transaction, or open
    printing,
    unconfirmed: waiting,
    exported: false,
    backupVerified: box === undefined || box.fault === null,
    freeBytes: storage?.freeBytes ?? null,
    neededBytes,
    inWindow: true,
    inRing: true,
    frozen: false,
  };
}

export async function mayUpdateTill(db: GalleyDatabase): Promise<boolean> {
  return mayUpdate(await readUpdateFacts(db)).ok;
}
