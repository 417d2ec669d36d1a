import type { Currency } from '@galley/shared/values/money.ts';
import { formatMoney } from '../../ui/format-money.ts';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../../ui/messages/t.ts';
import { tenderWords } from '../../ui/tender-words.ts';
import type { Taken } from './amount-due.ts';

export function TakenTenders({
  taken,
  currency,
  onRemove,
}: {
  readonly taken: readonly Taken[];
  readonly currency: Currency;
  /** By its place in the list: two tenders may be alike. */
  readonly onRemove: (index: number) => void;
}) {
  if (taken.length === 0) return null;
  return (
    <ul className="taken-tenders" aria-label={t('taken')}>
      {taken.map((tender, index) => (
        <li key={index}>
          <Icon name={tender.kind} size={20} />
          {tender.wallet ?? t(tenderWords[tender.kind])} {formatMoney(tender.amount, currency)}
          {tender.tip && <small>{t('plusTip', { amount: formatMoney(tender.tip.amount, currency) })}</small>}
          <button type="button" aria-label={t('giveBack')} onClick={() => onRemove(index)}>
            <Icon name="cross" size={18} />
          </button>
        </li>
      ))}
    </ul>
  );
}
