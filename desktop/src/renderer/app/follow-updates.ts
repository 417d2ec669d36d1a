import { bridge } from '../host/bridge.ts';

/** How often a page that stays open for days asks whether there is a newer version, and whether it may change to it. */
const askMs = 30 * 60_000;
const lookMs = 20_000;

/**
 * Registers the service worker, which keeps the apps on the device. A new version waits until it disturbs nobody: it
 * takes over when the page starts, or when `mayReload` says that nothing is open.
 */
export async function followUpdates(mayReload: () => Promise<boolean>): Promise<void> {
  // The shell brings its pages itself, and its scheme has no service workers.
  if (!import.meta.env.PROD || bridge() || !('serviceWorker' in navigator)) return;
  const hadWorker = navigator.serviceWorker.controller !== null;
  let reloading = false;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    // The very first worker takes the page over as it is; there is no older version to leave.
    if (!hadWorker || reloading) return;
    reloading = true;
    location.reload();
  });
  const registration = await navigator.serviceWorker.register('/sw.js');
  takeOver(registration);
  setInterval(() => void registration.update().catch(() => undefined), askMs); // offline is no news
  setInterval(() => {
    if (registration.waiting) void mayReload().then((may) => may && takeOver(registration));
  }, lookMs);
}

function takeOver(registration: ServiceWorkerRegistration): void {
  registration.waiting?.postMessage('takeOver');
}
