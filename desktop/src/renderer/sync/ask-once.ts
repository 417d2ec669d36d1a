import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import type { Clock } from '@galley/shared/values/time.ts';
import { type GalleyDatabase, readMeta } from '../db/database.ts';
import { type Client, createClient } from './client.ts';
import { Offline, Refused } from './faults.ts';
import { tillSigner } from './signer.ts';

/**
 * One question of a person to the server, beside the loops: its answer, or in words why there is none now. Selling never
 * asks this way.
 */
export async function askOnce<T>(
  { db, now, fetch = globalThis.fetch }: { db: GalleyDatabase; now: Clock; fetch?: typeof globalThis.fetch },
  ask: (client: Client) => Promise<T>,
): Promise<Result<T>> {
  const [identity, key] = await Promise.all([readMeta(db, 'identity'), readMeta(db, 'signingKey')]);
  if (!identity || !key)
    return refuse('notEnrolled', 'This device is not a till yet. Enter an enrolment code first.');
  const { serverUrl, till } = identity;
  try {
    return ok(await ask(createClient({ db, serverUrl, fetch, now, signer: tillSigner(till.id, key) })));
  } catch (fault) {
    if (fault instanceof Refused) return refuse(fault.problem.code, fault.problem.detail);
    if (fault instanceof Offline)
      return refuse('offline', 'The server does not answer just now. Try again when this till is online.');
    throw fault;
  }
}
