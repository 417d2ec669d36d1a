import { releaseKeys } from '@galley/shared/domain/release-keys.ts';
import type { Electron, Shell } from './boot.ts';
import type { Ready, UpdateOptions } from './fetch-update.ts';
import { formerAppImage, keepFormer } from './keep-former.ts';
import { noUpdate, readUpdateState, updateStateFile, writeUpdateState } from './update-trial.ts';
import {
  checkSignature, createUpdates, installedArchitecture, installedKind, installedPlatform, putInPlace, type UpdateHandlers,
} from './updates.ts'; // prettier-ignore

/** The updates of this device: what is installed, where the next one waits, and how to come back from it. */
export function updatesFor(app: Electron['app'], shell: Shell): UpdateHandlers {
  const { platform, versions, serverUrl, profile, report } = shell;
  const appImage = process.env['APPIMAGE'];
  const file = updateStateFile(profile);
  const state = () => readUpdateState(file, report);
  const update: UpdateOptions = {
    serverUrl,
    folder: `${profile} updates`,
    installed: {
      channel: 'stable',
      platform: installedPlatform(platform),
      architecture: installedArchitecture(process.arch),
      kind: installedKind(platform, appImage),
      version: versions.app,
      schema: versions.schema,
      chromium: versions.chromium,
    },
    keys: releaseKeys,
    check: checkSignature,
    now: Date.now,
    fetch: globalThis.fetch,
    failed: () => state().failed,
  };
  const begin = async ({ manifest }: Ready) => {
    const wayBack = (await formerAppImage(appImage)) ?? (await keepFormer(update));
    const trial = { version: manifest.version, starts: 0, former: versions, wayBack };
    writeUpdateState(file, { ...state(), trial });
  };
  return createUpdates({
    update,
    healthy() {
      const { trial, failed } = state();
      if (trial) writeUpdateState(file, { ...noUpdate, failed });
    },
    putInPlace: (ready) =>
      putInPlace(ready, {
        appImage,
        begin: () => begin(ready),
        quit: () => app.quit(),
        relaunch() {
          app.relaunch(appImage === undefined ? {} : { execPath: appImage });
          app.quit();
        },
      }),
    report,
  });
}
