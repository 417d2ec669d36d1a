import type { Bridge } from '../../ipc.ts';

declare global {
  /** Put there by the preload script of the Electron shell; a browser has none. */
  var galley: Bridge | undefined;
}

/** The shell around this page; null in a browser. */
export function bridge(): Bridge | null {
  return globalThis.galley ?? null;
}

/** Where the server is: the shell was told; a browser has its pages from there. */
export function serverUrl(): string {
  return bridge()?.serverUrl ?? location.origin;
}
