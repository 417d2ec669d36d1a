import type { Refund } from '@galley/shared/domain/refund.ts';
import { startOrder } from '../../actions/start-order.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatMoney } from '../../ui/format-money.ts';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { numeral } from '../../ui/numeral.ts';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';

/** What to hand to the guest now, and by what; a guest who takes something else instead goes on with a new order. */
export function RefundDone({
  refund,
  onClose,
  onExchange,
}: {
  readonly refund: Refund;
  readonly onClose: () => void;
  readonly onExchange: () => void;
}) {
  const { till, staff } = useSession();
  const { attempt, refusal, busy } = useAttempt();
  const place = { type: 'takeaway', table: null, guests: 0 } as const;
  return (
    <Dialog
      title={t('refundNumber', { number: numeral(refund.receiptNumber) })}
      onClose={onClose}
      footer={
        <>
          {refusal && <Notice tone="loss">{refusal.message}</Notice>}
          <Button
            size="large"
            disabled={busy}
            onClick={() =>
              attempt(startOrder(till, { ...place, staffId: staff.id }), () => {
                onClose();
                onExchange();
              })
            }
          >
            {t('takesSomethingElse')}
          </Button>
          <Button size="large" tone="money" data-autofocus onClick={onClose}>
            {t('done')}
          </Button>
        </>
      }
    >
      <div className="refund-done" role="status" aria-label={t('givenBackDone')}>
        <p>{t('handOver')}</p>
        <ul>
          {refund.tenders.map((tender) => (
            <li key={tender.id}>
              <span>
                {t(tender.kind)} {tender.reference}
              </span>
              <strong>{formatMoney(tender.amount, refund.currency)}</strong>
            </li>
          ))}
        </ul>
        {refund.tenders.some((tender) => tender.kind !== 'cash') && <p>{t('onTheTerminal')}</p>}
      </div>
    </Dialog>
  );
}
