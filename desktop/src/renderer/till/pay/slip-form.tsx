import type { Currency, Money } from '@galley/shared/values/money.ts';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { formatMoney } from '../../ui/format-money.ts';
import { t } from '../../ui/messages/t.ts';
import type { Taken } from './amount-due.ts';

/** Card and wallet are taken on their own device; here their slip's number is noted, so that the day's end agrees. */
export function SlipForm({
  kind,
  amount,
  tooMuch,
  currency,
  busy,
  onTake,
}: {
  readonly kind: 'card' | 'wallet';
  readonly amount: Money;
  readonly tooMuch: boolean;
  readonly currency: Currency;
  readonly busy: boolean;
  readonly onTake: (tender: Taken) => void;
}) {
  const [reference, setReference] = useState('');
  const wrong = reference !== '' && !/^[A-Za-z0-9-]{1,16}$/.test(reference);
  return (
    <form
      className="slip-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!wrong && !busy) onTake({ kind, amount, reference: reference === '' ? null : reference });
      }}
    >
      <Field
        label={t('slipReference')}
        value={reference}
        maxLength={24}
        autoCapitalize="characters"
        hint={t('slipHint')}
        error={wrong ? t('slipWrong') : null}
        onChange={(event) => setReference(event.currentTarget.value.trim())}
      />
      {tooMuch && <p className="limit">{t('onlyDue')}</p>}
      <Button type="submit" tone="money" size="huge" disabled={wrong || busy || amount <= 0}>
        <span>{t(kind === 'card' ? 'takeCard' : 'takeWallet')}</span>
        <small>{formatMoney(amount, currency)}</small>
      </Button>
    </form>
  );
}
