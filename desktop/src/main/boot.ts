import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { appOrigin, channelNames, type Page } from '../ipc.ts';
import { answer, type Handlers } from './answer.ts';
import { backupFolder, createBackupFiles } from './backups.ts';
import { blackBoxFolder, createBlackBoxFiles } from './black-box.ts';
import { contentPolicy } from './content-policy.ts';
import { goBackIfBroken } from './go-back.ts';
import { guardAgainstDowngrade, type Seen, versionsFile } from './downgrade-guard.ts';
import { guardContents, guardSession } from './guard.ts';
import type { PrintChild } from './print-messages.ts';
import { createPrintService } from './print-service.ts';
import { createSecrets, secretsFile } from './secrets.ts';
import { createFileServer } from './serve-files.ts';
import { updatesFor } from './updates-for.ts';
import { createWindows } from './windows.ts';

/** As much of Electron as the shell needs; a parameter, so that tests can be it. */
export type Electron = Pick<
  typeof import('electron'),
  | 'app'
  | 'BrowserWindow'
  | 'dialog'
  | 'ipcMain'
  | 'powerSaveBlocker'
  | 'protocol'
  | 'safeStorage'
  | 'screen'
  | 'session'
  | 'utilityProcess'
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
  /** The built file of the process that prints. */
  readonly printProcess: string;
  readonly kiosk: boolean;
  readonly platform: NodeJS.Platform;
  /** What is about to open the profile. */
  readonly versions: Seen;
  readonly report: (fault: unknown) => void;
};

const closingMs = 5_000;
const [scheme = ''] = appOrigin.split(':');

/**
 * 1. Before Electron is ready: sandbox, profile, scheme, the lock of the one instance, back to the former version if this
 *    one does not work, no older build than before.
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
  if (goBackIfBroken(electron, shell)) return;
  const judged = guardAgainstDowngrade(versionsFile(shell.profile), shell.versions, shell.report);
  if (!judged.ok) {
    electron.dialog.showErrorBox('Galley', judged.message);
    return app.exit(1);
  }
  app.on('second-instance', () => showAgain(electron.BrowserWindow.getAllWindows()[0]));
  const mode = { kiosk: shell.kiosk, devTools: !app.isPackaged };
  app.on('web-contents-created', (_event, contents) => guardContents(contents, mode));
  app.on('window-all-closed', () => app.quit());

  await app.whenReady();
  const printing = createPrintService({
    fork: () => forkPrinting(electron.utilityProcess, shell),
    now: Date.now,
    report: shell.report,
  });
  closeAtEnd(app, printing.close, shell.report);
  guardSession(session.defaultSession, { kiosk: shell.kiosk, downloads: app.getPath('downloads') });
  protocol.handle(scheme, createFileServer(shell.app, contentPolicy(shell.serverUrl)));
  const { profile, platform, report } = shell;
  const windows = createWindows(electron, { ...shell, ...mode });
  answerPages(
    ipcMain,
    {
      ...printing.handlers,
      ...createBlackBoxFiles(blackBoxFolder(profile)),
      ...createBackupFiles(backupFolder(profile)),
      ...createSecrets({ file: secretsFile(profile), storage: electron.safeStorage, platform, report }),
      ...windows.handlers,
      ...updatesFor(electron.app, shell),
    },
    report,
  );
  await windows.openMain();
}

function forkPrinting(utilityProcess: Electron['utilityProcess'], shell: Shell): PrintChild {
  const folder = join(shell.profile, 'printing');
  return utilityProcess.fork(shell.printProcess, [folder], { serviceName: 'Galley printing' });
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
