import { appOrigin } from '../ipc.ts';

/** What may be saved on this machine: a file that a page of ours has made (a menu, a backup), nothing from outside. */
export function mayDownload(address: string): boolean {
  return address.startsWith(`blob:${appOrigin}/`);
}
