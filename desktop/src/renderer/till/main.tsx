import '../app/no-eval.ts';
import { liveQuery } from 'dexie';
import { serverUrl } from '../host/bridge.ts';
import { uuidv7 } from '@galley/shared/values/ids.ts';
import { type Result, ok } from '@galley/shared/values/result.ts';
import { instant } from '@galley/shared/values/time.ts';
import { openRecords } from '../black-box/open-records.ts';
import { ClosedScreen } from '../app/closed-screen.tsx';
import { askForBackgroundSync, followUpdates, markShift } from '../app/follow-updates.ts';
import { startPage } from '../app/start-page.tsx';
import { wakeWithNetwork } from '../app/wake-with-network.ts';
import { type GalleyDatabase, readMeta, writeMeta } from '../db/database.ts';
import { openTill } from '../db/open-database.ts';
import type { Training } from '../db/rows.ts';
import { openShown } from '../db/training-database.ts';
import { pickHost } from '../host/pick-host.ts';
import { createStayAwake } from '../host/stay-awake.ts';
import { noHost } from '../host/none.ts';
import { startPrintLoop } from '../print/print-loop.ts';
import { startSync } from '../sync/start-sync.ts';
import { countState } from '../sync/status.ts';
import { arrive, readArrival } from './enrol/arrival.ts';
import { receiveOnlineOrders } from './online/receive.ts';
import { tellGuest } from './tell-guest.ts';
import { TillApp } from './till-app.tsx';
import { TrainingFrame } from './training/training-frame.tsx';
import { followShell } from './update/follow-shell.ts';
import { mayUpdateTill, readShiftOpen } from './update/may-update.ts';

const name = 'galley-till';

await startPage(async () => {
  const opened = await openRecords(name);
  if (!opened.ok) {
    return <ClosedScreen message={opened.message} onBeginAnew={opened.code === 'lost' ? beginAnew : null} />;
  }
  const db = opened.value;
  const shown = await openShown(db);
  const arriving = takeArrival(db);
  const now = Date.now;
  const crashed = (bug: unknown) => void tell(db, bug);
  const sync = startSync({ db, now, crashed, appVersion: import.meta.env.VITE_GALLEY_VERSION });
  wakeWithNetwork(sync);
  startPrintLoop({ db, now, host: () => pickHost(db, fetch), crashed });
  if (shown !== db) startPrintLoop({ db: shown, now, host: () => pickHost(db, fetch), crashed });
  receiveOnlineOrders(
    { db, now, ids: () => uuidv7() },
    async () => (await pickHost(db, fetch)) !== noHost,
    crashed,
  );
  followTill(db);
  followTraining(db, shown.training);
  followShell(db);
  void followUpdates(() => mayUpdateTill(db), {
    wake: () => sync.wake(),
    newer: () => void writeMeta(db, 'update', { version: null, problem: null }),
    newest: () => void db.meta.delete('update'),
  });
  const till = { db: shown, now, ids: () => uuidv7() };
  const app = <TillApp till={till} arriving={arriving} />;
  return shown === db ? app : <TrainingFrame real={{ ...till, db }}>{app}</TrainingFrame>;
});

/** Practice begins and ends for all windows of this till at once; each stands on one set of records from its start. */
function followTraining(db: GalleyDatabase, shown: Training | null): void {
  liveQuery(() => readMeta(db, 'training')).subscribe((training) => {
    if (training?.id !== shown?.id) location.reload();
  });
}

/** What the browser has to know of this till while its page is asleep, or another page of Galley is open beside it. */
function followTill(db: GalleyDatabase): void {
  const stayAwake = createStayAwake();
  tellGuest(db, Date.now);
  liveQuery(() => readShiftOpen(db)).subscribe((shiftOpen) => {
    markShift(shiftOpen);
    stayAwake(shiftOpen);
  });
  liveQuery(() => countState(db, 'waiting')).subscribe((unconfirmed) => {
    if (unconfirmed > 0) void askForBackgroundSync();
  });
}

/** The codes of a link are good for once: they leave the address as soon as they are read. */
function takeArrival(db: GalleyDatabase): Promise<Result<null>> {
  // A link to a page that is open already only changes its hash.
  window.addEventListener('hashchange', () => location.reload());
  if (location.hash === '') return Promise.resolve(ok(null));
  const arrival = readArrival(location.hash);
  history.replaceState(null, '', location.pathname);
  return arrive(db, arrival, serverUrl());
}

function beginAnew(): void {
  void openTill(name, { startEmpty: true }).then(() => location.reload());
}

/** A bug ended a loop. Selling goes on; the status chip asks for help until the page is loaded anew. */
async function tell(db: GalleyDatabase, bug: unknown): Promise<void> {
  console.error(bug);
  const message = bug instanceof Error ? bug.message : String(bug);
  await writeMeta(db, 'pushFault', {
    code: 'stuck',
    message: `A part of Galley stopped (${message}). Reload this page; nothing is lost.`,
    since: instant(Date.now()),
  });
}
