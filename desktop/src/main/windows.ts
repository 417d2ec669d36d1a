import type { BrowserWindow } from 'electron';
import { ok } from '@galley/shared/values/result.ts';
import { appOrigin } from '../ipc.ts';
import type { Handlers } from './answer.ts';
import type { Electron, Shell } from './boot.ts';
import { type Crashes, judgeCrash } from './crashes.ts';
import { createStayAwake } from './stay-awake.ts';
import { windowOptions } from './window-options.ts';

export type Windows = {
  readonly handlers: Pick<Handlers, 'keepAwake' | 'showDisplay' | 'leaveKiosk'>;
  openMain(): Promise<void>;
};

const crashWords =
  'This page has crashed three times in a minute. Nothing is lost: what was sold is on this device. Start the device again; if it goes on, call whoever looks after it.';

/** The window of the page that this device is for, and beside it the one that the guest sees. */
export function createWindows(electron: Electron, shell: Shell & { readonly devTools: boolean }): Windows {
  const { BrowserWindow, dialog, powerSaveBlocker, screen } = electron;
  const awake = createStayAwake(powerSaveBlocker);
  let main: BrowserWindow | null = null;
  let display: BrowserWindow | null = null;

  return {
    async openMain() {
      main = new BrowserWindow(windowOptions(shell));
      main.on('closed', () => {
        main = null;
        awake.set(false);
        display?.close();
      });
      startAgainAfterCrash(main);
      await main.loadURL(addressOf(shell.page, shell.hash));
    },
    handlers: {
      keepAwake({ awake: wanted }) {
        awake.set(wanted);
        return Promise.resolve(ok({}));
      },
      async showDisplay({ shown }) {
        if (shown) await openDisplay();
        else display?.close();
        return ok({});
      },
      leaveKiosk() {
        main?.setKiosk(false);
        return Promise.resolve(ok({}));
      },
    },
  };

  /** Full screen on the second screen; a window like any other where there is only one. */
  async function openDisplay(): Promise<void> {
    if (display) return display.focus();
    const primary = screen.getPrimaryDisplay().id;
    const second = screen.getAllDisplays().find(({ id }) => id !== primary);
    const place = second && { ...second.bounds, fullscreen: true };
    display = new BrowserWindow({ ...windowOptions({ ...shell, kiosk: false }), ...place });
    display.on('closed', () => (display = null));
    startAgainAfterCrash(display);
    await display.loadURL(addressOf('display', ''));
  }

  function startAgainAfterCrash(window: BrowserWindow): void {
    let crashes: Crashes = [];
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason === 'clean-exit') return;
      shell.report(new Error(`a page is gone: ${reason}`));
      const judged = judgeCrash(crashes, Date.now());
      ({ crashes } = judged);
      if (judged.restartAfterMs === null) return dialog.showErrorBox('Galley', crashWords);
      setTimeout(() => window.isDestroyed() || window.webContents.reload(), judged.restartAfterMs).unref();
    });
  }
}

function addressOf(page: string, hash: string): string {
  const address = new URL(`/${page}`, appOrigin);
  address.hash = hash;
  return address.href;
}
