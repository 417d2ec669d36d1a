import type { Sync } from '../sync/start-sync.ts';

/** The browser's word about the network is only a hint to look at once; what it says is never believed [S7]. */
export function wakeWithNetwork(sync: Sync): void {
  window.addEventListener('online', () => sync.wake());
  window.addEventListener('offline', () => sync.wake());
}
