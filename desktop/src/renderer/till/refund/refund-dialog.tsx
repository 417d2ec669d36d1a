import type { Approval } from '@galley/shared/domain/permissions.ts';
import { proposeRefund, type Refund } from '@galley/shared/domain/refund.ts';
import { moneyLeft } from '@galley/shared/domain/remainder.ts';
import type { Sale } from '@galley/shared/domain/sale.ts';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { beginExchange } from '../../actions/begin-exchange.ts';
import { refundSale } from '../../actions/refund-sale.ts';
import { AmountEntry } from '../../ui/amount-entry.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatMoney } from '../../ui/format-money.ts';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { numeral } from '../../ui/numeral.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { useApproval } from '../approval/use-approval.ts';
import { ReasonChoice } from '../reason-choice.tsx';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';
import { useRefundChoice } from './refund-choice.ts';
import { RefundDone } from './refund-done.tsx';
import { RefundLines } from './refund-lines.tsx';
import { readStocked } from './queries.ts';
import './refund-dialog.css';
import { refundReasons } from './refund-reasons.ts';

/** Gives money back of a sale: what comes back or how much, why, and how; then it is a fact with a paper of its own. */
export function RefundDialog({
  sale,
  earlier,
  onBack,
  onClose,
  onExchange,
}: {
  readonly sale: Sale;
  readonly earlier: readonly Refund[];
  readonly onBack: () => void;
  readonly onClose: () => void;
  readonly onExchange: () => void;
}) {
  const { till, staff } = useSession();
  const { attempt, refusal, busy } = useAttempt();
  const approve = useApproval();
  const stocked = useLiveQuery(() => readStocked(till.db, sale), [till, sale]) ?? new Set<string>();
  const choice = useRefundChoice(sale, earlier, stocked);
  const [done, setDone] = useState<Refund | null>(null);
  const { lines, reason } = choice;
  const isExchange = choice.way === 'exchange';
  const way = choice.way === 'exchange' ? undefined : choice.way;
  const proposed = proposeRefund({ sale, earlier, lines, way });
  const isTooMuch = !proposed.ok && proposed.code === 'tooMuch';
  const amount = (value: Sale['total']) => formatMoney(value, sale.currency);
  const number = numeral(sale.receiptNumber);
  if (done) return <RefundDone refund={done} onClose={onClose} />;

  function give(): void {
    if (!proposed.ok) return;
    const { total } = proposed.value;
    const wish = {
      need: { permission: 'refund' as const, amount: total },
      what: t('refundWhat', { amount: amount(total), number }),
      reason,
    };
    const refund = (approval?: Approval) =>
      refundSale(till, { saleId: sale.id, lines, way, reason, staffId: staff.id, approval });
    if (isExchange) {
      const begin = (approval?: Approval) =>
        beginExchange(till, { saleId: sale.id, lines, reason, staffId: staff.id, approval });
      attempt(approve(wish, begin), () => {
        onClose();
        onExchange();
      });
    } else attempt(approve(wish, refund), setDone);
  }

  return (
    <Dialog
      wide
      title={t('refundTitle', { number })}
      onClose={onBack}
      footer={
        <>
          {refusal && <Notice tone="loss">{refusal.message}</Notice>}
          <Button size="large" tone="quiet" onClick={onBack}>
            {t('back')}
          </Button>
          <Button
            size="large"
            tone={isExchange ? 'money' : 'loss'}
            disabled={busy || !proposed.ok || reason.trim() === ''}
            onClick={give}
          >
            {proposed.ok
              ? t(isExchange ? 'chooseInstead' : 'giveBackAmount', { amount: amount(proposed.value.total) })
              : t(isExchange ? 'exchange' : 'giveBack')}
          </Button>
        </>
      }
    >
      <div className="refund-dialog">
        <section>
          <div className="modes">
            <Segmented
              label={t('refundWhatComes')}
              value={choice.mode}
              options={[
                { value: 'items', label: t('byItem') },
                { value: 'amount', label: t('byAmount') },
              ]}
              onChange={choice.setMode}
            />
            <Button onClick={choice.chooseAll}>{t('everything')}</Button>
          </div>
          {choice.mode === 'items' ? (
            <RefundLines choice={choice} currency={sale.currency} />
          ) : (
            <>
              <p className={isTooMuch ? 'limit' : 'hint'} role="status">
                {t('canGiveBack', { amount: amount(moneyLeft(choice.remainder)) })}
              </p>
              <AmountEntry
                label={t('amount')}
                typed={choice.typed}
                currency={sale.currency}
                onTyped={choice.setTyped}
              />
            </>
          )}
        </section>
        <section>
          <ReasonChoice usual={refundReasons()} most={500} reason={reason} onReason={choice.setReason} />
          <h3>{t('refundHow')}</h3>
          <Segmented
            label={t('refundHow')}
            value={choice.way}
            options={[
              { value: 'asPaid', label: t('asPaid') },
              { value: 'cash', label: t('allInCash') },
              { value: 'exchange', label: t('exchange') },
            ]}
            onChange={choice.setWay}
          />
          {isExchange && <p className="hint">{t('exchangeText')}</p>}
          {proposed.ok && !isExchange && (
            <ul className="tenders">
              {proposed.value.tenders.map((tender) => (
                <li key={tender.refunds}>
                  <span>
                    {t(tender.kind)} {tender.reference}
                  </span>
                  <strong>{amount(tender.amount)}</strong>
                </li>
              ))}
            </ul>
          )}
        </section>
      </div>
    </Dialog>
  );
}
