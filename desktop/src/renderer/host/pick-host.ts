import { type GalleyDatabase, readMeta } from '../db/database.ts';
import { agentHost } from './agent.ts';
import { bridge } from './bridge.ts';
import { electronHost } from './electron.ts';
import { noHost } from './none.ts';
import type { PrintHost } from './print-host.ts';

/** Whoever prints on this machine now: the Electron shell, the agent that was paired, or nobody. Asked anew for every round of the loop. */
export async function pickHost(db: GalleyDatabase, fetch: typeof globalThis.fetch): Promise<PrintHost> {
  const shell = bridge();
  if (shell) return electronHost(shell);
  const agent = await readMeta(db, 'agent');
  return agent ? agentHost(agent, fetch) : noHost;
}
