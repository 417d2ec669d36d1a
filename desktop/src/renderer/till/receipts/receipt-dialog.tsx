import type { Sale } from '@galley/shared/domain/sale.ts';
import { useState } from 'react';
import { reprintReceipt } from '../../actions/reprint.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { numeral } from '../../ui/numeral.ts';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';
import { ReceiptPaper } from './receipt-paper.tsx';

export function ReceiptDialog({ sale, onClose }: { readonly sale: Sale; readonly onClose: () => void }) {
  const { till, branch } = useSession();
  const { attempt, refusal, busy } = useAttempt();
  const [asked, setAsked] = useState(false);
  return (
    <Dialog
      title={t('receiptNumber', { number: numeral(sale.receiptNumber) })}
      onClose={onClose}
      footer={
        <>
          {refusal && <Notice tone="loss">{refusal.message}</Notice>}
          {asked && <Notice tone="good">{t('reprintAsked')}</Notice>}
          <Button
            size="large"
            disabled={busy || asked}
            data-autofocus
            onClick={() => attempt(reprintReceipt(till, sale.id), () => setAsked(true))}
          >
            <Icon name="printer" />
            {t('reprint')}
          </Button>
        </>
      }
    >
      <ReceiptPaper sale={sale} branch={branch} />
    </Dialog>
  );
}
