import '../app/no-eval.ts';
import { followUpdates } from '../app/follow-updates.ts';
import { SessionGate } from '../app/session-gate.tsx';
import { startPage } from '../app/start-page.tsx';
import { KitchenApp } from './kitchen-app.tsx';

await startPage(() => {
  void followUpdates(() => Promise.resolve(true));
  return Promise.resolve(<SessionGate>{(feed) => <KitchenApp db={feed.db} />}</SessionGate>);
});
