import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, renameSync } from 'node:fs';
import type { Electron } from './boot.ts';
import { type Seen, versionsFile } from './downgrade-guard.ts';
import { readUpdateState, started, updateStateFile, type WayBack, writeUpdateState } from './update-trial.ts';
import { writeSafely } from './write-safely.ts';

type Device = {
  readonly profile: string;
  readonly versions: Seen;
  readonly report: (fault: unknown) => void;
};

/**
 * Counts this start, and puts the former version back in place when the new one does not work. Answers whether this build
 * ends here. Synchronous, because nothing in the profile may be opened before.
 */
export function goBackIfBroken(electron: Pick<Electron, 'app' | 'dialog'>, device: Device): boolean {
  const { profile, versions, report } = device;
  const file = updateStateFile(profile);
  const before = readUpdateState(file, report);
  const { state, judged } = started(before, versions);
  try {
    if (before.trial) writeUpdateState(file, state);
    if (judged === 'goBack' && before.trial?.wayBack) {
      // The former build reads these records, so it may be older in name.
      writeSafely(versionsFile(profile), JSON.stringify(before.trial.former));
      putBack(electron.app, before.trial.wayBack);
      return true;
    }
  } catch (fault) {
    report(fault); // what cannot go back goes on
  }
  if (judged !== 'goOn') electron.dialog.showErrorBox('Galley', cannotWords(versions.app));
  return false;
}

function putBack(app: Electron['app'], { kind, path, sha512 }: WayBack): void {
  const found = createHash('sha512').update(readFileSync(path)).digest('hex');
  if (found !== sha512) throw new Error(`${path} is not what was kept`);
  if (kind === 'nsis') {
    spawn(path, ['--updated', '/S', '--force-run'], { detached: true, stdio: 'ignore' }).unref();
    return app.exit();
  }
  const appImage = path.slice(0, -'.previous'.length);
  renameSync(path, appImage);
  app.relaunch({ execPath: appImage });
  app.exit();
}

function cannotWords(version: string): string {
  return `Galley ${version} was started three times and its till did not open, and the version before cannot be put back by itself. Nothing is lost: what was sold is on this device. Install a newer version from the download page of your server.`;
}
