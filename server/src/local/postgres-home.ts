import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { choosePort } from './ports.ts';
import { canReach, unprivilegedUser, type ServiceUser } from './service-user.ts';

/** Where a cluster keeps its data, password, port and log, and who runs it. */
export type PostgresHome = {
  readonly folder: string;
  readonly data: string;
  readonly log: string;
  readonly user: ServiceUser;
  readonly password: string;
};

/** Opens the cluster's home below the data folder, making it at the first start. */
export function openPostgresHome(dataDir: string): PostgresHome {
  const folder = findFolder(join(dataDir, 'postgres'));
  const user = ownerOf(folder);
  return {
    folder,
    data: join(folder, 'data'),
    log: join(folder, 'server.log'),
    user,
    password: keepPassword(join(folder, 'password'), user),
  };
}

/** The port of last time if it is still free, so that addresses stay what they were. */
export async function chooseHomePort(home: PostgresHome): Promise<number> {
  const path = join(home.folder, 'port');
  const remembered = existsSync(path) ? Number(readFileSync(path, 'utf8')) : undefined;
  const port = await choosePort(remembered);
  if (port !== remembered) writeFileSync(path, `${port}\n`);
  return port;
}

/**
 * Root's data folder may lie where the user that PostgreSQL runs as cannot go, such as a checkout below /root. Then
 * the cluster lives in /var/lib and `elsewhere` says where, so that deleting the data folder still means a fresh start.
 */
function findFolder(wanted: string): string {
  mkdirSync(wanted, { recursive: true, mode: 0o755 });
  const folder = realpathSync(wanted);
  const pointer = join(folder, 'elsewhere');
  if (existsSync(pointer)) return makeFolder(readFileSync(pointer, 'utf8').trim());
  if (canReach(unprivilegedUser(), folder)) return makeFolder(folder);
  const elsewhere = `/var/lib/galley/postgres-${randomBytes(6).toString('hex')}`;
  mkdirSync('/var/lib/galley', { recursive: true });
  chmodSync('/var/lib/galley', 0o755);
  writeFileSync(pointer, `${elsewhere}\n`);
  return makeFolder(elsewhere);
}

function makeFolder(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const { uid, gid } = ownerOf(folder);
  if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid);
  chmodSync(folder, 0o700);
  return folder;
}

/** Data that another user made before stays that user's: PostgreSQL insists that it owns its files. */
function ownerOf(folder: string): ServiceUser {
  const user = unprivilegedUser();
  if (user.uid === undefined) return {};
  const { uid, gid } = statSync(folder);
  return uid === 0 ? user : { uid, gid };
}

function keepPassword(path: string, user: ServiceUser): string {
  if (!existsSync(path)) {
    writeFileSync(path, randomBytes(24).toString('base64url'), { mode: 0o600 });
    if (user.uid !== undefined && user.gid !== undefined) chownSync(path, user.uid, user.gid);
  }
  return readFileSync(path, 'utf8').trim();
}
