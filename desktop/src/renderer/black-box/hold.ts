import { bridge } from '../host/bridge.ts';
import { type BlackBox, createBlackBox } from './open.ts';
import { opfsStore } from './opfs-store.ts';
import { shellStore } from './shell-store.ts';

const lockName = 'galley-black-box';

/**
 * The black box for this window; null: there is none here, or another window holds it, which has looked into it already.
 * One that waits takes over when the other is closed: `later` is called then.
 */
export function holdBlackBox(later: (box: BlackBox) => void): Promise<BlackBox | null> {
  const report = (fault: unknown) => console.error(fault);
  const { locks } = navigator;
  return new Promise((resolve) => {
    const take = (): BlackBox | null => {
      const shell = bridge();
      const store = shell ? shellStore(shell) : opfsStore();
      return store && createBlackBox(store, report);
    };
    if (!locks) return resolve(null);
    locks
      .request(lockName, { ifAvailable: true }, (lock) => {
        if (lock) {
          resolve(take());
          return untilClosed();
        }
        resolve(null);
        void locks.request(lockName, () => {
          const box = take();
          if (box) later(box);
          return untilClosed();
        });
        return null;
      })
      .catch((fault: unknown) => {
        report(fault);
        resolve(null);
      });
  });
}

/** The lock goes with the page. */
function untilClosed(): Promise<never> {
  return new Promise(() => undefined);
}
