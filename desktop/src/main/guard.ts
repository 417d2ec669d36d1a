import { basename, join } from 'node:path';
import type { Session, WebContents } from 'electron';
import { mayDownload } from './downloads.ts';
import { isBlockedKey } from './keys.ts';
import { mayNavigate } from './navigation.ts';
import { mayHave } from './permissions.ts';

/** Keeps a page where it belongs: on our own pages, without windows, frames or views of others. */
export function guardContents(contents: WebContents, mode: Parameters<typeof isBlockedKey>[1]): void {
  contents.on('before-input-event', (event, press) => {
    if (isBlockedKey(press, mode)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (details) => {
    if (!details.isMainFrame || !mayNavigate(details.url)) details.preventDefault();
  });
  contents.on('will-redirect', (details) => details.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Default deny for whatever a page may ask of the machine: asked for, looked up or plugged in. */
export function guardSession(
  session: Session,
  device: { readonly kiosk: boolean; readonly downloads: string },
): void {
  session.setPermissionRequestHandler((_contents, permission, decide, details) =>
    decide(details.isMainFrame && mayHave(permission, details.requestingUrl)),
  );
  session.setPermissionCheckHandler((_contents, permission, origin) => mayHave(permission, origin));
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event, item) => {
    if (!mayDownload(item.getURL())) return event.preventDefault();
    // The system's dialog is a way out of a kiosk, so that one is not asked where to.
    if (device.kiosk) item.setSavePath(join(device.downloads, basename(item.getFilename())));
  });
}
