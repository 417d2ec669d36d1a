import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { processIdentity } from './process-identity.ts';

const runningSchema = z.object({
  pid: z.int(),
  identity: z.string(),
  url: z.string(),
  addresses: z.object({
    SYNC_DATABASE_URL: z.string(),
    SALES_DATABASE_URL: z.string(),
    INVENTORY_DATABASE_URL: z.string(),
    PAYMENTS_DATABASE_URL: z.string(),
    NOTIFICATIONS_DATABASE_URL: z.string(),
  }),
});
export type Running = Pick<z.infer<typeof runningSchema>, 'url' | 'addresses'>;

/** Leaves word for the command line tools where the running Galley is; readable by its owner only. */
export function noteRunning(dataDir: string, running: Running): { forget(): void } {
  const file = join(dataDir, 'running.json');
  const note = { pid: process.pid, identity: processIdentity(process.pid) ?? '', ...running };
  writeFileSync(file, JSON.stringify(note), { mode: 0o600 });
  return { forget: () => rmSync(file, { force: true }) };
}

/** The Galley that runs on this data folder now, if one does. */
export function findRunning(dataDir: string): Running | null {
  const file = join(dataDir, 'running.json');
  if (!existsSync(file)) return null;
  const note = runningSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  return note.success && processIdentity(note.data.pid) === note.data.identity ? note.data : null;
}
