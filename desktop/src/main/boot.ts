import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { appOrigin, channelNames, type Page } from '../ipc.ts';
import { answer, type Handlers } from './answer.ts';
import { blackBoxFolder, createBlackBoxFiles } from './black-box.ts';
import { contentPolicy } from './content-policy.ts';
import { guardAgainstDowngrade, type Seen, versionsFile } from './downgrade-guard.ts';
import { guardContents, guardSession } from './guard.ts';
import { createPrinting } from './printing.ts';
import { createFileServer } from './serve-files.ts';
import { windowOptions } from './window-options.ts';

/** As much of Electron as the shell needs; a parameter, so that tests can be it. */
export type Electron = Pick<
  typeof import('electron'),
  'app' | 'BrowserWindow' | 'dialog' | 'ipcMain' | 'protocol' | 'session'
>;

export type Shell = {
  readonly serverUrl: string;
  readonly page: Page;
  readonly hash: string;
  /** What this device has stored: the profile of Chromium, and the print journal in it. */
  readonly profile: string;
  /** The built pages, and the built preload script. */
  readonly app: string;
  readonly preload: string;
  /** What is about to open the profile. */
  readonly versions: Seen;
  readonly report: (fault: unknown) => void;
};

const closingMs = 5_000;
const [scheme = ''] = appOrigin.split(':');

/**
 * 1. Before Electron is ready: sandbox, profile, scheme, the lock of the one instance, no older build than before.
 * 2. When it is ready: what the session denies, the files of the app, the channels, the window.
 * 3. At the end: a job at the printer gets a moment to end.
 */
export async function boot(electron: Electron, shell: Shell): Promise<void> {
  const { app, ipcMain, protocol, session } = electron;
  app.enableSandbox();
  app.setPath('userData', shell.profile);
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
  // After the profile is named, because the lock lies in it; before anything in it is opened.
  if (!app.requestSingleInstanceLock()) return app.quit();
  const judged = guardAgainstDowngrade(versionsFile(shell.profile), shell.versions, shell.report);
  if (!judged.ok) {
    electron.dialog.showErrorBox('Galley', judged.message);
    return app.exit(1);
  }
  app.on('second-instance', () => showAgain(electron.BrowserWindow.getAllWindows()[0]));
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
  app.on('window-all-closed', () => app.quit());

  await app.whenReady();
  const printing = createPrinting({ folder: join(shell.profile, 'printing') });
  closeAtEnd(app, printing.close, shell.report);
  guardSession(session.defaultSession);
  protocol.handle(scheme, createFileServer(shell.app, contentPolicy(shell.serverUrl)));
  const box = createBlackBoxFiles(blackBoxFolder(shell.profile));
  answerPages(ipcMain, { ...printing.handlers, ...box }, shell.report);
  const options = windowOptions({ ...shell, devTools: !app.isPackaged });
  const address = new URL(`/${shell.page}`, appOrigin);
  address.hash = shell.hash;
  await new electron.BrowserWindow(options).loadURL(address.href);
}

function answerPages(ipcMain: Electron['ipcMain'], handlers: Handlers, report: Shell['report']): void {
  for (const name of channelNames) {
    ipcMain.handle(name, (event, payload: unknown) => {
      const frame = event.senderFrame;
      const sender = frame && { url: frame.url, isTop: frame.parent === null };
      return answer(name, sender, payload, handlers, report);
    });
  }
}

function showAgain(window: BrowserWindow | undefined): void {
  if (window?.isMinimized()) window.restore();
  window?.focus();
}

function closeAtEnd(app: Electron['app'], close: () => Promise<void>, report: Shell['report']): void {
  let closing = false;
  app.on('will-quit', (event) => {
    if (closing) return;
    closing = true;
    event.preventDefault();
    // What has not ended by then is `unknown` after the next start [P4].
    const giveUp = new Promise<void>((resolve) => setTimeout(resolve, closingMs).unref());
    void Promise.race([close(), giveUp])
      .catch(report)
      .then(() => app.exit());
  });
}
