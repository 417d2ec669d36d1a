import { askedInVainMs, mayRetry } from '@galley/shared/domain/payment-intent.ts';
import { must } from '@galley/shared/values/must.ts';
import { instant } from '@galley/shared/values/time.ts';
import type { Found, Gateway, Outcome } from './gateway/gateway.ts';
import type { KeptIntent, Told } from './intent-books.ts';
import type { ChangeIntent } from './pursue.ts';

/** How often a charge is sent that failed by the gateway's own fault. */
const mostCharges = 3;

/**
 * Asks the gateway what has to be asked about an intent: opens it, charges it, finds out what became of it, ends it,
 * gives it back. What is about to be done is committed before it is done, so whoever takes over never charges anew.
 */
export async function askGateway(gateway: Gateway, change: ChangeIntent, claimed: KeptIntent): Promise<void> {
  const told = await outcomeOf(gateway, change, claimed);
  let kept = await change(claimed.id, (books, fresh) => {
    if (told !== 'again') books.tell(fresh, told);
  });
  const { reference } = kept;
  const { currency, refunds = [] } = kept.data;
  // A gateway that has called may have something to say even of money that is back.
  const due = refunds.filter(({ state }) => claimed.attempts === 1 || isOpen(state));
  for (const { id, amount } of reference === null ? [] : due) {
    const key = id as Parameters<Gateway['refund']>[0]['key']; // it is the id of a tender or of an intent
    const back = await gateway.refund({ key, reference: reference ?? '', amount, currency });
    kept = await change(claimed.id, (books, fresh) => books.tellRefund(fresh, id, back.state, back.cause));
  }
  await change(claimed.id, (books, fresh) => {
    const isNews = fresh.nextTryAt !== claimed.nextTryAt; // somebody wants it asked again
    const next = isDone(fresh) ? null : instant(Date.now() + backoffMs(claimed.attempts));
    books.note(fresh, { leasedUntil: null, ...(!isNews && { nextTryAt: next }) });
  });
}

/** `again`: nothing is to be said yet, and it is to be asked once more. */
async function outcomeOf(
  gateway: Gateway,
  change: ChangeIntent,
  claimed: KeptIntent,
): Promise<Told | 'again'> {
  const { id, data } = claimed;
  const isLate = Date.now() - Date.parse(data.askedAt) > askedInVainMs;
  let { reference } = claimed;
  if (reference === null) {
    if (data.state !== 'created') return 'again';
    if (data.unwanted) return { state: 'cancelled' };
    const { organisationId, branchId } = claimed;
    const links = { organisationId, branchId, orderId: data.orderId };
    const opened = await gateway.open({ id, amount: data.amount, currency: data.currency, links });
    if (opened.state !== 'open') {
      // It has not seen the card, so nothing was taken.
      if (opened.state === 'declined' && !mayRetry(opened.code)) return declined(opened.code);
      return isLate ? { state: 'cancelled', cause: 'the gateway could not be reached in time' } : 'again';
    }
    reference = opened.reference;
    const opening = reference;
    await change(id, (books, kept) => books.note(kept, { reference: opening }));
  }
  if (claimed.chargedAt !== null || data.state !== 'created') return foundOut(gateway, claimed, reference);

  const charging = await change(id, (books, kept) => {
    if (!kept.data.unwanted) books.note(kept, { chargedAt: instant(Date.now()) });
  });
  if (charging.chargedAt === null) return foundOut(gateway, charging, reference);
  const token = must(charging.token, 'it is kept until the charge is done with');
  const outcome = await gateway.charge(reference, token);
  if (outcome.state !== 'declined') return toldOf(outcome);
  if (!mayRetry(outcome.code) || claimed.attempts >= mostCharges || isLate) return declined(outcome.code);
  await change(id, (books, kept) => books.note(kept, { chargedAt: null }));
  return 'again';
}

/** What became of one that was charged, or that nobody wants: asked for under its own name, never charged again. */
async function foundOut(gateway: Gateway, kept: KeptIntent, reference: string): Promise<Told | 'again'> {
  const found: Found = await gateway.find(reference);
  const isOpenStill = kept.data.state === 'created' || kept.data.state === 'unknown';
  if (found.state === 'open') {
    if (!isOpenStill && !kept.data.unwanted) return 'again';
    const ended = await gateway.end(reference);
    return ended.state === 'cancelled' ? nothingTaken(kept) : toldOf(ended);
  }
  return found.state === 'cancelled' ? nothingTaken(kept) : toldOf(found);
}

/** Whoever waits for it is told why; whoever has given it up, that it is over. */
function nothingTaken({ data: { unwanted } }: KeptIntent): Told {
  return unwanted ? { state: 'cancelled' } : declined('GATEWAY_ERROR');
}

function toldOf(outcome: Outcome): Told {
  switch (outcome.state) {
    case 'authorised':
      return outcome;
    case 'declined':
      return declined(outcome.code);
    case 'unknown':
      return outcome;
  }
}

function declined(code: string): Told {
  return { state: 'declined', cause: code };
}

function isOpen(state: string): boolean {
  return state === 'created' || state === 'unknown';
}

function isDone({ data: { state, refunds = [] } }: KeptIntent): boolean {
  return !isOpen(state) && !refunds.some((refund) => isOpen(refund.state));
}

/** 0.5 s, doubling to 10 min. */
function backoffMs(attempts: number): number {
  return Math.min(500 * 2 ** Math.min(Math.max(attempts - 1, 0), 11), 600_000);
}
