import { liveLines } from '@galley/shared/domain/order.ts';
import { liveQuery } from 'dexie';
import { type GalleyDatabase, readMeta } from '../db/database.ts';
import { guestChannel, type GuestMessage, type GuestView, guestView } from '../display/guest-view.ts';
import { readCurrentOrder } from './order/queries.ts';

/** How long the thanks stay on the guest's display when nobody begins the next order. */
const thanksMs = 30_000;

/** Says to the display of the guest what is on this till's screen, whenever it changes and whenever one opens. */
export function tellGuest(db: GalleyDatabase, now: () => number): void {
  const channel = new BroadcastChannel(guestChannel);
  let shown: GuestView | null = null;
  const tell = (view: GuestView | null) => {
    shown = view;
    if (view) channel.postMessage({ kind: 'view', view } satisfies GuestMessage);
  };
  channel.addEventListener('message', ({ data }: MessageEvent<GuestMessage>) => {
    if (data.kind === 'hello') tell(shown);
  });
  liveQuery(() => readGuestView(db, now)).subscribe((view) => {
    tell(view);
    if (view?.paid) setTimeout(() => shown === view && tell({ ...view, paid: null }), thanksMs);
  });
}

/** In one transaction, so that it is one thing that runs beside the till's own screen after a tap and not five. */
export function readGuestView(db: GalleyDatabase, now: () => number): Promise<GuestView | null> {
  return db.transaction('r', [db.meta, db.branches, db.orders, db.sales], async () => {
    const [identity, order] = await Promise.all([readMeta(db, 'identity'), readCurrentOrder(db)]);
    const branch = identity && (await db.branches.get(identity.branchId));
    if (!branch) return null;
    if (order && liveLines(order).length > 0) return guestView(branch, order, null);
    const last = await db.sales.orderBy('paidAt').last();
    const isRecent =
      last?.tillId === identity.till.id && Math.abs(now() - Date.parse(last.paidAt)) < thanksMs;
    return guestView(branch, order, isRecent ? last : null);
  });
}
