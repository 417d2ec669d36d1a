import { lateLines, type Order, type OrderLine } from '@galley/shared/domain/order.ts';
import type { Approval } from '@galley/shared/domain/permissions.ts';
import { totalsOf } from '@galley/shared/domain/totals.ts';
import { formatQuantity } from '@galley/shared/values/quantity.ts';
import { type Result, ok } from '@galley/shared/values/result.ts';
import { moveNeed, voidNeed } from '@galley/shared/wire/needs.ts';
import { useState } from 'react';
import { moveLines } from '../../actions/move-lines.ts';
import { removeLine } from '../../actions/remove-line.ts';
import { voidLine } from '../../actions/void-line.ts';
import { Button } from '../../ui/button.tsx';
import { formatMoney } from '../../ui/format-money.ts';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { numeral } from '../../ui/numeral.ts';
import { useApproval } from '../approval/use-approval.ts';
import { nameOfOrder } from '../order/place-words.ts';
import { VoidDialog } from '../order/void-dialog.tsx';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';
import './late-order.css';

/** What another till added while the bill was being paid: it goes on a bill of its own, or it is taken back. */
export function LateOrder({
  order,
  onBill,
}: {
  readonly order: Order;
  readonly onBill: (orderId: Order['id']) => void;
}) {
  const { till, staff, branch } = useSession();
  const { attempt, refusal, busy } = useAttempt();
  const approve = useApproval();
  const [asking, setAsking] = useState(false);
  const lines = lateLines(order);
  const names = lines.map(({ name }) => name).join(', ');
  const what = t('lateNewBillWhat', { names });

  function toNewBill(): void {
    const { type, table, customer } = order;
    const to = { type, table, guests: 0, ...(customer && { customer }) };
    const lineIds = lines.map(({ id }) => id);
    const move = (approval?: Approval) =>
      moveLines(till, { fromId: order.id, lineIds, to, staffId: staff.id, approval });
    attempt(approve({ need: moveNeed, what }, move), ({ id }) => onBill(id));
  }

  function takeBack(line: OrderLine, reason: string, approval?: Approval): Promise<Result<unknown>> {
    const mine = { orderId: order.id, lineId: line.id };
    if (line.kitchen.state === 'unsent') return removeLine(till, mine);
    return voidLine(till, { ...mine, reason, staffId: staff.id, approval });
  }

  async function takeAllBack(reason: string, approval?: Approval): Promise<Result<null>> {
    for (const line of lines) {
      const back = await takeBack(line, reason, approval);
      // The parts of a combo go together, so one of them may be gone already.
      if (!back.ok && back.code !== 'voidedAlready' && back.code !== 'unknownLine') return back;
    }
    return ok(null);
  }

  const [dearest] = lines.toSorted((a, b) => totalsOf([b]).subtotal - totalsOf([a]).subtotal);
  return (
    <article className="late-order" aria-label={t('lateTitle', { number: numeral(order.number) })}>
      <header>
        <Icon name="warning" size={20} />
        <strong>{nameOfOrder(order)}</strong>
        <small>{numeral(order.number)}</small>
      </header>
      <p>{t(order.status === 'paid' ? 'latePaid' : 'latePartPaid')}</p>
      <ul>
        {lines.map((line) => (
          <li key={line.id}>
            <span>
              {numeral(formatQuantity(line.quantity))} {line.name}
            </span>
            <span>{formatMoney(totalsOf([line]).total, branch.currency)}</span>
          </li>
        ))}
      </ul>
      {refusal && <Notice tone="loss">{refusal.message}</Notice>}
      <footer>
        <Button disabled={busy} onClick={() => setAsking(true)}>
          {t('voidLine')}
        </Button>
        <Button tone="money" disabled={busy} onClick={toNewBill}>
          {t('lateNewBill')}
        </Button>
      </footer>
      {asking && dearest && (
        <VoidDialog
          name={names}
          onClose={() => setAsking(false)}
          onVoid={(reason) => {
            setAsking(false);
            // One word for all of them: whoever may take back the dearest may take back each.
            const wish = { need: voidNeed(dearest), what: t('voidTitle', { name: names }), reason };
            attempt(approve(wish, (approval) => takeAllBack(reason, approval)));
          }}
        />
      )}
    </article>
  );
}
