import type { Sale } from '@galley/shared/domain/sale.ts';
import { refuse, type Result } from '@galley/shared/values/result.ts';
import { completeSale } from '../../actions/complete-sale.ts';
import { t } from '../../ui/messages/t.ts';
import { readCurrentOrder } from '../order/queries.ts';
import { amountDue, toPay } from '../pay/amount-due.ts';
import { readPayment } from '../pay/queries.ts';
import type { Session } from '../till-context.ts';
import { tapsAdded } from './add-tap.ts';

/**
 * One key after the last scan. The order is read when all scans are in it, because a key may come before the screen
 * has shown the last of them. What was taken before counts, and of a split bill it pays the part that is next.
 */
export async function takeExactCash({ till, branch, staff }: Session): Promise<Result<Sale>> {
  await tapsAdded();
  const order = await readCurrentOrder(till.db);
  if (!order) return refuse('nothingToPay', t('emptyOrderHint'));
  const payment = await readPayment(till.db, order.id, branch);
  if (!payment) return refuse('nothingToPay', t('emptyOrderHint'));
  const { draft, part, paidParts, problem } = payment;
  if (problem) return refuse('nothingToPay', problem);
  if (draft.tip) return refuse('tipWaits', t('tipWaits'));
  const { inCash } = amountDue(toPay(payment), draft.tenders, branch.cashStep);
  const cash = inCash > 0 ? [{ kind: 'cash', amount: inCash, reference: null } as const] : [];
  const tenders = [...draft.tenders, ...cash];
  return completeSale(till, { orderId: order.id, tenders, staffId: staff.id, part, after: paidParts });
}
