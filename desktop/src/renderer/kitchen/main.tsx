import '../app/no-eval.ts';
import { uuidv7 } from '@galley/shared/values/ids.ts';
import { type Result, ok } from '@galley/shared/values/result.ts';
import { ClosedScreen } from '../app/closed-screen.tsx';
import { followUpdates } from '../app/follow-updates.ts';
import { startPage } from '../app/start-page.tsx';
import { wakeWithNetwork } from '../app/wake-with-network.ts';
import { type GalleyDatabase, readMeta } from '../db/database.ts';
import { openTill } from '../db/open-database.ts';
import { serverUrl } from '../host/bridge.ts';
import { enrol } from '../sync/enrol.ts';
import { startSync } from '../sync/start-sync.ts';
import { KitchenGate } from './kitchen-gate.tsx';

await startPage(async () => {
  // All that is in it came from the server or is there by now, so what was cleared is simply fetched again.
  const opened = await openTill('galley-kitchen', { startEmpty: true });
  if (!opened.ok) return <ClosedScreen message={opened.message} onBeginAnew={null} />;
  const db = opened.value;
  const arriving = arrive(db);
  wakeWithNetwork(startSync({ db, now: Date.now, appVersion: import.meta.env.VITE_GALLEY_VERSION }));
  void followUpdates(() => Promise.resolve(true));
  return <KitchenGate till={{ db, now: Date.now, ids: () => uuidv7() }} arriving={arriving} />;
});

/** The code of a link is good for once: it leaves the address as soon as it is read. */
async function arrive(db: GalleyDatabase): Promise<Result<unknown>> {
  window.addEventListener('hashchange', () => location.reload());
  const code = new URLSearchParams(location.hash.replace(/^#/, '')).get('enrol');
  if (location.hash !== '') history.replaceState(null, '', location.pathname);
  if (code === null || (await readMeta(db, 'identity'))) return ok(null);
  return enrol(db, { serverUrl: serverUrl(), code, now: Date.now, role: 'kitchen' });
}
