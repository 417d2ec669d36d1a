import type { Sale } from '@galley/shared/domain/sale.ts';
import { Button } from '../../ui/button.tsx';
import { formatMoney } from '../../ui/format-money.ts';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../../ui/messages/t.ts';
import { numeral } from '../../ui/numeral.ts';
import { useSession } from '../till-context.ts';
import type { Payment } from './queries.ts';

/** Which part of the bill is paid now, of what is left of it. */
export function PartBar({ payment, onWhole }: { readonly payment: Payment; readonly onWhole: () => void }) {
  const { branch } = useSession();
  const { draft, paidParts, leftTotal } = payment;
  if (!draft.split && paidParts === 0) return null;
  const number = numeral(String(paidParts + 1));
  const who =
    draft.split?.way === 'guests' ? t('guestNumber', { number: numeral(String(draft.split.paying)) }) : null;
  return (
    <p className="part-bar">
      <strong>{who ?? t('partNumber', { number })}</strong>
      <span>{t('ofLeft', { amount: formatMoney(leftTotal, branch.currency) })}</span>
      {draft.split && draft.tenders.length === 0 && (
        <button type="button" onClick={onWhole}>
          {t('payAllLeft')}
        </button>
      )}
    </p>
  );
}

/** A part is paid: its change stays in sight until the next tap. */
export function PartPaid({ sale, onGo }: { readonly sale: Sale; readonly onGo: () => void }) {
  return (
    <div className="part-paid" role="status">
      <Icon name="check" size={30} />
      <span>
        <strong>{t('partPaid', { number: numeral(String(sale.part?.number ?? 1)) })}</strong>
        <small>{t('receiptNumber', { number: numeral(sale.receiptNumber) })}</small>
      </span>
      <span className="change">
        <small>{sale.change > 0 ? t('change') : t('noChange')}</small>
        {sale.change > 0 && <strong>{formatMoney(sale.change, sale.currency)}</strong>}
      </span>
      <Button tone="money" size="large" data-autofocus onClick={onGo}>
        {t('nextPart')}
      </Button>
    </div>
  );
}
