import { useState } from 'react';
import type { OnlineOrderRow } from '../../db/rows.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { formatMoney } from '../../ui/format-money.ts';
import { t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';
import '../order/void-dialog.css';

/** The guest reads the reason, and gets all of the money back. */
export function RefuseDialog({
  order,
  onRefuse,
  onClose,
}: {
  readonly order: OnlineOrderRow;
  readonly onRefuse: (reason: string) => void;
  readonly onClose: () => void;
}) {
  const [other, setOther] = useState('');
  const reasons = [t('onlineReasonSoldOut'), t('onlineReasonBusy'), t('onlineReasonClosing')];
  return (
    <Dialog title={t('onlineRefuseTitle', { number: numeral(order.number) })} onClose={onClose}>
      <form
        className="void-dialog"
        onSubmit={(event) => {
          event.preventDefault();
          if (other.trim() !== '') onRefuse(other.trim());
        }}
      >
        <p>
          {t('onlineRefuseExplained', { amount: formatMoney(order.total, order.currency), name: order.name })}
        </p>
        <div className="reasons">
          {reasons.map((reason, index) => (
            <Button
              key={reason}
              size="large"
              onClick={() => onRefuse(reason)}
              {...(index === 0 ? { 'data-autofocus': true } : {})}
            >
              {reason}
            </Button>
          ))}
        </div>
        <div className="other">
          <Field
            label={t('reasonOther')}
            value={other}
            maxLength={120}
            onChange={(event) => setOther(event.currentTarget.value)}
          />
          <Button type="submit" tone="loss" disabled={other.trim() === ''}>
            {t('onlineRefuse')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
