import { join } from 'node:path';

/**
 * Where a till's stored sales lie on this machine. Fixed by us and not by the product's name, which may change; on
 * Windows not in the roaming profile, which is copied over the network at sign-in.
 */
export function profileFolder(system: {
  readonly platform: NodeJS.Platform;
  readonly appData: string;
  readonly localAppData: string | undefined;
}): string {
  const parent = system.platform === 'win32' ? (system.localAppData ?? system.appData) : system.appData;
  return join(parent, 'Galley');
}
