import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LocalServiceFault } from './fault.ts';
import { isErrno, processIdentity } from './process-identity.ts';

/**
 * Takes a folder for this process, so that a second Galley on the same data neither shares its services nor stops
 * them. A lock whose process is gone (power cut, `kill -9`) is taken over.
 */
export function lockFolder(folder: string, what: string): { release(): void } {
  const path = join(folder, 'lock');
  const mine = `${process.pid} ${processIdentity(process.pid)}`;
  for (;;) {
    try {
      writeFileSync(path, mine, { flag: 'wx', mode: 0o600 });
      return { release: () => rmSync(path, { force: true }) };
    } catch (error) {
      if (!isErrno(error, 'EEXIST')) throw error;
    }
    const holder = readLock(path);
    const pid = Number(holder?.split(' ')[0]);
    if (holder && pid > 0 && holder === `${pid} ${processIdentity(pid)}`) {
      throw new LocalServiceFault(
        `${what} in ${folder} belongs to a Galley that is already running (process ${pid}). ` +
          `Use or stop that one, or start this one with another GALLEY_DATA_DIR.`,
      );
    }
    rmSync(path, { force: true });
  }
}

function readLock(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
}
