import '../app/no-eval.ts';
import { followUpdates } from '../app/follow-updates.ts';
import { startPage } from '../app/start-page.tsx';
import { DisplayApp } from './display-app.tsx';

await startPage(() => {
  void followUpdates(() => Promise.resolve(true));
  return Promise.resolve(<DisplayApp />);
});
