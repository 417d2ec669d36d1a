import { hasCardNumber } from '@galley/shared/values/card-number.ts';
import type { Money } from '@galley/shared/values/money.ts';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { formatMoney } from '../../ui/format-money.ts';
import { t } from '../../ui/messages/t.ts';
import { OneOf } from '../../ui/one-of.tsx';
import { useSession } from '../till-context.ts';
import type { Taken } from './amount-due.ts';

/** Card and wallet are taken on their own device; here their slip's number is noted, so that the day's end agrees. */
export function SlipForm({
  kind,
  amount,
  tooMuch,
  busy,
  onTake,
}: {
  readonly kind: 'card' | 'wallet';
  readonly amount: Money;
  readonly tooMuch: boolean;
  readonly busy: boolean;
  readonly onTake: (tender: Taken) => void;
}) {
  const { branch } = useSession();
  const wallets = kind === 'wallet' ? (branch.wallets ?? []) : [];
  const [reference, setReference] = useState('');
  const [wallet, setWallet] = useState(wallets[0]);
  const secret = hasCardNumber(reference) || reference.replace(/\D/g, '').length >= 13;
  const wrong = secret || (reference !== '' && !/^[A-Za-z0-9-]{1,16}$/.test(reference));
  return (
    <form
      className="slip-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (wrong || busy) return;
        onTake({ kind, amount, reference: reference === '' ? null : reference, ...(wallet && { wallet }) });
        setReference('');
      }}
    >
      {wallets.length > 0 && (
        <OneOf
          legend={t('wallet')}
          value={wallet ?? null}
          options={wallets.map((name) => ({ value: name, label: name }))}
          onChange={setWallet}
        />
      )}
      <Field
        label={t('slipReference')}
        value={reference}
        maxLength={24}
        autoCapitalize="characters"
        hint={t('slipHint')}
        error={secret ? t('slipSecret') : wrong ? t('slipWrong') : null}
        onChange={(event) => setReference(event.currentTarget.value.trim())}
      />
      {tooMuch && <p className="limit">{t('onlyDue')}</p>}
      <Button type="submit" tone="money" size="huge" disabled={wrong || busy || amount <= 0}>
        <span>
          {wallet ? t('takeNamed', { name: wallet }) : t(kind === 'card' ? 'takeCard' : 'takeWallet')}
        </span>
        <small>{formatMoney(amount, branch.currency)}</small>
      </Button>
    </form>
  );
}
