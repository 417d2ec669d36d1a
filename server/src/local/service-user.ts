import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Who runs a service: nothing for ourselves, numbers for another user. Fits into the options of `spawn`. */
export type ServiceUser = { readonly uid?: number; readonly gid?: number };

/** PostgreSQL refuses to run as root: then it runs as the user `postgres`, or `nobody` where there is none. */
export function unprivilegedUser(): ServiceUser {
  if (process.getuid?.() !== 0) return {};
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const user = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody');
  return user ? { uid: Number(user[2]), gid: Number(user[3]) } : { uid: 65534, gid: 65534 };
}

/** True when this user may enter the folder or run the file: a folder above it that is private to its owner says no. */
export function canReach(user: ServiceUser, path: string): boolean {
  if (user.uid === undefined) return true;
  return (
    spawnSync('/bin/sh', ['-c', '[ -x "$1" ]', 'sh', path], { ...user, cwd: '/', stdio: 'ignore' }).status ===
    0
  );
}
