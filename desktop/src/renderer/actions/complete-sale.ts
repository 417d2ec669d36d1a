import { decideBill } from '@galley/shared/domain/bill.ts';
import { isPaidBy, orderHeadSchema, withSold } from '@galley/shared/domain/order.ts';
import type { WantedPart } from '@galley/shared/domain/part.ts';
import type { Tender } from '@galley/shared/domain/payment.ts';
import type { Refund } from '@galley/shared/domain/refund.ts';
import { decideSale, receiptNumberOf, type Sale, type SaleRequest } from '@galley/shared/domain/sale.ts';
import { saleMovements } from '@galley/shared/domain/stock.ts';
import { fire } from '@galley/shared/domain/ticket.ts';
import {
  newId, type OrderId, type SaleId, type StaffId, type TenderId,
} from '@galley/shared/values/ids.ts'; // prettier-ignore
import { money, sum } from '@galley/shared/values/money.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { writeMeta } from '../db/database.ts';
import { withLateMark } from '../db/late-mark.ts';
import type { PayDraft } from '../db/rows.ts';
import { approvedIntents } from './approved-intents.ts';
import { refuseCardNumber } from './free-text.ts';
import { decideGivingBack, tablesOfRefund, writeRefund } from './give-back.ts';
import { emptyDraft } from './keep-payment.ts';
import { moveStock } from './move-stock.ts';
import { unpaidOrder } from './open-order.ts';
import { currentShift } from './open-shift.ts';
import { partsOf } from './parts-of.ts';
import { queuePrintJobs } from './queue-print-jobs.ts';
import { type Place, readPlace, recordMutation } from './record-mutation.ts';
import { nextSplit } from './split.ts';
import { nameOf, stationsOf, tellKitchen } from './tell-kitchen.ts';
import { routeLines, routingTables } from './route-lines.ts';
import type { Till } from './till.ts';

/**
 * Takes the money. The sale, its receipt number, the paid order, what the kitchen still has to hear, the stock, the
 * outbox row and the print jobs are one transaction: all of it or nothing, and no number is used up by nothing [S2].
 */
