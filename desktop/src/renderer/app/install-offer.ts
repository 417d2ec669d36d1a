import { useSyncExternalStore } from 'react';
import { bridge } from '../host/bridge.ts';

/** Chromium's word that this page may become an app; the libraries do not know it. */
type InstallOffer = Event & { prompt(): Promise<unknown> };

/** How this page becomes an app of the device: by the browser's offer, by hand in its menu, not at all, or it is one already. */
export type Installing = 'done' | 'offered' | 'menu' | 'share' | 'never' | 'insecure';

let offer: InstallOffer | null = null;
const listeners = new Set<() => void>();

/** The browser offers once, early, and only to who listens. */
export function listenForInstallOffer(): void {
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault(); // its own bar would come in the middle of a sale
    set(event as InstallOffer); // the event of this name
  });
  window.addEventListener('appinstalled', () => set(null));
}

export function useInstalling(): Installing {
  return useSyncExternalStore(subscribe, installing);
}

/** Asks the person, in the browser's own words. An offer is good for once. */
export async function installApp(): Promise<void> {
  const taken = offer;
  set(null);
  await taken?.prompt();
}

function installing(): Installing {
  if (bridge() || window.matchMedia('(display-mode: standalone)').matches) return 'done';
  if (offer) return 'offered';
  if (!window.isSecureContext) return 'insecure';
  if (/iPhone|iPad/.test(navigator.userAgent)) return 'share';
  return /Firefox/.test(navigator.userAgent) ? 'never' : 'menu';
}

function set(next: InstallOffer | null): void {
  offer = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
