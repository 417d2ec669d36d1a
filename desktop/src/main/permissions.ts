import { appOrigin } from '../ipc.ts';

/**
 * What our pages may have; everything that is not named here is denied, also what a later Chromium may invent.
 * The server stands in the branch's own network, which Chromium asks about.
 */
const granted: ReadonlySet<string> = new Set([
  'persistent-storage',
  'screen-wake-lock',
  'local-network',
  'local-network-access',
  'loopback-network',
]);

export function mayHave(permission: string, requestingUrl: string): boolean {
  if (!URL.canParse(requestingUrl)) return false;
  const { protocol, host } = new URL(requestingUrl);
  return `${protocol}//${host}` === appOrigin && granted.has(permission);
}
