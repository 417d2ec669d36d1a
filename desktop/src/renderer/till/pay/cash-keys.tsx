import { type Currency, type Money, money } from '@galley/shared/values/money.ts';
import { Button } from '../../ui/button.tsx';
import { formatMoney, formatShort } from '../../ui/format-money.ts';
import { t } from '../../ui/messages/t.ts';
import { noteShortcuts } from './note-shortcuts.ts';

/** Exact, the notes a guest is likely to hand over, and what was typed: each is one tap. */
export function CashKeys({
  due,
  change,
  typed,
  currency,
  busy,
  onTake,
}: {
  readonly due: Money;
  /** What goes back of the cash that was taken already. */
  readonly change: Money;
  readonly typed: Money | null;
  readonly currency: Currency;
  readonly busy: boolean;
  readonly onTake: (amount: Money) => void;
}) {
  if (typed !== null) {
    return (
      <div className="cash-keys">
        <Button tone="money" size="huge" className="first" disabled={busy} onClick={() => onTake(typed)}>
          <span>{t('takeAmount', { amount: formatShort(typed, currency, true) })}</span>
          <small>
            {typed < due
              ? t('thenRemains', { amount: formatMoney(money(due - typed), currency) })
              : typed > due
                ? t('changeOf', { amount: formatMoney(money(typed - due), currency) })
                : t('noChange')}
          </small>
        </Button>
      </div>
    );
  }
  if (due === 0) {
    return (
      <div className="cash-keys">
        <Button tone="money" size="huge" className="first" disabled={busy} onClick={() => onTake(due)}>
          <span>{t('done')}</span>
          <small>
            {change > 0 ? t('changeOf', { amount: formatMoney(change, currency) }) : t('nothingChangesHands')}
          </small>
        </Button>
      </div>
    );
  }
  return (
    <div className="cash-keys">
      <Button tone="money" size="huge" className="first" disabled={busy} onClick={() => onTake(due)}>
        <span>{t('exact')}</span>
        <small>{formatMoney(due, currency)}</small>
      </Button>
      {noteShortcuts(due, currency).map((amount) => (
        <Button key={amount} size="huge" disabled={busy} onClick={() => onTake(amount)}>
          <span>{formatShort(amount, currency, true)}</span>
          <small>{t('changeOf', { amount: formatShort(money(amount - due), currency, true) })}</small>
        </Button>
      ))}
    </div>
  );
}
