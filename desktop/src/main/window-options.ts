import type { BrowserWindowConstructorOptions } from 'electron';
import { channelNames } from '../ipc.ts';
import { toArgument } from '../preload/bridge-argument.ts';

/** Every window of ours is made with these, and a test holds them as they are. */
export function windowOptions(shell: {
  readonly preload: string;
  readonly serverUrl: string;
  readonly devTools: boolean;
  readonly kiosk: boolean;
}): BrowserWindowConstructorOptions {
  return {
    title: 'Galley',
    width: 1280,
    height: 800,
    minWidth: 360,
    minHeight: 560,
    autoHideMenuBar: true,
    kiosk: shell.kiosk,
    webPreferences: {
      preload: shell.preload,
      additionalArguments: [
        toArgument({ serverUrl: shell.serverUrl, kiosk: shell.kiosk, channels: channelNames }),
      ],
      devTools: shell.devTools,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  };
}