export async function completeSale(
  till: Till,
  args: {
    readonly orderId: OrderId;
    readonly tenders: readonly Omit<Tender, 'id'>[];
    readonly staffId: StaffId;
    /** What is paid now, if that is not all that is left of the bill [M10]. */
    readonly part?: WantedPart | undefined;
    /** How many parts were paid when the screen asked: nobody pays the next part by a second tap. */
    readonly after?: number;
  },
): Promise<Result<Sale>> {
  const { db } = till;
  const { meta, outbox, orders, payDrafts, paymentIntents, sales, tickets, stock, printJobs } = db;
  const read = [db.shifts, db.tills, db.stations, db.printers, db.staff, ...routingTables(db)];
  const touched = [
    meta,
    outbox,
    orders,
    payDrafts,
    paymentIntents,
    sales,
    tickets,
    stock,
    printJobs,
    ...tablesOfRefund(db),
    ...read,
  ];
  return db.transaction('rw', touched, async () => {
    const place = await readPlace(till);
    if (!place.ok) return place;
    const { identity, counters, at } = place.value;
    const opened = await unpaidOrder(db, args.orderId);
    if (!opened.ok) return opened;
    const open = ok({ ...opened.value, lines: await routeLines(db, opened.value, opened.value.lines) });
    const secret = refuseCardNumber(...args.tenders.flatMap(({ reference, wallet }) => [reference, wallet]));
    if (secret) return secret;
    const intents = await approvedIntents(db, args.tenders);
    if (!intents.ok) return intents;
    const earlier = await partsOf(db, open.value);
    if (!earlier.ok) return earlier;
    if (earlier.value.length !== (args.after ?? earlier.value.length))
      return refuse('partPaid', 'Another part of this bill was paid just now. Look at what is left.');
    const [shift, branch, knownTill, staffName, lineStations] = await Promise.all([
      currentShift(db, identity.till.id),
      db.branches.get(identity.branchId),
      db.tills.get(identity.till.id),
      nameOf(db, args.staffId),
      stationsOf(db, open.value.lines),
    ]);
    const ownTill = knownTill ?? identity.till;
    if (!shift || !branch) return refuse('noShift', 'Open a shift first: every sale belongs to one.');

    // The first id of all, so that a replay knows a sale's id before it is made.
    const saleId = newId<SaleId>(till.ids);
    const fired = fire(open.value, lineStations, staffName, at, till.ids);
    const draft = await payDrafts.get(args.orderId);
    const { approval } = draft?.exchange ?? {};
    const wanted = { order: fired.order, branch, earlier: earlier.value, part: args.part, saleId };
    const exchanged = await decideExchange(till, place.value, draft, { ...wanted, staffId: args.staffId });
    if (!exchanged.ok) return exchanged;
    const refund = exchanged.value;
    const credit = sum(
      (refund?.tenders ?? []).flatMap(({ kind, amount }) => (kind === 'exchange' ? [amount] : [])),
    );
    const against = credit > 0 ? [{ kind: 'exchange' as const, amount: credit, reference: null }] : [];
    const receipt = counters.receipt + (refund ? 2 : 1);
    const decided = decideSale({
      id: saleId,
      order: fired.order,
      tenders: [...against, ...args.tenders].map((tender) => ({ ...tender, id: newId<TenderId>(till.ids) })),
      shift,
      branch,
      staff: { id: args.staffId, name: staffName },
      receiptNumber: receiptNumberOf(identity.till.code, identity.incarnation, receipt),
      previousHash: refund?.hash ?? counters.receiptHash,
      paidAt: at,
      exchange: refund ? { refundId: refund.id, receiptNumber: refund.receiptNumber } : undefined,
      earlier: earlier.value,
      part: args.part,
    });
    if (!decided.ok) return decided;
    const sale = decided.value;

    if (refund) await writeRefund(till, place.value, refund, { approval, paper: false });
    // What was brought back took the numbers before.
    const behind = refund ? await readPlace(till) : place;
    if (!behind.ok) return behind;
    await sales.add({ ...sale, revision: 0, version: 0 });
    for (const intent of intents.value) await db.paymentIntents.put({ ...intent, saleId });
    const parts = sale.part && [
      ...(open.value.parts ?? []),
      { saleId, amount: sale.total, whole: sale.part.whole, of: sale.part.of },
    ];
    const isPaid = !parts || isPaidBy(parts);
    const status = isPaid ? ('paid' as const) : ('open' as const);
    const sold = withSold(fired.order, sale.lines);
    await orders.put(withLateMark({ ...open.value, ...sold, ...(parts && { parts }), status, ahead: true }));
    const split = nextSplit(draft?.split ?? null);
    if (isPaid || !split) await payDrafts.delete(args.orderId);
    else await payDrafts.put({ ...emptyDraft(args.orderId), split });
    await tellKitchen(db, fired.tickets, lineStations);
    await moveStock(db, saleMovements(sale.lines));
    await queuePrintJobs(db, [
      {
        id: `receipt:${sale.id}`,
        content: {
          kind: 'receipt',
          sale,
          branch,
          till: ownTill.name,
          copy: false,
          ...(refund && { exchanged: refund }),
          ...(fired.order.customer && { customer: fired.order.customer }),
        },
        printerId: ownTill.receiptPrinterId,
        createdAt: at,
      },
      ...(sale.tenders.some((tender) => tender.kind === 'cash')
        ? [
            {
              id: `drawer:${sale.id}`,
              content: { kind: 'drawer' as const },
              printerId: ownTill.receiptPrinterId,
              createdAt: at,
            },
          ]
        : []),
    ]);
    await recordMutation(
      till,
      { ...behind.value, counters: { ...behind.value.counters, receipt, receiptHash: sale.hash } },
      {
        name: 'completeSale',
        data: {
          sale,
          order: orderHeadSchema.parse(fired.order),
          round: fired.order.rounds,
          tickets: [...fired.tickets],
          ...(sale.part && { lines: fired.order.lines }),
        },
        staffId: args.staffId,
        amount: sale.total,
      },
    );
    if (isPaid) await writeMeta(db, 'currentOrder', null);
    return ok(sale);
  });
}

/** What is brought back for this sale, decided before anything is written; null: nothing is. */
async function decideExchange(
  till: Till,
  place: Place,
  draft: PayDraft | undefined,
  { saleId, staffId, order, branch, earlier, part }: WantedSale,
): Promise<Result<Refund | null>> {
  if (!draft?.exchange) return ok(null);
  if (part || earlier.length > 0)
    return refuse('exchangeWhole', 'What was brought back counts for a whole bill. Undo the split first.');
  const bill = decideBill(order, branch, earlier, part);
  if (!bill.ok) return bill;
  const { credit, receiptNumber: _told, ...wanted } = draft.exchange;
  const amount = money(Math.min(credit, bill.value.totals.total));
  return decideGivingBack(till, place, { ...wanted, staffId, exchange: { saleId, amount } });
}
type WantedSale = Pick<SaleRequest, 'order' | 'branch' | 'part'> & {
  readonly saleId: SaleId;
  readonly staffId: StaffId;
  readonly earlier: readonly Sale[];
};
