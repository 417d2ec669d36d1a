import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * What distinguishes a running process from a later one that got the same number: its start time and its command.
 * Undefined when no such process runs.
 */
export function processIdentity(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM means that it runs, as somebody else.
    if (!isErrno(error, 'EPERM')) return undefined;
  }
  if (process.platform === 'linux') return linuxIdentity(pid);
  return process.platform === 'win32'
    ? windowsIdentity(pid)
    : run('ps', ['-ww', '-o', 'lstart=,command=', '-p', `${pid}`]);
}

/** True for an error of the operating system with this code, such as ENOENT. */
export function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function linuxIdentity(pid: number): string | undefined {
  try {
    // The second field is the program's name in brackets, which may hold spaces; the start time is the 22nd.
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? '';
    const fields = afterName.split(' ');
    if (fields[0] === 'Z') return undefined;
    return `${fields[19]} ${readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()}`;
  } catch (error) {
    if (isErrno(error, 'ENOENT') || isErrno(error, 'ESRCH')) return undefined;
    throw error;
  }
}

function windowsIdentity(pid: number): string | undefined {
  const row = run('tasklist', ['/NH', '/FO', 'CSV', '/FI', `PID eq ${pid}`]);
  const [program, number] = (row ?? '').split(',');
  return number === undefined ? undefined : `${program} ${number}`;
}

function run(program: string, args: string[]): string | undefined {
  try {
    return (
      execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim() ||
      undefined
    );
  } catch (error) {
    // `ps` ends with 1 when there is no such process; a `ps` that cannot run at all is another matter.
    if (error instanceof Error && 'status' in error && typeof error.status === 'number') return undefined;
    throw error;
  }
}
