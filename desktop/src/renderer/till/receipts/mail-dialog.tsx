import { parseEmail } from '@galley/shared/values/email.ts';
import type { Sale } from '@galley/shared/domain/sale.ts';
import { useState } from 'react';
import { sendReceipt } from '../../actions/send-receipt.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { t } from '../../ui/messages/t.ts';
import { Notice } from '../../ui/notice.tsx';
import { numeral } from '../../ui/numeral.ts';
import { useSession } from '../till-context.ts';
import { useAttempt } from '../use-attempt.ts';
import './mail-dialog.css';

/** Where a guest's receipt is mailed to. It is written down at once; it leaves when there is a network. */
export function MailDialog({ sale, onClose }: { readonly sale: Sale; readonly onClose: () => void }) {
  const { till, staff } = useSession();
  const { attempt, refusal, busy } = useAttempt();
  const [typed, setTyped] = useState('');
  const [sent, setSent] = useState<string | null>(null);
  const [wrong, setWrong] = useState(false);
  if (sent !== null)
    return (
      <Dialog
        title={t('mailReceiptOf', { number: numeral(sale.receiptNumber) })}
        onClose={onClose}
        footer={
          <Button size="large" tone="money" data-autofocus onClick={onClose}>
            {t('close')}
          </Button>
        }
      >
        <Notice tone="good">{t('mailTaken', { email: sent })}</Notice>
      </Dialog>
    );
  return (
    <Dialog title={t('mailReceiptOf', { number: numeral(sale.receiptNumber) })} onClose={onClose}>
      <form
        className="mail-dialog"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (busy) return;
          if (!parseEmail(typed).ok) return setWrong(true);
          attempt(sendReceipt(till, { saleId: sale.id, email: typed, staffId: staff.id }), setSent);
        }}
      >
        <Field
          label={t('email')}
          hint={t('mailHint')}
          error={wrong ? t('mailWrong') : (refusal?.message ?? null)}
          type="email"
          inputMode="email"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={254}
          value={typed}
          data-autofocus
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setWrong(false);
          }}
        />
        <Button type="submit" size="large" tone="money" disabled={busy || typed.trim() === ''}>
          {t('mailSend')}
        </Button>
      </form>
    </Dialog>
  );
}
