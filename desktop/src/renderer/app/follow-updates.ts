import { bridge } from '../host/bridge.ts';

/** How often a page that stays open for days asks whether there is a newer version, and whether it may change to it. */
const askMs = 30 * 60_000;
const lookMs = 10_000;
/** A till of this browser has a shift open: no page may change the version under it. */
const shiftMark = 'galley-shift-open';

/** What the service worker tells a page. */
type Heard = {
  /** The network is back. */
  readonly wake?: () => void;
  /** A newer version lies on this device and waits. */
  readonly newer?: () => void;
  /** There is none. */
  readonly newest?: () => void;
};

/**
 * Registers the service worker, which keeps the apps on the device. A new version is fetched at any time and waits there
 * until `mayUpdate` says that it disturbs nobody; every page of this browser then opens it, each when it may.
 */
export async function followUpdates(mayUpdate: () => Promise<boolean>, heard: Heard = {}): Promise<void> {
  // The shell brings its pages itself, and its scheme has no service workers.
  if (!import.meta.env.PROD || bridge() || !('serviceWorker' in navigator)) return;
  let changed = false;
  const look = async () => {
    const may = await mayUpdate();
    if (changed && may) location.reload();
    else if (may && localStorage.getItem(shiftMark) === null) registration.active?.postMessage('takeOver');
  };
  navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (data === 'wake') heard.wake?.();
    if (data === 'newer') heard.newer?.();
    if (data === 'newest') heard.newest?.();
    if (data !== 'newVersion') return;
    changed = true;
    void look();
  });
  const registration = await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' });
  // The screen is drawn, so this version works on this device.
  registration.active?.postMessage('healthy');
  registration.active?.postMessage('isNewest');
  await look();
  setInterval(() => void registration.update().catch(() => undefined), askMs); // offline is no news
  setInterval(() => void look(), lookMs);
}

/** Says to the other pages of this browser whether this till has a shift open. */
export function markShift(isOpen: boolean): void {
  if (isOpen) localStorage.setItem(shiftMark, 'open');
  else localStorage.removeItem(shiftMark);
}

/**
 * Asks the browser to call when the network is back, also while it keeps this page asleep. Not every browser has it, and
 * one may say no; the page's own loops try again all the same.
 */
export async function askForBackgroundSync(): Promise<void> {
  if (bridge() || !('serviceWorker' in navigator)) return;
  const registration = await navigator.serviceWorker.ready;
  if (!hasSync(registration)) return;
  await registration.sync.register('galley-outbox').catch(() => undefined);
}

type SyncManager = { readonly sync: { register(tag: string): Promise<void> } };

function hasSync(
  registration: ServiceWorkerRegistration,
): registration is ServiceWorkerRegistration & SyncManager {
  return 'sync' in registration; // Chromium only; the libraries do not know it
}
