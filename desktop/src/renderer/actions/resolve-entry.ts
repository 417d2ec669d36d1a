import type { Approval } from '@galley/shared/domain/permissions.ts';
import type { MutationId, StaffId } from '@galley/shared/values/ids.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { type GalleyDatabase } from '../db/database.ts';
import { isHeld, traceOf } from '../db/held.ts';
import { checkRight } from './check-right.ts';
import { refuseCardNumber } from './free-text.ts';
import { readPlace, recordMutation } from './record-mutation.ts';
import { type Replacement, sayAgain, tablesOfFacts } from './say-again.ts';
import type { Till } from './till.ts';

/**
 * What a person decides about an entry that the server holds back or has flagged [S14]: a mutation of its own, with who
 * and why. Nothing changes here before the server's verdict on it comes back in the feed.
 */
export async function resolveEntry(
  till: Till,
  args: {
    readonly entryId: MutationId;
    readonly how: 'retry' | 'repair' | 'setAside';
    readonly reason: string;
    /** Who decides; to set something aside takes the right to. */
    readonly staffId: StaffId;
    readonly approval?: Approval | undefined;
  },
): Promise<Result<null>> {
  const { db } = till;
  const { entryId, how, staffId } = args;
  return db.transaction('rw', [db.meta, db.outbox, db.staff, db.rights, ...tablesOfFacts(db)], async () => {
    const place = await readPlace(till);
    if (!place.ok) return place;
    const entry = await db.outbox.where('id').equals(entryId).first();
    if (!entry || entry.state === 'fork') return refuse('unknownEntry', 'This entry is not held back.');
    if (!isHeld(entry)) return refuse('resolvedAlready', 'This entry is resolved already.');
    if (how !== 'setAside' && entry.verdict !== 'quarantined') {
      return refuse(
        'inTheBooks',
        'This entry is in the books as it happened. There is nothing to send again.',
      );
    }
    if (how === 'setAside') {
      const refusal = await checkRight(db, args, { permission: 'setAside' });
      if (refusal) return refusal;
    }
    const reason = args.reason.trim();
    if (reason === '') return refuse('reasonMissing', 'Say why. The reason is kept.');
    const secret = refuseCardNumber(reason);
    if (secret) return secret;
    if ((await readPending(db)).has(entryId)) {
      return refuse('underWay', 'Somebody has decided already; the answer of the server is on its way.');
    }
    const replacement = how === 'repair' ? await sayAgain(db, entry) : ok<Replacement | null>(null);
    if (!replacement.ok) return replacement;
    await recordMutation(till, place.value, {
      name: 'resolve',
      data: { mutationId: entryId, how, reason, replacement: replacement.value },
      staffId,
      approval: args.approval,
      amount: null,
    });
    return ok(null);
  });
}

/** The entries about which something was decided that is still on its way. */
export async function readPending(db: GalleyDatabase): Promise<ReadonlySet<string>> {
  const decisions = await db.outbox
    .where('state')
    .anyOf('waiting', 'stored')
    .filter(({ name }) => name === 'resolve')
    .toArray();
  return new Set(decisions.flatMap((row) => traceOf(row).data.mutationId ?? []));
}
