import { spawn, spawnSync } from 'node:child_process';
import { type Connection, TransportFault } from './transport.ts';
import { wholeJob } from './whole-job.ts';

/**
 * The last resort: a raw queue of CUPS, `cups://receipts`. CUPS never says whether paper came out, and prints by itself
 * what it could not print before; so nothing here is ever called printed [P5].
 */
export function openCups(address: string): Promise<Connection> {
  const queue = decodeURIComponent(new URL(address).hostname);
  const known = spawnSync('lpstat', ['-p', queue], { timeout: 5_000, encoding: 'utf8' });
  if (known.error)
    return Promise.reject(
      new TransportFault('unreachable', 'CUPS is not installed on this machine (cups-client).'),
    );
  if (known.status !== 0)
    return Promise.reject(
      new TransportFault('unreachable', `CUPS has no queue named "${queue}". Is that its name?`),
    );
  if (/disabled/.test(known.stdout))
    return Promise.reject(
      new TransportFault(
        'refused',
        `The queue "${queue}" of CUPS is switched off. Switch it on (cupsenable).`,
      ),
    );
  return Promise.resolve(wholeJob({ deliver: (job) => lp(queue, job) }));
}

function lp(queue: string, job: Uint8Array): Promise<'none'> {
  return new Promise((resolve, reject) => {
    const child = spawn('lp', ['-d', queue, '-o', 'raw', '-s'], { stdio: ['pipe', 'ignore', 'ignore'] });
    const lost = (): void =>
      reject(new TransportFault('lost', 'CUPS did not take the job. Look at its queue.'));
    child.once('error', lost);
    child.once('close', (code) => (code === 0 ? resolve('none') : lost()));
    child.stdin.on('error', () => undefined); // the exit code says the same
    child.stdin.end(job);
  });
}
