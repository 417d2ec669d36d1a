import type { PoolClient } from 'pg';
import type { CashMovement } from '@galley/shared/domain/cash-movement.ts';
import type { Payment } from '@galley/shared/domain/payment.ts';
import {
  addBooked, alsoBooked, alsoTipped, type Booked, reconcile, type Reconciliation, reconciliationSchema, tipsOf,
} from '@galley/shared/domain/reconciliation.ts'; // prettier-ignore
import type { ZReport } from '@galley/shared/domain/z-report.ts';
import type { BranchId, ShiftId } from '@galley/shared/values/ids.ts';
import { add, type Money, money, noMoney, subtract } from '@galley/shared/values/money.ts';
import { lockNames } from '../db/lock-names.ts';
import { insertRows } from '../db/rows.ts';
import { together } from '../db/transaction.ts';
import { IntentBooks, type IntentNeeds } from './intent-books.ts';

export type StoredReconciliation = { readonly revision: number; readonly data: Reconciliation };
export type PaymentNeeds = {
  /** The shifts that payments come to. */
  readonly shiftIds: readonly ShiftId[];
  /** The shifts that are held against the book. */
  readonly closedShiftIds: readonly ShiftId[];
  readonly intents: IntentNeeds;
};

/** The book of payments as far as a batch touches it. */
export class PaymentBooks {
  readonly intents: IntentBooks;
  readonly #rows: object[] = [];
  readonly #tipRows: object[] = [];
  /** What is tipped in the shifts that are closed in the batch. */
  readonly #tipped = new Map<ShiftId, Money>();
  /** Shifts that are reconciled already. */
  readonly #reconciled = new Map<ShiftId, StoredReconciliation>();
  readonly #booked = new Map<ShiftId, Map<Payment['kind'], { count: number; amount: Payment['amount'] }>>();
  readonly #changed = new Map<ShiftId, StoredReconciliation & { readonly branchId: BranchId }>();

  private constructor(intents: IntentBooks) {
    this.intents = intents;
  }

  static async open(
    tx: PoolClient,
    { shiftIds, closedShiftIds, intents }: PaymentNeeds,
  ): Promise<PaymentBooks> {
    const books = new PaymentBooks(await IntentBooks.open(tx, intents));
    // A shift is added up while nothing is added to it; those who only add do not wait for each other.
    await lockNames(tx, { shared: shiftIds, alone: closedShiftIds });
    const { rows } = await tx.query<{ shift_id: ShiftId; revision: number; data: string }>({
      name: 'read-reconciliations',
      // Locked: two batches that add to a shift which is reconciled must see each other.
      text: 'select shift_id, revision, data from reconciliation where shift_id = any($1::uuid[]) order by shift_id for update',
      values: [[...shiftIds, ...closedShiftIds]],
    });
    for (const { shift_id: id, revision, data } of rows)
      books.#reconciled.set(id, { revision, data: reconciliationSchema.parse(JSON.parse(data)) });
    if (closedShiftIds.length > 0) await books.#readBooked(tx, closedShiftIds);
    return books;
  }

