import { moneyLeft, remainderOf } from '@galley/shared/domain/remainder.ts';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { reprintReceipt } from '../../actions/reprint.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { numeral } from '../../ui/numeral.ts';
import { useApproval } from '../approval/use-approval.ts';
import { RefundDialog } from '../refund/refund-dialog.tsx';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';
import { GivenBack } from './given-back.tsx';
import { type Entry, readEntry } from './queries.ts';
import { MailDialog } from './mail-dialog.tsx';
import { ReceiptPaper } from './receipt-paper.tsx';
import { TipsAfter } from './tips-after.tsx';
import { RefundPaper } from './refund-paper.tsx';

/** A paper as its guest got it, with what came after it and what can be done with it now. */
export function ReceiptDialog({
  entry: opened,
  onClose,
  onExchange,
}: {
  readonly entry: Entry;
  readonly onClose: () => void;
  readonly onExchange: () => void;
}) {
  const { till, branch, staff } = useSession();
  const { attempt, refusal, busy } = useAttempt();
  const approve = useApproval();
  const entry = useLiveQuery(() => readEntry(till.db, opened), [till, opened]) ?? opened;
  const [asked, setAsked] = useState(false);
  const [giving, setGiving] = useState(false);
  const [mailing, setMailing] = useState(false);
  const paper = entry.kind === 'sale' ? entry.sale : entry.refund;
  const number = numeral(paper.receiptNumber);

  if (giving && entry.kind === 'sale')
    return (
      <RefundDialog
        sale={entry.sale}
        earlier={entry.refunds}
        onBack={() => setGiving(false)}
        onClose={onClose}
        onExchange={onExchange}
      />
    );
  if (mailing && entry.kind === 'sale')
    return <MailDialog sale={entry.sale} onClose={() => setMailing(false)} />;
  return (
    <Dialog
      title={entry.kind === 'sale' ? t('receiptNumber', { number }) : t('refundNumber', { number })}
      onClose={onClose}
      footer={
        <>
          {refusal && <Notice tone="loss">{refusal.message}</Notice>}
          {asked && <Notice tone="good">{t('reprintAsked')}</Notice>}
          {entry.kind === 'sale' && (
            <Button
              size="large"
              tone="loss"
              disabled={busy || moneyLeft(remainderOf(entry.sale, entry.refunds)) === 0}
              onClick={() => setGiving(true)}
            >
              {t('refundMoney')}
            </Button>
          )}
          {entry.kind === 'sale' && (
            <Button size="large" disabled={busy} onClick={() => setMailing(true)}>
              <Icon name="mail" />
              {t('mailReceipt')}
            </Button>
          )}
          <Button
            size="large"
            disabled={busy || asked}
            data-autofocus
            onClick={() =>
              attempt(
                approve({ need: { permission: 'reprint' }, what: t('reprintWhat', { number }) }, () =>
                  reprintReceipt(till, { id: paper.id, kind: entry.kind, staffId: staff.id }),
                ),
                () => setAsked(true),
              )
            }
          >
            <Icon name="printer" />
            {t('reprint')}
          </Button>
        </>
      }
    >
      {entry.kind === 'sale' ? (
        <>
          <ReceiptPaper sale={entry.sale} branch={branch} />
          <TipsAfter sale={entry.sale} />
          <GivenBack sale={entry.sale} refunds={entry.refunds} timeZone={branch.timeZone} />
        </>
      ) : (
        <RefundPaper refund={entry.refund} branch={branch} />
      )}
    </Dialog>
  );
}
