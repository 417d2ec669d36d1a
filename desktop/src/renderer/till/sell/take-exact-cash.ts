import type { Sale } from '@galley/shared/domain/sale.ts';
import { orderTotals } from '@galley/shared/domain/totals.ts';
import { refuse, type Result } from '@galley/shared/values/result.ts';
import { completeSale } from '../../actions/complete-sale.ts';
import { t } from '../../ui/messages/t.ts';
import { readCurrentOrder } from '../order/queries.ts';
import { amountDue } from '../pay/amount-due.ts';
import type { Session } from '../till-context.ts';
import { tapsAdded } from './add-tap.ts';

/**
 * One key after the last scan. The order is read when all scans are in it, because a key may come before the screen
 * has shown the last of them.
 */
export async function takeExactCash({ till, branch, staff }: Session): Promise<Result<Sale>> {
  await tapsAdded();
  const order = await readCurrentOrder(till.db);
  if (!order) return refuse('nothingToPay', t('emptyOrderHint'));
  const { inCash } = amountDue(orderTotals(order, branch).total, [], branch.cashStep);
  const tenders = inCash > 0 ? [{ kind: 'cash', amount: inCash, reference: null } as const] : [];
  return completeSale(till, { orderId: order.id, tenders, staffId: staff.id });
}
