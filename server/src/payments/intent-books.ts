import type { PoolClient } from 'pg';
import {
  advance, askedInVainMs, intentStates, type IntentState, keptOf, type PaymentIntent, paymentIntentSchema,
  type PaymentRequest, refundStates, type RefundState,
} from '@galley/shared/domain/payment-intent.ts'; // prettier-ignore
import type { Tender } from '@galley/shared/domain/payment.ts';
import {
  type BranchId,
  type IntentId,
  type OrganisationId,
  type SaleId,
  type TillId,
  uuidv7,
} from '@galley/shared/values/ids.ts';
import { type Money, money } from '@galley/shared/values/money.ts';
import { type Instant, instant } from '@galley/shared/values/time.ts';
import { insertRows } from '../db/rows.ts';
import { together } from '../db/transaction.ts';
import type { Card } from './gateway/gateway.ts';

/** An intent as the feed has it, and what only the payments worker knows of it. */
export type KeptIntent = {
  readonly id: IntentId;
  readonly branchId: BranchId;
  readonly organisationId: OrganisationId;
  readonly correlationId: string;
  revision: number;
  data: PaymentIntent;
  reference: string | null;
  token: string | null;
  chargedAt: Instant | null;
  attempts: number;
  /** When the gateway is asked next; null: there is nothing to ask. */
  nextTryAt: Instant | null;
  /** Until then somebody is asking, and nobody else does. */
  leasedUntil: Instant | null;
};
type Row = {
  id: IntentId; branch_id: BranchId; organisation_id: OrganisationId; correlation_id: string; revision: number; data: string;
  reference: string | null; token: string | null; charged_at: Date | null; attempts: number; next_try_at: Date | null; leased_until: Date | null;
}; // prettier-ignore

export type IntentNews = { readonly revision: number; readonly data: PaymentIntent };
export type IntentNeeds = { readonly ids: readonly IntentId[]; readonly references: readonly string[] };

/** What is said about an intent, by whomever. */
export type Told = { readonly state: IntentState; readonly cause?: string; readonly card?: Card | null };

/** The intents that a batch touches, locked, with the rules of how they go on. */
export class IntentBooks {
  readonly #intents = new Map<IntentId, KeptIntent>();
  readonly #changed = new Set<KeptIntent>();
  readonly #steps: object[] = [];
  readonly #now: number;

  private constructor(now: number) {
    this.#now = now;
  }

  static async open(
    tx: PoolClient,
    { ids, references }: IntentNeeds,
    now = Date.now(),
  ): Promise<IntentBooks> {
    const books = new IntentBooks(now);
    if (ids.length + references.length === 0) return books;
    const { rows } = await tx.query<Row>(
      `select * from intent where id = any($1::uuid[]) or reference = any($2::text[]) order by id for update`,
      [ids, references],
    );
    for (const row of rows) books.#intents.set(row.id, keptOfRow(row));
    return books;
  }

  find(id: IntentId): KeptIntent | undefined {
    return this.#intents.get(id);
  }

