import { ok, refuse, type Result } from '@galley/shared/values/result.ts';
import { enrol } from '../../sync/enrol.ts';
import { type GalleyDatabase, readMeta, writeMeta } from '../../db/database.ts';
import { pairAgent } from '../../host/agent.ts';
import { bridge } from '../../host/bridge.ts';
import { HostAway } from '../../host/print-host.ts';

/** What a link that `npm start` prints brings along: `#enrol=CODE&agent=http%3A%2F%2F127.0.0.1%3A9180&pair=CODE`. */
export type Arrival = {
  readonly code: string | null;
  readonly agent: { readonly url: string; readonly code: string } | null;
};

export function readArrival(hash: string): Arrival {
  const values = new URLSearchParams(hash.replace(/^#/, ''));
  const url = values.get('agent');
  const pair = values.get('pair');
  return { code: values.get('enrol'), agent: url && pair && isOwnMachine(url) ? { url, code: pair } : null };
}

/**
 * Enrols a device that is no till yet, and pairs it with the print agent; one that is a till already stays what it is,
 * because each enrolment begins new numbers. A print agent that does not answer stops nothing.
 */
export async function arrive(db: GalleyDatabase, arrival: Arrival, serverUrl: string): Promise<Result<null>> {
  const isTill = (await readMeta(db, 'identity')) && !(await readMeta(db, 'rebuilt'));
  if (!isTill && arrival.code !== null) {
    const enrolled = await enrol(db, { serverUrl, code: arrival.code, now: Date.now });
    if (!enrolled.ok) return enrolled;
  }
  // The installed app prints by itself.
  if (!arrival.agent || bridge()) return ok(null);
  try {
    await writeMeta(db, 'agent', await pairAgent(arrival.agent.url, arrival.agent.code, fetch));
    return ok(null);
  } catch (fault) {
    if (fault instanceof HostAway) return refuse('agentAway', fault.message);
    throw fault;
  }
}

/** A link from elsewhere must not make a till hand its receipts to another machine. */
function isOwnMachine(url: string): boolean {
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  return host === '127.0.0.1' || host === 'localhost' || host === '[::1]';
}