  async #readBooked(tx: PoolClient, shiftIds: readonly ShiftId[]): Promise<void> {
    const { rows } = await tx.query<{ id: ShiftId; kind: Payment['kind']; count: number; amount: string }>(
      `select shift_id as id, kind, count(*)::int as count, sum(amount) as amount
         from payment where shift_id = any($1::uuid[]) group by shift_id, kind`,
      [shiftIds],
    );
    const tips = await tx.query<{ id: ShiftId; amount: string }>(
      `select shift_id as id, sum(tip) as amount
         from (select shift_id, tip from payment where shift_id = any($1::uuid[])
               union all select shift_id, amount from tip_adjustment where shift_id = any($1::uuid[])) as tips
        group by shift_id`,
      [shiftIds],
    );
    for (const id of shiftIds) this.#tipped.set(id, noMoney);
    for (const { id, amount } of tips.rows) this.#tipped.set(id, money(Number(amount)));
    for (const id of shiftIds) this.#booked.set(id, new Map());
    for (const { id, kind, count, amount } of rows)
      this.#booked.get(id)?.set(kind, { count, amount: money(Number(amount)) });
  }

  /** Takes payments of a shift; if that was reconciled already, answers how it stands now. */
  add(branchId: BranchId, shiftId: ShiftId, payments: readonly Payment[]): StoredReconciliation | undefined {
    for (const { tenderId, saleId, kind, amount, reference, paidAt, wallet, tip, intentId } of payments) {
      this.#rows.push({
        tender_id: tenderId,
        sale_id: saleId,
        branch_id: branchId,
        shift_id: shiftId,
        kind,
        amount,
        reference,
        paid_at: paidAt,
        wallet: wallet ?? null,
        tip: tip?.amount ?? 0,
        tip_for: tip?.staffId ?? null,
        intent_id: intentId ?? null,
      });
      const booked = this.#booked.get(shiftId);
      booked?.set(kind, addBooked(booked.get(kind) ?? { count: 0, amount: noMoney }, [{ amount }]));
    }
    this.#tip(shiftId, tipsOf(payments));
    const before = this.#reconciled.get(shiftId);
    if (!before || payments.length === 0) return undefined;
    return this.#keep(branchId, { revision: before.revision + 1, data: alsoBooked(before.data, payments) });
  }

  /** A tip was set right: beside the payment that it came with, whose row stays as the sale has it. */
  adjustTip(
    branchId: BranchId,
    { id, shiftId, tip, movedAt }: CashMovement,
  ): StoredReconciliation | undefined {
    if (!tip) return undefined;
    const amount = subtract(tip.to, tip.from);
    this.#tipRows.push({
      id,
      tender_id: tip.tenderId,
      sale_id: tip.saleId,
      branch_id: branchId,
      shift_id: shiftId,
      amount,
      staff_id: tip.staffId,
      adjusted_at: movedAt,
    });
    this.#tip(shiftId, amount);
    const before = this.#reconciled.get(shiftId);
    if (!before) return undefined;
    return this.#keep(branchId, { revision: before.revision + 1, data: alsoTipped(before.data, amount) });
  }

  #tip(shiftId: ShiftId, amount: Money): void {
    const known = this.#tipped.get(shiftId);
    if (known !== undefined) this.#tipped.set(shiftId, add(known, amount));
  }

  /** What is booked for a shift that is closed in this batch. */
  bookedOf(shiftId: ShiftId): Booked {
    return this.#booked.get(shiftId) ?? new Map();
  }

  tippedOf(shiftId: ShiftId): Money {
    return this.#tipped.get(shiftId) ?? noMoney;
  }

  reconcile(branchId: BranchId, report: ZReport): StoredReconciliation {
    const revision = (this.#reconciled.get(report.shift.id)?.revision ?? 0) + 1;
    const tipped = this.tippedOf(report.shift.id);
    return this.#keep(branchId, {
      revision,
      data: reconcile(report, this.bookedOf(report.shift.id), tipped),
    });
  }

  #keep(branchId: BranchId, stored: StoredReconciliation): StoredReconciliation {
    this.#reconciled.set(stored.data.shiftId, stored);
    this.#changed.set(stored.data.shiftId, { ...stored, branchId });
    return stored;
  }

  save(tx: PoolClient): Promise<unknown> {
    const reconciliations = [...this.#changed].map(([shiftId, { branchId, revision, data }]) => ({
      shift_id: shiftId,
      branch_id: branchId,
      revision,
      data: JSON.stringify(data),
      gateway_due: data.tenders.some(({ kind }) => kind === 'gateway'),
    }));
    return together(tx, () => [
      this.intents.save(tx),
      insertRows(tx, 'payment', this.#rows, 'on conflict (tender_id) do nothing'),
      insertRows(tx, 'tip_adjustment', this.#tipRows, 'on conflict (id) do nothing'),
      insertRows(
        tx,
        'reconciliation',
        reconciliations,
        `on conflict (shift_id) do update set revision = excluded.revision, data = excluded.data,
           gateway_due = excluded.gateway_due`,
      ),
    ]);
  }
}
