import type { Refund } from '@galley/shared/domain/refund.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatMoney } from '../../ui/format-money.ts';
import { t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';
import { RefundState } from '../receipts/refund-state.tsx';

/** What to hand to the guest now, and by what. */
export function RefundDone({ refund, onClose }: { readonly refund: Refund; readonly onClose: () => void }) {
  return (
    <Dialog
      title={t('refundNumber', { number: numeral(refund.receiptNumber) })}
      onClose={onClose}
      footer={
        <Button size="large" tone="money" data-autofocus onClick={onClose}>
          {t('done')}
        </Button>
      }
    >
      <div className="refund-done" role="status" aria-label={t('givenBackDone')}>
        {refund.tenders.some(({ kind }) => kind !== 'gateway') && <p>{t('handOver')}</p>}
        <ul>
          {refund.tenders.map((tender) => (
            <li key={tender.id}>
              <span>
                {t(tender.kind)} {tender.reference} <RefundState tender={tender} />
              </span>
              <strong>{formatMoney(tender.amount, refund.currency)}</strong>
            </li>
          ))}
        </ul>
        {refund.tenders.some(({ kind }) => kind === 'card' || kind === 'wallet') && (
          <p>{t('onTheTerminal')}</p>
        )}
      </div>
    </Dialog>
  );
}
