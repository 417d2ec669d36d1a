import { join } from 'node:path';
import * as electron from 'electron';
import { versionSchema } from '@galley/shared/values/version.ts';
import { schemaVersion } from '../schema-version.ts';
import { boot } from './boot.ts';
import { profileFolder } from './profile-folder.ts';
import { readSettings, SettingsFault } from './settings.ts';

/** Nothing may be awaited before `boot`: Electron is ready as soon as this file has run once to its first pause. */
function start(): Promise<void> {
  const { server, page, hash, data, kiosk } = readSettings(process.argv.slice(1));
  const { platform, env } = process;
  const appData = electron.app.getPath('appData');
  return boot(electron, {
    serverUrl: server,
    page,
    hash,
    kiosk,
    profile: data ?? profileFolder({ platform, appData, localAppData: env['LOCALAPPDATA'] }),
    app: join(import.meta.dirname, '../dist'),
    versions: {
      app: versionSchema.parse(electron.app.getVersion()),
      schema: schemaVersion,
      chromium: Number.parseInt(process.versions['chrome'] ?? '', 10) || 0,
    },
    preload: join(import.meta.dirname, 'preload.cjs'),
    printProcess: join(import.meta.dirname, 'print-process.js'),
    platform,
    report: (fault) => console.error(fault),
  });
}

async function run(): Promise<void> {
  try {
    await start();
  } catch (fault) {
    console.error(fault instanceof SettingsFault ? fault.message : fault);
    electron.app.exit(1);
  }
}

void run();
