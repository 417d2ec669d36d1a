import type { OnlineOrderRow } from '../../db/rows.ts';
import { formatMoney } from '../../ui/format-money.ts';
import { t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';

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
  const amount = formatMoney(order.total, order.currency);
  return (
    <ReasonDialog
      title={t('onlineRefuseTitle', { number: numeral(order.number) })}
      reasons={[t('onlineReasonSoldOut'), t('onlineReasonBusy'), t('onlineReasonClosing')]}
      confirm={t('onlineRefuse')}
      onReason={onRefuse}
      onClose={onClose}
    >
      {t('onlineRefuseExplained', { amount, name: order.name })}
    </ReasonDialog>
  );
}
