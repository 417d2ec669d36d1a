import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ok, refuse } from '@galley/shared/values/result.ts';
import type { Handlers } from './answer.ts';
import { syncFolder, writeDurably } from './black-box.ts';

/** The names begin with the time, so the last ones are the newest. */
const kept = 30;

/** Beside the profile, as the black box is; here a person finds it, to carry it to another device. */
export function backupFolder(profile: string): string {
  return `${profile} backups`;
}

/** Keeps backups as files of a folder, on disk when it answers; the newest ones are enough. */
export function createBackupFiles(folder: string): Pick<Handlers, 'keepBackup'> {
  return {
    async keepBackup({ name, text }) {
      const path = join(folder, name);
      try {
        await mkdir(folder, { recursive: true });
        // Under its name only when it is whole: nobody ever carries half of one away.
        await writeDurably(`${path}.new`, 'w', text);
        await rename(`${path}.new`, path);
        await syncFolder(folder);
        const names = (await readdir(folder)).filter((each) => each.endsWith('.galley')).sort();
        for (const old of names.slice(0, -kept)) await rm(join(folder, old));
        return ok({ path });
      } catch (fault) {
        if (!(fault instanceof Error && 'code' in fault)) throw fault;
        return refuse('disk', `The backup cannot be written (${String(fault.code)}).`);
      }
    },
  };
}
