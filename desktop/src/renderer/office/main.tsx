import '../app/no-eval.ts';
import { followUpdates } from '../app/follow-updates.ts';
import { SessionGate } from '../app/session-gate.tsx';
import { startPage } from '../app/start-page.tsx';
import { OfficeApp } from './office-app.tsx';

await startPage(() => {
  // Nothing is ever half done on a screen that only shows.
  void followUpdates(() => Promise.resolve(true));
  return Promise.resolve(<SessionGate>{(feed, name) => <OfficeApp feed={feed} name={name} />}</SessionGate>);
});
