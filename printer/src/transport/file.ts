import { open } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Connection, TransportFault } from './transport.ts';
import { wholeJob } from './whole-job.ts';

/** Appends each job to a file (`file:///...`): for looking at the bytes. */
export async function openFile(address: string): Promise<Connection> {
  const path = fileURLToPath(address);
  const file = await open(path, 'a').catch((cause: unknown) => {
    throw new TransportFault('unreachable', `${path} cannot be written.`, { cause });
  });
  await file.close();
  return wholeJob({
    deliver: async (job) => {
      const target = await open(path, 'a');
      try {
        await target.appendFile(job);
        await target.datasync();
        return 'none';
      } catch (cause) {
        throw new TransportFault('lost', `${path} cannot be written. Is the disk full?`, { cause });
      } finally {
        await target.close();
      }
    },
  });
}
