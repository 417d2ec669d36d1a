import { noHash } from '@galley/shared/values/hash.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import type { Clock } from '@galley/shared/values/time.ts';
import {
  type DeviceRole,
  type EnrolAnswer,
  enrolAnswerSchema,
  type EnrolRequest,
  enrolRequestSchema,
} from '@galley/shared/wire/session.ts';
import { type GalleyDatabase, readMeta, writeMeta } from '../db/database.ts';
import type { Meta } from '../db/rows.ts';
import { createClient } from './client.ts';
import { Offline, Refused } from './faults.ts';
import { bridge } from '../host/bridge.ts';
import { sealKey } from './sealed-key.ts';
import { createKeys } from './signer.ts';

/**
 * Turns a one-time code into this till's identity. Enrolled again, the till counts anew under its next incarnation;
 * what it recorded before stays in the outbox and is sent under the incarnation that recorded it [S10].
 */
export async function enrol(
  db: GalleyDatabase,
  args: {
    readonly serverUrl: string;
    readonly code: string;
    readonly now: Clock;
    /** What this device becomes; a code is made for one kind. */
    readonly role?: DeviceRole;
    readonly fetch?: typeof fetch;
    /** Who keeps the key should the profile be wiped; by default the shell, where there is one. */
    readonly vault?: Parameters<typeof sealKey>[0];
  },
): Promise<Result<Meta['identity']>> {
  const code = args.code.trim().toUpperCase();
  const shell = args.vault ?? bridge();
  const { publicKey, privateKey } = await createKeys(shell !== null);
  const was = await readMeta(db, 'identity');
  const request = enrolRequestSchema.safeParse({
    code,
    publicKey,
    ...(args.role && { role: args.role }),
    ...(was && { before: { tillId: was.till.id, incarnation: was.incarnation } }),
  });
  if (!request.success) {
    return refuse('badCode', 'A code has eight letters and digits, like ABCD-2345.');
  }
  const answer = await ask(db, args, request.data);
  if (!answer.ok) return answer;
  const { till, incarnation, branch } = answer.value;
  const identity = {
    serverUrl: args.serverUrl,
    till,
    incarnation,
    branchId: branch.id,
    ...(args.role && { role: args.role }),
  };
  const signingKey = shell ? await sealKey(shell, identity, privateKey) : privateKey;

  return db.transaction('rw', db.tables, async () => {
    const before = await readMeta(db, 'identity');
    if (before && before.till.id !== till.id) {
      const unsent = await db.outbox.where('state').anyOf('waiting', 'stored', 'fork').count();
      if (unsent > 0) {
        return refuse(
          'otherTill',
          `${unsent} entries of ${before.till.name} are still on this device. Enrol it as ${before.till.name} again and let them arrive first.`,
        );
      }
      // Another till's past would be mistaken for its own: numbers, orders and shifts begin anew.
      for (const table of db.tables) if (table.name !== 'damaged') await table.clear();
    }
    // What the branch knows of this till it has to hear anew, such as a shift that is open.
    await db.meta.delete('lastSync');
    const counted = await readMeta(db, 'counters');
    await writeMeta(db, 'identity', identity);
    await writeMeta(db, 'signingKey', signingKey);
    await db.meta.delete('rebuilt');
    await writeMeta(db, 'counters', {
      mutation: 0,
      mutationHash: noHash,
      receipt: 0,
      receiptHash: noHash,
      order: counted?.order ?? 0,
      lastAt: counted?.lastAt ?? 0,
    });
    // Names at least, until the snapshot has come. The feed's own state replaces them.
    if (!(await db.branches.get(branch.id))) await db.branches.put({ ...branch, revision: 0, version: 0 });
    if (!(await db.tills.get(till.id))) await db.tills.put({ ...till, revision: 0, version: 0 });
    return ok(identity);
  });
}

async function ask(
  db: GalleyDatabase,
  args: Parameters<typeof enrol>[1],
  request: EnrolRequest,
): Promise<Result<EnrolAnswer>> {
  const { serverUrl, now, fetch = globalThis.fetch } = args;
  try {
    const client = createClient({ db, serverUrl, fetch, now, signer: null });
    return ok(await client.post('/sync/enrol', request, enrolAnswerSchema));
  } catch (fault) {
    if (fault instanceof Refused) return refuse(fault.problem.code, fault.problem.detail);
    if (fault instanceof Offline) return refuse('offline', 'The server does not answer. Check the address.');
    throw fault;
  }
}
