import type { Refund } from '@galley/shared/domain/refund.ts';
import { type Result, ok } from '@galley/shared/values/result.ts';
import { decideGivingBack, type GiveBack, tablesOfRefund, writeRefund } from './give-back.ts';
import { readPlace } from './record-mutation.ts';
import type { Till } from './till.ts';

/**
 * Gives money back, of any sale that this till knows, with or without a network. It takes its receipt number, the stock,
 * the outbox row and the drawer in one transaction, as a sale does [S2]. It refuses what it knows to be too much; what
 * another till gave back in the meantime only the server can see [S17].
 */
export async function refundSale(till: Till, args: GiveBack): Promise<Result<Refund>> {
  return till.db.transaction('rw', tablesOfRefund(till.db), async () => {
    const place = await readPlace(till);
    if (!place.ok) return place;
    const refund = await decideGivingBack(till, place.value, args);
    if (!refund.ok) return refund;
    await writeRefund(till, place.value, refund.value, { approval: args.approval, paper: true });
    return ok(refund.value);
  });
}