  /** Money is to be taken. Asked for too long ago it is not: the guest has gone, or pays in another way. */
  request(
    { intent: { organisationId, ...asked }, token }: PaymentRequest,
    from: { readonly tillId: TillId | null; readonly branchId: BranchId; readonly correlationId: string },
  ): IntentNews {
    const known = this.#intents.get(asked.id);
    if (known) return newsOf(known);
    const inTime = this.#now - Date.parse(asked.askedAt) < askedInVainMs;
    const at = instant(this.#now);
    const kept: KeptIntent = {
      id: asked.id,
      branchId: from.branchId,
      organisationId,
      correlationId: from.correlationId,
      revision: 0,
      data: { ...asked, tillId: from.tillId, state: 'created', changedAt: at },
      reference: null,
      token: inTime ? token : null,
      chargedAt: null,
      attempts: 0,
      nextTryAt: inTime ? at : null,
      leasedUntil: null,
    };
    this.#intents.set(asked.id, kept);
    this.#step(kept, null, 'created');
    if (!inTime) this.tell(kept, { state: 'cancelled', cause: 'asked for too long ago' });
    return this.#change(kept);
  }

  /** Nobody wants it any more, unless it has paid for a sale. What was taken by then goes back. */
  cancel(id: IntentId): IntentNews | null {
    const kept = this.#intents.get(id);
    if (!kept) return null;
    if (kept.data.saleId !== undefined || kept.data.unwanted) return newsOf(kept);
    kept.data = { ...kept.data, unwanted: true };
    this.#giveBackUnwanted(kept);
    kept.nextTryAt = instant(this.#now);
    return this.#change(kept);
  }

  /** A sale was paid with it; answers whether the money was there for that, and for nothing else. */
  use(
    id: IntentId,
    saleId: SaleId,
    amount: Money,
  ): { readonly covered: boolean; readonly news: IntentNews | null } {
    const kept = this.#intents.get(id);
    if (!kept) return { covered: false, news: null };
    const { data } = kept;
    const isFree = data.saleId === undefined || data.saleId === saleId;
    const covered = isFree && keptOf(data) === amount;
    if (data.saleId === undefined) kept.data = { ...data, saleId };
    return { covered, news: this.#change(kept) };
  }

  /** Money goes back to the card; what it cannot pay the gateway will say. */
  giveBack(tender: Pick<Tender, 'id' | 'amount' | 'intentId'>): IntentNews | null {
    const kept = tender.intentId && this.#intents.get(tender.intentId);
    if (!kept) return null;
    this.#addRefund(kept, tender.id, tender.amount);
    return this.#change(kept);
  }

  /** The gateway has called about it: it is asked at once. */
  askSoon(reference: string): void {
    for (const kept of this.#intents.values()) {
      if (kept.reference !== reference) continue;
      kept.nextTryAt = instant(this.#now);
      kept.attempts = 0;
      this.#changed.add(kept);
    }
  }

  /** What somebody says about the intent; it only ever goes forward. */
  tell(kept: KeptIntent, { state, cause, card }: Told): void {
    const now = advance<IntentState>(intentStates, kept.data.state, state);
    if (now === kept.data.state) return;
    const { code: _before, ...data } = kept.data;
    kept.data = paymentIntentSchema.parse({
      ...data,
      state: now,
      ...(now === 'declined' && { code: cause }),
      ...(card && { card }),
    });
    if (now !== 'unknown') kept.token = null;
    this.#step(kept, null, now, cause);
    this.#giveBackUnwanted(kept);
    this.#change(kept);
  }

  /** What somebody says about money on its way back. */
  tellRefund(kept: KeptIntent, refundId: string, state: RefundState, cause?: string): void {
    const refunds = kept.data.refunds ?? [];
    const before = refunds.find(({ id }) => id === refundId);
    const now = before && advance<RefundState>(refundStates, before.state, state);
    if (!before || now === undefined || now === before.state) return;
    const changed = refunds.map((each) => (each.id === refundId ? { ...each, state: now } : each));
    kept.data = { ...kept.data, refunds: changed };
    this.#step(kept, refundId, now, cause);
    this.#change(kept);
  }

  /** What the gateway calls it, how often it was asked, when it is asked again: nobody else's matter. */
  note(
    kept: KeptIntent,
    changes: Partial<Pick<KeptIntent, 'reference' | 'chargedAt' | 'nextTryAt' | 'leasedUntil'>>,
  ): void {
    Object.assign(kept, changes);
    this.#changed.add(kept);
  }

  save(tx: PoolClient): Promise<unknown> {
    const rows = [...this.#changed].map((kept) => ({
      id: kept.id,
      branch_id: kept.branchId,
      organisation_id: kept.organisationId,
      correlation_id: kept.correlationId,
      revision: kept.revision,
      data: JSON.stringify(kept.data),
      reference: kept.reference,
      token: kept.token,
      charged_at: kept.chargedAt,
      attempts: kept.attempts,
      next_try_at: kept.nextTryAt,
      leased_until: kept.leasedUntil,
    }));
    return together(tx, () => [
      insertRows(
        tx,
        'intent',
        rows,
        `on conflict (id) do update set revision = excluded.revision, data = excluded.data, reference = excluded.reference,
           token = excluded.token, charged_at = excluded.charged_at, attempts = excluded.attempts, next_try_at = excluded.next_try_at,
           leased_until = excluded.leased_until`,
      ),
      insertRows(tx, 'intent_step', this.#steps),
      dueWithGateway(tx, [...this.#changed]),
    ]);
  }

  #giveBackUnwanted(kept: KeptIntent): void {
    const { state, unwanted, saleId, amount } = kept.data;
    if (state === 'authorised' && unwanted && saleId === undefined) this.#addRefund(kept, kept.id, amount);
  }

  #addRefund(kept: KeptIntent, id: string, amount: Money): void {
    const { refunds = [] } = kept.data;
    if (amount <= 0 || refunds.some((refund) => refund.id === id)) return;
    kept.data = { ...kept.data, refunds: [...refunds, { id, amount: money(amount), state: 'created' }] };
    kept.nextTryAt = instant(this.#now);
    kept.attempts = 0;
    this.#step(kept, id, 'created');
  }

  #change(kept: KeptIntent): IntentNews {
    kept.revision += 1;
    kept.data = { ...kept.data, changedAt: instant(this.#now) };
    this.#changed.add(kept);
    return newsOf(kept);
  }

  #step(kept: KeptIntent, refundId: string | null, state: string, cause?: string): void {
    const step = { id: uuidv7(), intent_id: kept.id, refund_id: refundId, state, cause: cause ?? null };
    this.#steps.push({ ...step, at: instant(this.#now) });
  }
}

export function newsOf({ revision, data }: KeptIntent): IntentNews {
  return { revision, data };
}

/** An intent's row. */
export function keptOfRow(row: Row): KeptIntent {
  return {
    id: row.id,
    branchId: row.branch_id,
    organisationId: row.organisation_id,
    correlationId: row.correlation_id,
    revision: row.revision,
    data: paymentIntentSchema.parse(JSON.parse(row.data)),
    reference: row.reference,
    token: row.token,
    chargedAt: row.charged_at && instant(row.charged_at.getTime()),
    attempts: row.attempts,
    nextTryAt: row.next_try_at && instant(row.next_try_at.getTime()),
    leasedUntil: row.leased_until && instant(row.leased_until.getTime()),
  };
}

/** A shift whose Z was held against its payments before is held against the gateway once more. */
async function dueWithGateway(tx: PoolClient, changed: readonly KeptIntent[]): Promise<void> {
  const paid = changed.filter(({ data }) => data.saleId !== undefined).map(({ id }) => id);
  if (paid.length === 0) return;
  await tx.query(
    `update reconciliation set gateway_due = true
      where not gateway_due and shift_id in (select shift_id from payment where intent_id = any($1::uuid[]))`,
    [paid],
  );
}
